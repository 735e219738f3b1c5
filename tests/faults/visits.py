"""Garbage for `dateline serve`: whatever comes, it answers, lets in nobody, and serves the next."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from random import Random

from tests.command_line import BARE, ROOT, write_timeline
from tests.faults.saves import Outcome
from tests.faults.tries import CONTROL, WORDS, contents, some_text
from tests.patience import LIMIT

_PATHS = (
    "/", "/ws", "/download/x", "/download/%2e%2e%2f", "/static/", "/static/../server.py", "//x",
    "/static/%2e%2e/%2e%2e/etc/passwd", "/page/page.js", "/page/../server.py", "*", "/?token=",
    "/?fontsize=99999999", "/?fontsize=²", "/ws?width=-1&height=1e9", "/%00", "/%ff", "/\xff",
    "http://evil.example/", "/" + "a" * 9000,
)  # fmt: skip
_METHODS = (
    "GET",
    "GET",
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "X",
)
_TOLD = (
    "", "{}", "[]", "null", '["stdin"]', '["stdin", 1]', '["stdin", "\\ud800"]', '["resize", {}]',
    '["resize", {"width": 1e308, "height": -1}]', '["resize", {"width": true, "height": NaN}]',
    '["resize", {"width": 99999999999, "height": 99999999999}]', '["ping", {}]', '["focus", 1, 2]',
    '["blur"]', "[" * 50_000, '["stdin", "' + "j" * 100_000 + '"]', '["stdin", "\\u0003\\u001a"]',
    '["stdin", "\\u001b[8;9999;9999t"]', '["stdin", "\\u001b[200~\\u0000"]', '["deliver", "x"]',
)  # fmt: skip


def visited(folder: Path, seconds: float, rng: Random) -> Outcome:
    """Send garbage for so long, of which some has the token; a good visitor looks in between."""
    timeline = write_timeline(folder / "timeline")
    before = contents(timeline)
    counts, wrong = asyncio.run(_visit(timeline, seconds, rng))
    if contents(timeline) != before:
        wrong.append("lost: a file changed")
    return counts, wrong


async def _visit(timeline: Path, seconds: float, rng: Random) -> Outcome:
    counts: Counter[str] = Counter(cases=0)
    wrong: list[str] = []
    async with _served(timeline) as (port, token, said):
        end = time.monotonic() + seconds
        while time.monotonic() < end or counts["cases"] < 20:
            counts["cases"] += 1
            try:
                await asyncio.wait_for(_send(port, token, rng, counts, wrong), LIMIT)
                if counts["cases"] % 50 == 20:
                    await asyncio.wait_for(_look(port, token), LIMIT)
                    counts["good visits"] += 1
            except (OSError, TimeoutError, AssertionError) as error:
                wrong.append(f"crash: after {counts['cases']} cases: {error!r}")
                break
        else:
            await asyncio.wait_for(_look(port, token), LIMIT)
    told = b"".join(said).decode("utf-8", "replace")
    if "Traceback" in told:
        wrong.append(f"crash: {told[told.find('Traceback') :][-1500:]}")
    if CONTROL.search(told):
        wrong.append(f"control: {told[-500:]!r}")
    return counts, wrong


@asynccontextmanager
async def _served(timeline: Path) -> AsyncIterator[tuple[int, str, list[bytes]]]:
    """A server's port and token, and all that it says."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    pipe = asyncio.subprocess.PIPE
    environment = os.environ | {name: value for name, value in BARE.items() if value is not None}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", "tui", "serve", str(timeline), "--port", str(port),
        env=environment | {"PYTHONPATH": str(ROOT), "TERM": "dumb"}, stdout=pipe, stderr=pipe,
    )  # fmt: skip
    assert process.stderr is not None
    assert process.stdout is not None
    said: list[bytes] = []

    async def listen(stream: asyncio.StreamReader) -> None:
        while data := await stream.read(65_536):
            said.append(data)

    try:
        first = (await asyncio.wait_for(process.stderr.readline(), LIMIT)).decode()
        found = re.search(r"token=(\S+)", first)
        assert found, first
        listening = [
            asyncio.create_task(listen(stream)) for stream in (process.stdout, process.stderr)
        ]
        yield port, found[1], said
        if process.returncode is not None:
            said.append(b"Traceback: the server has ended")
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await asyncio.wait_for(process.wait(), LIMIT)
        with suppress(UnboundLocalError):
            await asyncio.gather(*listening)


async def _send(port: int, token: str, rng: Random, counts: Counter[str], wrong: list[str]) -> None:
    """One connection: bytes that are no HTTP, a request, or a websocket that says odd things."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        match rng.randrange(4):
            case 0:
                data = some_text(rng).encode("utf-8", "surrogatepass")
                writer.write(
                    rng.choice((data, data + b"\r\n\r\n", b"\x16\x03\x01\x02\x00", b"\x00" * 9000))
                )
                counts["no HTTP"] += 1
            case 1:
                await _talk(reader, writer, port, token, rng)
                counts["websockets"] += 1
                return
            case _:
                known = rng.random() < 0.3
                writer.write(_request(rng, port, token if known else ""))
                counts["requests"] += 1
                if rng.random() < 0.1:
                    return  # gone without waiting for the answer
                writer.write_eof()
                answer = await reader.read(1 << 20)
                status = answer.partition(b"\r\n")[0].split(b" ")[1:2]
                if not known and status and status[0][:1] in (b"1", b"2", b"3"):
                    wrong.append(f"wrong: let in without a token: {answer[:200]!r}")
                if status and status[0][:1] == b"5":
                    wrong.append(f"crash: answered {answer[:200]!r}")
                return
        with suppress(OSError):
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


def _request(rng: Random, port: int, token: str) -> bytes:
    """A request of odd parts; with a token one that is let in, as far as that goes."""
    path = rng.choice(_PATHS)
    headers = [f"Host: 127.0.0.1:{port}"]
    if token:
        headers.append(f"Cookie: dateline-{port}={token}")
    else:
        headers[0] = f"Host: {rng.choice((f'127.0.0.1:{port}', 'evil.example', '', '[::1', 'a b'))}"
        headers.append(f"Cookie: dateline-{port}={rng.choice(('x', token[:-1], '', 'é' * 9))}")
    for _ in range(rng.randrange(4)):
        name = rng.choice(("Origin", "Upgrade", "Connection", "Content-Length", "X-A", "Range"))
        value = rng.choice(
            ("null", "http://evil.example", "websocket", "-1", "9" * 30, "bytes=9-1")
        )
        headers.append(f"{name}: {value}")
    if rng.random() < 0.1:
        headers.append(some_text(rng, WORDS, 2).replace("\n", ""))
    lines = [f"{rng.choice(_METHODS)} {path} HTTP/1.1", *headers, "Connection: close", "", ""]
    return "\r\n".join(lines).encode("latin-1", "replace")


async def _talk(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int, token: str, rng: Random
) -> None:
    """A websocket that was let in: odd messages, odd frames, slow or gone before it is told."""
    await _opened(reader, writer, port, token)
    for _ in range(rng.randrange(1, 6)):
        match rng.randrange(6):
            case 0:
                writer.write(rng.randbytes(rng.randrange(1, 200)))
            case 1:
                writer.write(b"\x82" + bytes([0xFF]) + (1 << 40).to_bytes(8, "big") + b"1234")
            case 2:
                writer.write(_frame(rng.choice((0, 1, 2, 8, 9, 10, 11)), rng.randbytes(20)))
            case _:
                writer.write(_frame(1, rng.choice(_TOLD).encode("utf-8", "surrogatepass")))
        with suppress(ConnectionError):
            await writer.drain()
        if rng.random() < 0.3:
            await asyncio.sleep(0.02)


async def _opened(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int, token: str
) -> None:
    """Open a websocket."""
    writer.write(
        f"GET /ws?width=80&height=24&token={token} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n".encode()
    )
    head = await reader.readuntil(b"\r\n\r\n")
    # 503: as many visitors as there may be, until those that are gone have ended.
    assert head.startswith((b"HTTP/1.1 101", b"HTTP/1.1 503")), head


def _frame(kind: int, data: bytes) -> bytes:
    """A websocket frame as a client sends it; the mask is none."""
    size = len(data)
    if size < 126:
        length = bytes([0x80 | size])
    elif size < 1 << 16:
        length = bytes([0xFE]) + size.to_bytes(2, "big")
    else:
        length = bytes([0xFF]) + size.to_bytes(8, "big")
    return bytes([0x80 | kind]) + length + bytes(4) + data


async def _look(port: int, token: str) -> None:
    """A visitor who is shown the timeline, as soon as there is room."""
    while True:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            f"GET /ws?width=100&height=30&token={token} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        if head.startswith(b"HTTP/1.1 101"):
            break
        writer.close()
        await asyncio.sleep(0.2)
    seen = b""
    while b"Qwen" not in seen:
        data = await reader.read(65_536)
        assert data, f"the visitor was shown {seen[-300:]!r}"
        seen = seen[-20:] + data
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
