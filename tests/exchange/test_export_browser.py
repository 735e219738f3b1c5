"""The page and the pictures in a browser: they work, ask for nothing, and hostile text is text."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from events.exports.formats import FORMATS
from events.files import load
from tests.browser import CHROMIUM, browser
from tests.command_line import ROOT
from tests.exchange.exported import HOSTILE, dated, exported, hostile_timeline, selection, text_of

if TYPE_CHECKING:
    from tests.browser import Page

READY = "document.documentElement.dataset.ready === 'true'"
SHOWN = "document.querySelectorAll('#page-events .event:not([hidden])').length"
# Two frames and a moment: what an act redraws has been drawn.
FRAME = "new Promise(done => requestAnimationFrame(done))"
SETTLED = f"{FRAME}.then(() => {FRAME}).then(() => new Promise(done => setTimeout(done, 30)))"
KEY = """document.activeElement.dispatchEvent(
    new KeyboardEvent('keydown', {{key: {!r}, bubbles: true}}))"""
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def show(page: Page, folder: Path, name: str, text: str, width: int = 1400) -> None:
    file = folder / name
    file.write_text(text, "utf-8", newline="")
    await page.open(file.as_uri(), width, 900, prefers_color_scheme="light")


async def do(page: Page, script: str) -> Any:
    found = await page.value(script)
    await page.value(SETTLED)
    return found


async def type_search(page: Page, words: str) -> str:
    await do(
        page,
        f"""{{const line = document.getElementById('page-find'); line.value = {words!r};
        line.dispatchEvent(new Event('input'))}}""",
    )
    count: str = await page.value("document.getElementById('page-count').textContent")
    assert await page.value(SHOWN) == int(count.split()[0].replace(",", ""))
    return count


async def press(page: Page, *keys: str) -> None:
    for key in keys:
        await do(page, KEY.format(key))


def quiet(page: Page) -> bool:
    """Whether it has asked for nothing but itself, and complained of nothing."""
    asked = [address for address in page.requests if not address.startswith(("file:", "data:"))]
    assert page.complaints == []
    return not asked


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")
def test_the_page_and_the_pictures_in_a_browser(tmp_path: Path) -> None:
    async def visit() -> None:
        async with browser() as page:
            await page_works(page, tmp_path)
            await sizes_and_colours(page, tmp_path)
            await hostile_page(page, tmp_path)
            await little_pages(page, tmp_path)
            await pictures(page, tmp_path)

    asyncio.run(visit())


async def page_works(page: Page, folder: Path) -> None:
    seeds = load(ROOT / "seeds")
    await show(page, folder, "seeds.html", exported("html", seeds))
    await page.until(READY)
    assert await page.value(SHOWN) == len(seeds)
    assert await page.value("picture.marks.length") > 60

    # Search: words in either language, whatever their case and width; phrases.
    assert await type_search(page, "千问 月活") == (first := await type_search(page, "千问  月活"))
    assert first.endswith(f" of {len(seeds)}")
    assert await type_search(page, "QWEN omni") == await type_search(page, "ｑｗｅｎ　Ｏｍｎｉ")
    assert int((await type_search(page, "BABA")).split()[0]) > 50  # another name of Alibaba
    assert (await type_search(page, '"free cash flow"')).split()[0] != "0"
    assert (await type_search(page, "no such words")).startswith("0 ")
    assert await page.value("!document.getElementById('page-none').hidden")
    await do(page, "document.getElementById('page-clear').click()")
    assert await page.value(SHOWN) == len(seeds)

    # Chips: one of a facet or another, and of all facets; the count is what a chip would leave.
    chip = "[...document.querySelectorAll('.chip')].find(one => one.textContent.startsWith({!r}))"
    count = f"Number({chip}.querySelector('i').textContent)"
    own = await page.value(count.format("Alibaba"))
    assert own == seeds.bits("company", "alibaba").bit_count()  # with those of its children
    await do(page, chip.format("Alibaba") + ".querySelector('input').click()")
    assert await page.value(SHOWN) == own
    users = await page.value(count.format("Users"))
    assert 0 < users < own
    await do(page, chip.format("Users") + ".querySelector('input').click()")
    assert await page.value(SHOWN) == users
    assert await page.value("picture.lanes.some(lane => lane.name[0] === 'Alibaba')")
    await do(page, "document.getElementById('page-clear').click()")

    # Keys: an event, the next one, its card; Escape goes back to where one was.
    await do(page, "document.getElementById('page-picture').focus()")
    await press(page, "ArrowRight", "ArrowRight", "ArrowDown", "Home", "End", "ArrowLeft")
    said = await page.value("document.getElementById('page-said').textContent")
    assert ": " in said
    await press(page, "Enter")
    title = await page.value("document.querySelector('#page-card h4').textContent")
    assert title
    assert await page.value("document.activeElement.id") == "page-card"
    assert await page.value("document.getElementById('page-card').getAttribute('aria-label')")
    await press(page, "Escape")
    assert await page.value("document.activeElement.id") == "page-picture"
    before = await page.value("picture.to - picture.from")
    await press(page, "+", "+")
    assert await page.value("picture.to - picture.from") < before
    await press(page, "0")
    whole = await page.value("picture.to - picture.from")
    assert whole == await page.value("picture.last - picture.first") > before

    # A link to an event shows it though the filter hides it.
    await type_search(page, "no such words")
    await do(page, "location.hash = '#2026-01-14-qwen-100m-mau'")
    await page.until("document.querySelector('.event.at')?.id === '2026-01-14-qwen-100m-mau'")
    assert await page.value(SHOWN) == len(seeds)

    # The language: interface and data, the root's language too.
    await do(page, "document.getElementById('page-zh').click()")
    assert await page.value("document.documentElement.lang") == "zh-Hans"
    assert await page.value("document.querySelector('h1').innerText") == "千问与对手"
    assert "121 个事件" in await page.value("document.getElementById('page-count').textContent")
    top = "scrollTo({top: 0, behavior: 'instant'})"  # lanes out of sight are not drawn
    lanes = "document.querySelector('#page-lanes svg').textContent"
    await page.until(f"({top}, {lanes}.includes('阿里巴巴'))")
    assert "Timeline" not in await page.value("document.body.innerText")
    assert await page.value("[...document.querySelectorAll('.plot svg')].length") > 0
    assert quiet(page)


async def sizes_and_colours(page: Page, folder: Path) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    for width in (390, 820, 1400):
        await page.open((folder / "seeds.html").as_uri(), width, 900, prefers_color_scheme="dark")
        await page.until(READY)
        assert await page.value(WIDE) <= 0, width
        dark = await page.value(ground)
        await do(page, "document.getElementById('page-light').click()")
        light = await page.value(ground)
        assert dark != light
        assert await page.value("document.getElementById('page-filters').open") is (width == 1400)
    # On paper everything is listed, and nothing that can only be clicked.
    await page.call("Emulation.setEmulatedMedia", media="print")
    for part, display in ((".bar", "none"), (".filters", "none"), (".event", "grid")):
        style = f"getComputedStyle(document.querySelector({part!r}))"
        assert await page.value(f"{style}.display") == display
    assert (
        await page.value("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    )
    await page.call("Emulation.setEmulatedMedia", media="")
    # Without the script there are the events, the figures and the sources, and the two switches.
    await page.call("Emulation.setScriptExecutionDisabled", value=True)
    await page.open((folder / "seeds.html").as_uri(), 820, 900)
    await page.call("Emulation.setScriptExecutionDisabled", value=False)
    assert await page.value("getComputedStyle(document.querySelector('.event')).display") == "grid"
    assert quiet(page)


async def hostile_page(page: Page, folder: Path) -> None:
    await show(page, folder, "hostile.html", exported("html", hostile_timeline()))
    await page.until(READY)
    assert await page.value(SHOWN) == len(HOSTILE)
    assert await page.value("document.scripts.length") == 2
    assert (
        await page.value("document.images.length + document.querySelectorAll('iframe').length") == 0
    )
    for by in ("product", "kind", "company"):
        await do(page, f"document.querySelector('[name=page-by][value={by}]').click()")
    for nth in range(0, len(HOSTILE), 5):
        await do(page, f"openCard(picture.marks[0], {nth})")
    await type_search(page, "<script>alert(1)")
    assert await page.value(SHOWN) >= 1
    await do(page, "document.querySelector('.chip input').click()")
    # No text becomes markup, whoever tries; the browser itself refuses.
    refused = (
        "(() => { try { document.body.innerHTML = '<b>x</b>' } catch (error) { return true } })()"
    )
    assert await page.value(refused) is True
    page.complaints[:] = [one for one in page.complaints if "TrustedHTML" not in one]
    assert quiet(page)


async def little_pages(page: Page, folder: Path) -> None:
    for name, timeline in (
        ("one.html", dated(["2025"])),
        ("none.html", dated([])),
        ("undated.html", dated([None, None])),
        ("dates.html", dated()),
    ):
        await show(page, folder, name, exported("html", timeline), 390)
        await page.until(READY)
        assert await page.value(SHOWN) == len(timeline)
        assert await page.value(WIDE) <= 0, name
        assert quiet(page)


async def pictures(page: Page, folder: Path) -> None:
    """Labels do not touch in the fonts there are, and none is wider than was reckoned with."""
    overlaps = """(() => {
      const boxes = [...document.querySelectorAll('text')]
        .map(one => [one.getBoundingClientRect(), one.textContent]);
      const touch = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
        && a.top + 4 < b.bottom && b.top + 4 < a.bottom;
      return boxes.flatMap(([a, x], nth) => boxes.slice(0, nth)
        .filter(([b]) => touch(a, b))
        .map(([, y]) => x + ' / ' + y));
    })()"""
    seeds = selection(load(ROOT / "seeds"))
    for lang in ("en", "zh"):
        for look in ("lanes", "chart"):
            chosen = replace(seeds, lang=lang, look=look)
            await show(page, folder, f"{look}-{lang}.svg", text_of(FORMATS["svg"].export(chosen)))
            assert await page.value("document.querySelectorAll('text').length") > 60
            assert await page.value(overlaps) == []
            assert quiet(page)
