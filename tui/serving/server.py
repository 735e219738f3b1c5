"""The explorer in a browser: each visitor's page runs an explorer of its own on this machine.

It stands on `textual-serve` and asks for more than that does: the page and its parts come from
here alone, requests made for another name (DNS rebinding) or by another site's page are refused,
and so are more visitors than the machine is meant to bear.
"""

from __future__ import annotations

import html
import ipaddress
import shlex
import sys
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from aiohttp import web
from textual_serve.server import Server

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_PARTS = Path(__file__).parent
MOST_VISITORS = 16
"""How many explorers run at once."""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
_LOCAL_NAMES = frozenset(("localhost", "127.0.0.1", "::1"))


def is_loopback(host: str) -> bool:
    """Whether only programs on this machine can reach a server that listens there."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


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
        """
        command = shlex.join([sys.executable, "-m", "tui", *arguments])
        super().__init__(command, host=host, port=port, title=title)
        self._ready = ready
        self._visitors = 0

    def serve(self, debug: bool = False) -> None:
        """Serve until the program is interrupted. Raises `OSError` if it cannot listen there."""
        web.run_app(
            self._make_app(),
            host=self.host,
            port=self.port,
            access_log=None,
            print=lambda *_: self._ready(),  # called once it listens
        )

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing yet: it does not listen."""

    async def _make_app(self) -> web.Application:
        app: web.Application = await super()._make_app()
        app.router.add_static("/page", _PARTS)
        app.middlewares.append(self._only_own_requests)
        return app

    @web.middleware
    async def _only_own_requests(
        self, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        """Refuse what another site's page asks, and names this server does not go by."""
        if is_loopback(self.host) and _host_name(request.host) not in {*_LOCAL_NAMES, self.host}:
            raise web.HTTPForbidden(text="This server answers to localhost alone.\n")
        origin = request.headers.get("Origin")
        if origin is not None and origin.partition("://")[2] != request.host:
            raise web.HTTPForbidden(text="This page may not be used by another site.\n")
        return await handler(request)

    async def handle_index(self, request: web.Request) -> web.StreamResponse:
        """The page: a terminal that fills it."""
        scheme = "wss" if request.secure else "ws"
        page = Template((_PARTS / "page.html").read_text("utf-8")).substitute(
            title=html.escape(self.title),
            socket=html.escape(f"{scheme}://{request.host}/ws"),
            size=_font_size(request.query.get("fontsize", "")),
        )
        headers = {
            "Content-Security-Policy": _POLICY,
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        }
        return web.Response(text=page, content_type="text/html", headers=headers)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run an explorer for a visitor, as long as the page is open."""
        if self._visitors >= MOST_VISITORS:
            raise web.HTTPServiceUnavailable(text="Too many visitors.\n")
        self._visitors += 1
        try:
            return await super().handle_websocket(request)
        finally:
            self._visitors -= 1


def _host_name(host: str) -> str:
    """The name in a Host header, without port and brackets."""
    name, _, port = host.rpartition(":")
    return (name if name and port.isdigit() else host).strip("[]")


def _font_size(asked: str) -> int:
    """Pixels, as asked for in the address, within reason."""
    return min(48, max(8, int(asked))) if asked.isascii() and asked.isdigit() else 16
