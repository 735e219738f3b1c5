"""`dateline serve`: who may visit, what a visitor sees and can do, and the page in a browser."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import sys
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import pyte
import pytest

from tests.browser import CHROMIUM, browser
from tests.command_line import BARE, ROOT, run, write_timeline
from tui.serving import is_loopback

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable


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
    monkeypatch.delitem(sys.modules, "tui.serving")
    assert "pip install 'dateline[serve]'" in run("serve", ROOT / "seeds", code=2).stderr


@asynccontextmanager
async def served(*arguments: str | Path) -> AsyncIterator[tuple[str, str]]:
    """The address of a server of a timeline, and what it said when it was ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tui", "serve", *map(str, arguments), "--port", str(port),
        env=os.environ
        | {name: value for name, value in BARE.items() if value is not None}
        | {"PYTHONPATH": str(ROOT), "EDITOR": "touch"},
        stderr=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stderr is not None
        said = (await asyncio.wait_for(process.stderr.readline(), 30)).decode()
        yield f"127.0.0.1:{port}", said
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.communicate()


class Visitor:
    """A visitor's terminal."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.screen = pyte.Screen(100, 30)
        self.told: list[list[str]] = []
        self._stream = pyte.ByteStream(self.screen)

    async def until(self, seen: str | Callable[[str], bool], times: int = 1) -> str:
        """The screen once it shows something, or a text so many times."""
        return await asyncio.wait_for(self._until(seen, times), 30)

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


@pytest.fixture
def timeline(tmp_path: Path) -> Path:
    return write_timeline(tmp_path / "my line's")


def test_a_visitor_looks_and_changes_nothing(timeline: Path) -> None:
    async def visit() -> None:
        async with served(timeline, "--lang", "en") as (at, said), aiohttp.ClientSession() as web:
            assert "(read-only)" in said
            for headers in (
                {"Host": "rebound.example"},
                {"Origin": "http://other.example"},
                {"Origin": f"https://{at}.other.example"},
                {"Origin": "null"},
            ):
                for path in ("", "ws"):
                    async with web.get(f"http://{at}/{path}", headers=headers) as refused:
                        assert refused.status == 403, headers
            async with web.get(f"http://{at}/?fontsize=9999") as answer:
                page = await answer.text()
                policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert f'"ws://{at}/ws"' in page
            assert "https://" not in page
            assert 'data-font-size="48"' in page
            own = {"Origin": f"http://{at}"}
            address = f"http://{at}/ws?width=100&height=30"
            async with web.ws_connect(address, headers=own) as socket:
                visitor = Visitor(socket)
                shown = await visitor.until("problem")
                assert "read-only" in shown
                assert "Edit" not in shown
                for times, key in enumerate("xeE", 1):
                    await visitor.type(key)
                    await visitor.until("look at only", times)
                await visitor.type("L")
                await visitor.until("查询")
                await visitor.type("X")
                await visitor.until("下载为")
                await visitor.type("\r")
                await visitor.until(lambda _: bool(visitor.told))
                ((what, key),) = visitor.told
                assert what == "deliver_file_start"
                async with web.get(f"http://{at}/download/{key}") as answer:
                    assert "filename=tests.md" in answer.headers["Content-Disposition"]
                    assert "月" in await answer.text()

    before = {file: file.read_bytes() for file in timeline.iterdir()}
    asyncio.run(visit())
    assert {file: file.read_bytes() for file in timeline.iterdir()} == before


def test_visitors_may_be_let_edit(timeline: Path) -> None:
    async def visit() -> None:
        async with (
            served(timeline, "--edit", "--lang", "en") as (at, said),
            aiohttp.ClientSession() as web,
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
        async with served(ROOT / "seeds") as (at, _), browser() as page:
            await page.open(f"http://{at}/", 1000, 600)
            await page.until("document.body.classList.contains('-first-byte')")
            assert {address.split("/")[2] for address in page.requests if "//" in address} == {at}
            assert not [said for said in page.complaints if "Content Security" in said]
            await page.until("document.activeElement?.tagName === 'TEXTAREA'")
            await page.press("q")
            await page.until("document.body.classList.contains('-closed')")
            assert await page.value("getComputedStyle(ended).display") == "flex"

    asyncio.run(visit())
