"""The parts of the README that the program writes itself: pictures, query table, key table.

``python -m tests.readme`` renews them; a test says when they are stale.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import sys
import tempfile
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len

from tui.app import DatelineApp
from tui.commands import key_groups
from tui.query_help import QUERY_HELP
from tui.settings import Settings
from tui.widgets.event_list import EventList

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PICTURES = ROOT / "tests" / "pictures"


class Scene(NamedTuple):
    """A picture of the program: the query it shows, the keys typed before."""

    query: str
    keys: tuple[str, ...] = ()


SIZE = (132, 36)  # cells
# One picture for each look.
SCENES = {
    "list": Scene("product:qwen-app,doubao"),
    "lanes": Scene("within:2025-06..2026-03 -kind:statement", ("2",)),
    "chart": Scene("metric:dau,mau", ("3", "l")),
    "compare": Scene("product:qwen-app,doubao,yuanbao,afu", ("4",)),
    "coverage": Scene("", ("5",)),
}


def _cell(text: str) -> str:
    """Text for a cell of a Markdown table, as code."""
    return "`" + text.replace("|", "\\|") + "`"


def query_table() -> str:
    """The query language as a Markdown table."""
    rows = [f"| {_cell(example)} | {en} |" for example, en, _ in QUERY_HELP]
    return "\n".join(["| query | shows |", "| --- | --- |", *rows])


def keys_table() -> str:
    """Every key of the command table as a Markdown table."""
    lines = ["| keys | command | |", "| --- | --- | --- |"]
    for group in key_groups("en"):
        lines.append(f"| **{group.title}** | | |")
        lines += [
            f"| {' '.join(_cell(key) for key in keys.split())} | {label} | {explained} |"
            for keys, label, explained in group.rows
        ]
    return "\n".join(lines)


def with_tables(readme: str) -> str:
    """The README with its generated tables as they are now."""
    for name, table in (("query", query_table()), ("keys", keys_table())):
        before, rest = readme.split(f"<!-- {name} -->", 1)
        after = rest.split(f"<!-- /{name} -->", 1)[1]
        readme = f"{before}<!-- {name} -->\n\n{table}\n\n<!-- /{name} -->{after}"
    return readme


def true_widths(svg: str) -> str:
    """The SVG with each text as wide as its cells: Rich counts a wide character as one.

    Wide characters and others are texts of their own, since what draws the picture spreads each
    text evenly over its width.
    """

    def widened(match: re.Match[str]) -> str:
        before, start, between, length, after, text = match.groups()
        plain = html.unescape(text)
        cell = float(length) / len(plain)
        x = float(start)
        texts = []
        for _, run in groupby(plain, lambda character: cell_len(character) > 1):
            part = "".join(run)
            width = cell * cell_len(part)
            shown = html.escape(part, quote=False).replace("\xa0", "&#160;")
            texts.append(f'{before}x="{x:g}"{between}textLength="{width:g}"{after}{shown}</text>')
            x += width
        return "".join(texts)

    return re.sub(
        r'(<text [^>]*?)x="([\d.]+)"([^>]*?)textLength="([\d.]+)"([^>]*>)([^<]+)</text>',
        widened,
        svg,
    )


async def _scene(shown: Scene) -> tuple[str, str]:
    """The SVG and the plain lines of one scene, from the running program."""
    app = DatelineApp(ROOT / "seeds", query=shown.query, lang="en", settings=Settings())
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(500):
            await pilot.pause(0.02)
            if app.screen.query_one(EventList).cursor_event is not None:
                break
        else:
            raise TimeoutError("the timeline never came on the screen")
        await app.workers.wait_for_complete(
            [worker for worker in app.workers if worker.group in ("read", "check")]
        )
        await pilot.press(*shown.keys)
        # Laid out, drawn, and drawn again for the room there is, until nothing changes any more.
        lines, before, calm = "", None, 0
        while calm < 8:
            await pilot.pause(0.05)
            strips = app.screen._compositor.render_strips()
            lines = "\n".join(strip.text.rstrip() for strip in strips)
            before, calm = lines, calm + 1 if lines == before else 0
        return app.export_screenshot(title="dateline"), lines


def plain_picture(svg: str) -> str:
    """The SVG without fonts from the network, each text as wide as its cells."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: ?[^;}]+", "font-family: 'DejaVu Sans Mono', monospace", svg)
    return true_widths(re.sub(r"terminal-\d+", "terminal", svg))


def scene(name: str) -> tuple[str, str]:
    """The SVG and the plain lines of a named scene."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"DATELINE_STATE": f"{home}/state.json", "DATELINE_TODAY": "2026-02-26"}
        os.environ.pop("NO_COLOR", None)
        svg, lines = asyncio.run(_scene(SCENES[name]))
    return plain_picture(svg), lines


def main() -> None:
    """Renew the README's own parts."""
    README.write_text(with_tables(README.read_text("utf-8")), "utf-8")
    PICTURES.mkdir(exist_ok=True)
    for name in SCENES:
        svg, lines = scene(name)
        (PICTURES / f"{name}.svg").write_text(svg, "utf-8")
        (PICTURES / f"{name}.txt").write_text(lines + "\n", "utf-8")
    sys.stdout.write("README.md and tests/pictures are renewed\n")


if __name__ == "__main__":
    main()
