"""The explorer in a browser: each visitor's page runs an explorer of its own on this machine.

It stands on `textual-serve` and asks for more than that does: the page and its parts come from
here alone, requests made for another name (DNS rebinding) or by another site's page are refused,
and so are those of whoever lacks the token of the printed address, as other users of this machine
do, and more visitors than the machine is meant to bear.
"""

from __future__ import annotations

import asyncio
import html
import ipaddress
import json
import logging
import secrets
import socket
import sys
from contextlib import suppress
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from weakref import WeakSet

from aiohttp import WSMsgType, web
from aiohttp.http_exceptions import HttpProcessingError
from textual_serve.app_service import AppService
from textual_serve.server import Server

from tui.output import talk
from tui.serving.driver import within
from tui.text import clean_lines

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Awaitable, Callable, Sequence

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_PARTS = Path(__file__).parent
_HOME = str(_PARTS.parents[1])
# Not `python -m tui`: that would look for all modules in the current folder first, and run what a
# stranger's files there are called like.
_START = "import sys; sys.path.append(sys.argv.pop(1)); from tui.cli import main; main()"
_PATIENCE = 5.0  # seconds for an explorer to end by itself
MOST_VISITORS = 16
"""How many explorers run at once."""
_NO_TOKEN = (
    "Open the address that dateline serve printed: it ends in the token that lets you in.\n"
    "请打开 dateline serve 显示的完整地址：其末尾的令牌是访问凭证。\n"
)
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


def is_loopback(host: str) -> bool:
    """Whether only programs on this machine can reach a server that listens there."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    """Whether a host's name is an address itself, which no name server can turn elsewhere."""
    with suppress(ValueError):
        return bool(ipaddress.ip_address(name))
    return False


class Explorer(AppService):
    """The explorer of one visitor: a process of its own."""

    def __init__(self, arguments: Sequence[str], page: web.WebSocketResponse, at: Server) -> None:
        """Take the arguments of ``dateline``, and the page that it is to be seen on."""

        async def close() -> None:
            await page.close()

        super().__init__(
            "dateline",
            write_bytes=page.send_bytes,
            write_str=page.send_str,
            close=close,
            download_manager=at.download_manager,
        )
        self._arguments = arguments

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        environment: dict[str, str] = super()._build_environment(*within(width, height))
        environment["TEXTUAL_DRIVER"] = "tui.serving.driver:VisitorDriver"
        return environment

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        pipe = asyncio.subprocess.PIPE
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-c", _START, _HOME, *self._arguments,
            stdin=pipe, stdout=pipe, stderr=pipe, env=self._build_environment(width, height),
        )  # fmt: skip
        self._stdin = process.stdin
        # What it says is told here and now; for what stands on this there is nothing to read.
        self._telling = asyncio.create_task(_tell(process.stderr))
        process.stderr = asyncio.StreamReader()
        process.stderr.feed_eof()
        return process

    async def stop(self) -> None:
        """Let it end, and end it if it does not."""
        ending = asyncio.ensure_future(super().stop())
        done, _ = await asyncio.wait([ending], timeout=_PATIENCE)
        if not done and self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()
            await ending

    async def take(self, told: str, page: web.WebSocketResponse) -> None:
        """Do what the page tells; what is not understood is passed over."""
        try:
            message = json.loads(told)
        except (ValueError, RecursionError):
            return
        match message:
            case ["stdin", str(typed)]:
                await self.send_bytes(typed.encode("utf-8", "replace"))
            case ["resize", {"width": int(width), "height": int(height)}]:
                await self.set_terminal_size(*within(width, height))
            case ["ping", str() | int() | float() as when]:
                await page.send_json(["pong", when])
            case ["blur", *_]:
                await self.blur()
            case ["focus", *_]:
                await self.focus()


async def _tell(said: asyncio.StreamReader | None) -> None:
    """Pass on what an explorer says, as it does where it fails: with text from files in it."""
    while said is not None and (data := await said.read(1 << 16)):
        for line in clean_lines(data.decode("utf-8", "replace")):
            if line.strip():
                talk(line)


class ExplorerServer(Server):
    """Serves the explorer that a command starts."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        host: str,
        port: int,
        title: str,
        ready: Callable[[], None],
        url: str = "",
        token: str = "",
    ) -> None:
        """Listen at a host and port.

        Parameters
        ----------
        arguments
            Those of ``dateline`` for each visitor's explorer.
        title
            Shown by the browser.
        ready
            Called once it listens.
        url
            Where visitors find it, if another server stands before this one.
        token
            What visitors must show; "" lets all in.
        """
        super().__init__("dateline", host=host, port=port, title=title)
        self._arguments = arguments
        self._ready = ready
        self._token = token.encode()
        # A browser gives a cookie to all ports of a host: each server's has a name of its own.
        self._cookie = f"dateline-{port}"
        self._visitors: WeakSet[web.WebSocketResponse] = WeakSet()
        before = urlsplit(url)
        self._origin = f"{before.scheme}://{before.netloc}".lower() if url else None
        own = {"localhost", host, before.hostname or ""}
        if not is_loopback(host):
            name = socket.gethostname()
            own |= {name, f"{name}.local"}
        self._names = {name.lower() for name in own}

    def serve(self, debug: bool = False) -> None:
        """Serve until the program is interrupted. Raises `OSError` if it cannot listen there."""
        logging.getLogger("aiohttp.server").addFilter(_is_own_fault)
        # It complains of visitors who leave before the first frame; explorers speak for themselves.
        logging.getLogger("textual-serve").disabled = True
        web.run_app(
            self._make_app(),
            host=self.host,
            port=self.port,
            access_log=None,
            print=lambda *_: self._ready(),  # called once it listens
        )

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing yet: it does not listen."""

    async def on_shutdown(self, app: web.Application) -> None:
        """Part with the visitors: the program is to end now, not when they have left."""
        await asyncio.gather(*(visitor.close() for visitor in self._visitors))

    async def _make_app(self) -> web.Application:
        app: web.Application = await super()._make_app()
        for part in ("page.css", "page.js"):
            app.router.add_get(f"/page/{part}", _part(_PARTS / part))
        app.middlewares.append(self._only_own_requests)
        return app

    @web.middleware
    async def _only_own_requests(
        self, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        """Refuse what another site's page asks, and names this server does not go by.

        A name could be any site's that has it lead here (DNS rebinding); an address cannot.
        """
        name = _host_name(request.host)
        if name not in self._names and not _is_address(name):
            raise web.HTTPForbidden(
                text=f"This server does not go by that name. Its own: "
                f"{', '.join(sorted(filter(None, self._names)))}; dateline serve --url adds one.\n"
            )
        origin = request.headers.get("Origin", "").lower()
        own = origin.partition("://")[2] == request.host.lower() or origin == self._origin
        if origin and not own:
            raise web.HTTPForbidden(text="This page may not be used by another site.\n")
        if not (self._lets_in(request.query.get("token")) or self._lets_in(self._shown(request))):
            raise web.HTTPForbidden(text=_NO_TOKEN)
        answer = await handler(request)
        if not answer.prepared:
            answer.headers["X-Content-Type-Options"] = "nosniff"
        return answer

    def _shown(self, request: web.Request) -> str | None:
        """The token that a browser shows again, which was here before."""
        return request.cookies.get(self._cookie)

    def _lets_in(self, token: str | None) -> bool:
        """Whether a token is that of this server, told in the same time however much is right."""
        given = (token or "").encode("utf-8", "replace")
        return not self._token or secrets.compare_digest(given, self._token)

    async def handle_index(self, request: web.Request) -> web.StreamResponse:
        """The page: a terminal that fills it."""
        page = Template((_PARTS / "page.html").read_text("utf-8")).substitute(
            title=html.escape(self.title),
            size=_font_size(request.query.get("fontsize", "")),
        )
        headers = {
            "Content-Security-Policy": _POLICY,
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-store",
        }
        answer = web.Response(text=page, content_type="text/html", headers=headers)
        if self._token:
            answer.set_cookie(
                self._cookie,
                self._token.decode(),
                httponly=True,
                samesite="Strict",
                secure=self._origin == f"https://{request.host.lower()}",
            )
        return answer

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run an explorer for a visitor, as long as the page is open."""
        if len(self._visitors) >= MOST_VISITORS:
            raise web.HTTPServiceUnavailable(text="Too many visitors.\n")
        page = web.WebSocketResponse(heartbeat=15)
        self._visitors.add(page)
        try:
            await page.prepare(request)
            explorer = Explorer(self._arguments, page, self)
            try:
                await explorer.start(*(_number(request.query.get(side)) for side in _SIDES))
                with suppress(ConnectionError):  # the visitor is gone
                    async for message in page:
                        if message.type is WSMsgType.TEXT:
                            await explorer.take(message.data, page)
            finally:
                await explorer.stop()
        finally:
            self._visitors.discard(page)
        return page


def _is_own_fault(record: logging.LogRecord) -> bool:
    """Whether a word of the server is on more than a request that is none, which was answered."""
    return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


_SIDES = ("width", "height")


def _number(asked: str | None) -> int:
    """A side of the screen, as asked for in the address: the page tells it again soon."""
    return int(asked) if asked and asked.isascii() and asked.isdigit() and len(asked) < 6 else 80


def _part(file: Path) -> Handler:
    """What answers with a file of this folder."""

    async def answer(request: web.Request) -> web.StreamResponse:
        return web.FileResponse(file)

    return answer


def _host_name(host: str) -> str:
    """The name in a Host header, without port and brackets."""
    name, _, port = host.rpartition(":")
    return (name if name and port.isdigit() else host).strip("[]").rstrip(".").lower()


def _font_size(asked: str) -> int:
    """Pixels, as asked for in the address, within reason."""
    return min(48, max(8, int(asked))) if asked.isascii() and asked.isdigit() else 16
