"""`dateline serve`: who may visit, what a visitor sees and can do, and the page in a browser."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Literal

import pyte
import pytest

pytest.importorskip("textual_serve", reason="the extra for serving is not installed")

import aiohttp
from textual import events
from textual.drivers.web_driver import WebDriver
from textual.geometry import Size

from tests.browser import CHROMIUM, browser
from tests.command_line import BARE, ROOT, run, write_timeline
from tests.patience import LIMIT
from tui.kept_views import OwnViews
from tui.serving.driver import MOST_COLUMNS, MOST_ROWS, VisitorDriver, within
from tui.serving.server import _tell, is_loopback

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from textual.message import Message


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.1.2.3", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.4", False),
        ("localhost.example.org", False),
    ],
)
def test_where_only_this_machine_reaches_it(host: str, local: bool) -> None:
    assert is_loopback(host) is local


def test_what_cannot_be_served(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert "no file or folder nowhere" in run("serve", "nowhere", code=2).stderr
    assert "takes no edits" in run("serve", "--edit", code=2).stderr
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    monkeypatch.delitem(sys.modules, "tui.serving.server")
    assert "pip install textual-serve" in run("serve", ROOT / "seeds", code=2).stderr


URL = "https://timeline.example"


@asynccontextmanager
async def served(
    *arguments: str | Path, folder: Path = ROOT, end: Literal["terminate", "kill"] = "terminate"
) -> AsyncIterator[tuple[str, str]]:
    """The address of a server of a timeline, and what it said when it was ready.

    However it is ended, it and the explorers of its visitors are gone soon.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", "tui", "serve", *map(str, arguments), "--port", str(port),
        cwd=folder, start_new_session=True,
        env=os.environ
        | {name: value for name, value in BARE.items() if value is not None}
        | {"PYTHONPATH": str(ROOT), "EDITOR": "touch"},
        stderr=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stderr is not None
        said = (await asyncio.wait_for(process.stderr.readline(), LIMIT)).decode()
        yield f"127.0.0.1:{port}", said
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate() if end == "terminate" else process.kill()
        await asyncio.wait_for(process.communicate(), LIMIT)
        await asyncio.wait_for(_gone(process.pid), LIMIT)


def visiting(at: str, said: str) -> aiohttp.ClientSession:
    """Requests of a browser that was at the printed address before."""
    token = said.partition("/?token=")[2].partition(" ")[0]
    cookie = f"dateline-{at.partition(':')[2]}={token}"
    return aiohttp.ClientSession(headers={"Cookie": cookie} if token else {})


async def _gone(group: int) -> None:
    """Wait until no process of a group is left."""
    while _lives(group):  # noqa: ASYNC110  # what ends is no task of ours
        await asyncio.sleep(0.02)


def _lives(group: int) -> bool:
    """Whether a process of a group runs; ended ones that nobody waits for (in /proc: Z) do not."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    if not Path("/proc/self/stat").exists():
        return True
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, its_group = stat.read_text().rpartition(")")[2].split()[:3]
            if int(its_group) == group and state != "Z":
                return True
    return False


class Visitor:
    """A visitor's terminal."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.screen = pyte.Screen(100, 30)
        self.told: list[list[str]] = []
        self._stream = pyte.ByteStream(self.screen)

    async def until(self, seen: str | Callable[[str], bool], times: int = 1) -> str:
        """The screen once it shows something, or a text so many times."""
        return await asyncio.wait_for(self._until(seen, times), LIMIT)

    async def _until(self, seen: str | Callable[[str], bool], times: int) -> str:
        while True:
            text = "\n".join(self.screen.display)
            if text.count(seen) >= times if isinstance(seen, str) else seen(text):
                return text
            message = await self.socket.receive()
            if message.type is aiohttp.WSMsgType.TEXT:
                self.told.append(message.json())
                continue
            assert message.type is aiohttp.WSMsgType.BINARY, (message, text)
            self._stream.feed(message.data)

    async def type(self, keys: str) -> None:
        await self.socket.send_json(["stdin", keys])


def contents(*folders: Path) -> dict[Path, bytes]:
    """What the files of folders hold."""
    return {file: file.read_bytes() for folder in folders for file in folder.iterdir()}


@pytest.fixture
def timeline(tmp_path: Path) -> Path:
    return write_timeline(tmp_path / "my line's")


def test_a_visitor_looks_and_changes_nothing(
    timeline: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_STATE", str(tmp_path / "state" / "state.json"))
    OwnViews(timeline).save("Own plans", "kind:stock", "list")

    async def visit() -> None:
        async with served(timeline, "--lang", "en") as (at, said), visiting(at, said) as web:
            assert "(read-only)" in said
            for headers in (
                {"Host": "rebound.example"},
                {"Origin": "http://other.example"},
                {"Origin": f"https://{at}.other.example"},
                {"Origin": "null"},
                {"Origin": f"http://{at}", "Host": "rebound.example"},
            ):
                for path in ("", "ws"):
                    async with web.get(f"http://{at}/{path}", headers=headers) as refused:
                        assert refused.status == 403, headers
            for path in ("page/server.py", "page/__init__.py", "page/../../cli.py"):
                async with web.get(f"http://{at}/{path}") as absent:
                    assert absent.status == 404, path
            async with web.get(f"http://{at}/?fontsize=9999") as answer:
                page = await answer.text()
                policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "https://" not in page
            assert 'data-font-size="48"' in page
            own = {"Origin": f"http://{at}"}
            address = f"http://{at}/ws?width=100&height=30"
            async with web.ws_connect(address, headers=own) as socket:
                visitor = Visitor(socket)
                shown = await visitor.until("problem")
                assert "read-only" in shown
                assert "Edit" not in shown
                for key in "xeE":  # the same words take each other's place
                    await visitor.type(key)
                    await visitor.until("look at only")
                await visitor.type("L")
                await visitor.until("查询")
                await visitor.type("v")
                assert "Own plans" not in await visitor.until("已保存的视图")
                await visitor.type("s")
                await visitor.until("名称")
                await visitor.type("Theirs\r")
                await visitor.until("文件不可编辑")
                await visitor.type("X")
                await visitor.until("下载为")
                await visitor.type("\r")
                await visitor.until(lambda _: bool(visitor.told))
                ((what, key),) = visitor.told
                assert what == "deliver_file_start"
                async with web.get(f"http://{at}/download/{key}") as answer:
                    assert "filename=tests.md" in answer.headers["Content-Disposition"]
                    assert "月" in await answer.text()

    before = contents(timeline, tmp_path / "state")
    asyncio.run(visit())
    assert contents(timeline, tmp_path / "state") == before


def test_visitors_may_be_let_edit(timeline: Path) -> None:
    async def visit() -> None:
        async with (
            served(timeline, "--edit", "--lang", "en") as (at, said),
            visiting(at, said) as web,
            web.ws_connect(f"http://{at}/ws?width=100&height=30") as socket,
        ):
            assert "(visitors may edit)" in said
            visitor = Visitor(socket)
            await visitor.until("problem")
            await visitor.type("x")
            await visitor.until("Delete")
            await visitor.type("\x1b")
            await visitor.until(lambda text: "Delete" not in text)
            await visitor.type("E")
            await visitor.until("No editor")

    asyncio.run(visit())


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")
def test_the_page_in_a_browser() -> None:
    async def visit() -> None:
        async with served(ROOT / "seeds") as (at, said), browser() as page:
            (address,) = (word for word in said.split() if "token=" in word)
            await page.open(address, 1000, 600)
            await page.until("document.body.classList.contains('-first-byte')")
            assert await page.value("location.href") == f"http://{at}/"
            assert await page.value("document.cookie") == ""
            assert {address.split("/")[2] for address in page.requests if "//" in address} == {at}
            assert not [said for said in page.complaints if "Content Security" in said]
            await page.until("document.activeElement?.tagName === 'TEXTAREA'")
            await page.press("q")
            await page.until("document.body.classList.contains('-closed')")
            assert await page.value("getComputedStyle(ended).display") == "flex"

    asyncio.run(visit())


def test_behind_another_server_it_goes_by_that_name_too(timeline: Path) -> None:
    async def visit() -> None:
        async with served(timeline, "--url", URL) as (at, said), visiting(at, said) as web:
            for headers, status in (
                ({"Host": "timeline.example", "Origin": URL}, 200),
                ({"Origin": URL}, 200),
                ({"Host": "Timeline.example."}, 200),
                ({"Origin": "http://timeline.example"}, 403),
                ({"Host": "other.example", "Origin": URL}, 403),
            ):
                async with web.get(f"http://{at}/", headers=headers) as answer:
                    assert answer.status == status, headers

    asyncio.run(visit())
    assert "without a path" in run("serve", timeline, "--url", f"{URL}/timeline", code=2).stderr


def test_nobody_is_let_in_without_the_token(timeline: Path) -> None:
    async def visit() -> None:
        async with (
            served(timeline, "--url", URL) as (at, said),
            aiohttp.ClientSession() as web,
            visiting(at, said) as known,
        ):
            token = said.partition(f"{URL}/?token=")[2].partition(" ")[0]
            assert len(token) == 32
            cookie = f"dateline-{at.partition(':')[2]}"
            wrong = ("", "?token=", f"?token={token[:-1]}", f"?token={token}x", "?token=%00%ff令牌")
            paths = ("", "ws", "page/page.js", "static/css/xterm.css", "download/key", "nowhere")
            for path in paths:
                for ending in wrong:
                    async with web.get(f"http://{at}/{path}{ending}") as refused:
                        assert refused.status == 403, (path, ending)
                        assert "the address that dateline serve printed" in await refused.text()
                        assert "Set-Cookie" not in refused.headers
            for other in (f"{cookie}={token}x", f"dateline-1={token}", f"{cookie}=\xff"):
                async with web.get(f"http://{at}/", headers={"Cookie": other}) as refused:
                    assert refused.status == 403, other
            async with web.get(f"http://{at}/page/page.js?token={token}") as part:
                assert (part.status, "Set-Cookie" in part.headers) == (200, False)
            for host, secure in ((at, False), ("timeline.example", True)):
                page = f"http://{at}/?token={token}"
                async with web.get(page, headers={"Host": host}) as answer:
                    assert answer.status == 200
                    kept = answer.headers["Set-Cookie"].split("; ")
                assert kept[0] == f"{cookie}={token}"
                assert {"HttpOnly", "Path=/", "SameSite=Strict"} < set(kept)
                assert ("Secure" in kept) is secure
            async with known.get(f"http://{at}/") as answer:
                assert answer.status == 200
        async with served(timeline, "--no-token") as (at, said), aiohttp.ClientSession() as web:
            assert "token" not in said
            async with web.get(f"http://{at}/") as answer:
                assert (answer.status, "Set-Cookie" in answer.headers) == (200, False)

    asyncio.run(visit())


@pytest.mark.parametrize(
    ("claimed", "size"),
    [
        ((100, 30), (100, 30)),
        ((50_000, 50_000), (MOST_COLUMNS, MOST_ROWS)),
        ((0, -5), (1, 1)),
    ],
)
def test_a_screen_is_as_large_as_a_screen_may_be(
    claimed: tuple[int, int], size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert within(*claimed) == size
    passed: list[Message] = []
    monkeypatch.setattr(WebDriver, "process_message", lambda self, message: passed.append(message))
    typed = events.Resize(Size(*claimed), Size(*claimed))
    VisitorDriver.process_message(object.__new__(VisitorDriver), typed)
    assert [one.size for one in passed if isinstance(one, events.Resize)] == [size]


def test_what_a_page_tells_is_passed_over_where_it_makes_no_sense(timeline: Path) -> None:
    told = [
        ["resize", {"width": "wide", "height": -5}],
        ["stdin"],
        ["stdin", 5],
        ["resize"],
        ["sudo", "now"],
        [],
        {},
        "stdin",
    ]

    async def visit() -> None:
        async with (
            served(timeline, "--lang", "en") as (at, said),
            visiting(at, said) as web,
            web.ws_connect(f"http://{at}/ws?width=x&height=9999999999") as socket,
        ):
            for text in ("no JSON", "[" * 100_000, *map(json.dumps, told)):
                await socket.send_str(text)
            await socket.send_json(["resize", {"width": 100, "height": 30}])
            await Visitor(socket).until("problem")

    asyncio.run(visit())


def test_a_size_is_not_overtaken_by_an_earlier_one() -> None:
    async def body() -> None:
        loop = asyncio.get_running_loop()
        taken: list[Size] = []

        class Taking:
            """An app that takes sizes, from its own tasks and from other threads."""

            async def _post_message(self, message: events.Resize) -> None:
                taken.append(message.size)

            def post_message(self, message: events.Resize) -> None:
                loop.call_soon_threadsafe(taken.append, message.size)

        driver: Any = VisitorDriver.__new__(VisitorDriver)
        driver._app, driver._loop = Taking(), loop
        first = Size(80, 24)
        asyncio.run_coroutine_threadsafe(
            driver._app._post_message(events.Resize(first, first)), loop
        )
        told = {"type": "resize", "width": 100, "height": 30}
        reader = Thread(target=driver.on_meta, args=("resize", told))
        reader.start()
        reader.join()  # the loop stands meanwhile: both wait for it
        for _ in range(10):
            await asyncio.sleep(0)
        assert taken == [first, Size(100, 30)]

    asyncio.run(body())


def test_what_an_explorer_says_in_the_end_is_told_clean(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def body() -> None:
        said = asyncio.StreamReader()
        said.feed_data("Traceback \x1b[2J\x9b31m\u202e\n\n  千问\r\n".encode())
        said.feed_eof()
        await _tell(said)

    asyncio.run(body())
    assert capsys.readouterr() == ("", "Traceback [2J31m\n  千问\n")


def test_it_ends_with_its_visitors_and_they_with_it(timeline: Path) -> None:
    async def visit(end: Literal["terminate", "kill"]) -> None:
        async with (
            served(timeline, end=end) as (at, said),
            visiting(at, said) as web,
            web.ws_connect(f"http://{at}/ws?width=100&height=30") as socket,
        ):
            await Visitor(socket).until("problem")

    asyncio.run(visit("terminate"))
    asyncio.run(visit("kill"))


def test_nothing_is_imported_from_the_folder_it_is_started_in(
    timeline: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (timeline / "tui.py").write_text("raise SystemExit('not this one')")
    (timeline / "tomli.py").write_text("raise SystemExit('nor this')")

    async def visit() -> None:
        async with (
            served(timeline, folder=timeline) as (at, said),
            visiting(at, said) as web,
            web.ws_connect(f"http://{at}/ws?width=100&height=30") as socket,
        ):
            await Visitor(socket).until("problem")

    asyncio.run(visit())
