"""The command `dateline serve`: the explorer in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from events.finding import find_timeline
from tui.language import say
from tui.opening import is_there, language_of, missing, shown
from tui.output import Failure, paint, talk
from tui.shell import help_texts
from tui.shell.click_words import asked_language
from tui.shell.options import lang_option

if TYPE_CHECKING:
    from events.when import Lang


def _own_address(ctx: click.Context, param: click.Parameter, given: str) -> str:
    """The address of ``--url``, which has a host and no path."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(given)
        right = parts.scheme in ("http", "https") and parts.hostname and parts.path in ("", "/")
    except ValueError:
        right = False
    if given and not right:
        raise click.BadParameter(
            say(
                asked_language(),
                "an address such as https://timeline.example.org, without a path",
                "应为 https://timeline.example.org 这样的网址，不带路径",
            )
        )
    return given


@click.command("serve", help=help_texts.SERVE, short_help="Explore in a browser.")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("-q", "--query", default="", help="What to show first, as in the query line.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help="The port to listen at.",
)
@click.option(
    "--url",
    default="",
    callback=_own_address,
    help="The address that visitors see, if another server stands before this one.",
)
@click.option(
    "--no-token",
    is_flag=True,
    help="Let in whoever asks: for a server before this one that has passwords.",
)
@click.option("--edit", is_flag=True, help="Let visitors change the event files.")
@lang_option
@click.pass_context
def serve(
    ctx: click.Context,
    path: Path | None,
    query: str,
    host: str,
    port: int,
    url: str,
    no_token: bool,
    edit: bool,
    lang: str | None,
) -> None:
    """Serve the explorer to browsers until it is interrupted."""
    language = language_of(lang or ctx.obj)
    found = find_timeline(path)
    if not is_there(found.path):
        raise Failure(missing(found.path, language))
    try:
        from tui.serving.server import ExplorerServer, is_loopback
    except ModuleNotFoundError as error:
        raise Failure(
            say(
                language,
                f"serving needs {error.name}: pip install textual-serve where dateline is, or "
                "pipx inject dateline textual-serve",
                f"此命令需要 {error.name}：请在 dateline 的环境中 pip install textual-serve，"
                "或 pipx inject dateline textual-serve",
            )
        ) from None
    arguments = ["explore", str(found.path.absolute()), "--served", "--lang", language]
    if query:
        arguments.append(f"--query={query}")
    if not edit:
        arguments.append("--read-only")
    elif found.shipped:
        raise Failure(
            say(
                language,
                "the timeline that came with the program takes no edits; copy it: dateline init "
                "--copy DIR",
                "随程序附带的时间线不能编辑；请先复制：dateline init --copy 目录",
            )
        )

    import secrets

    token = "" if no_token else secrets.token_urlsafe(24)

    def ready() -> None:
        at = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
        if token:
            at = f"{(url or at).rstrip('/')}/?token={token}"
        able = (
            say(language, "visitors may edit", "访客可以编辑")
            if edit
            else say(language, "read-only", "只读")
        )
        name = shown(found.path)
        talk(
            say(
                language,
                f"{name} at {at} ({able}). Ctrl+C ends it.",
                f"正在 {at} 提供 {name}（{able}），按 Ctrl+C 结束。",
            )
        )
        if not is_loopback(host):
            talk(paint(_exposed(edit, no_token, language), "warning", err=True))

    server = ExplorerServer(
        arguments,
        host=host,
        port=port,
        title=f"dateline: {found.path.absolute().name}",
        ready=ready,
        url=url,
        token=token,
    )
    try:
        server.serve()
    except OSError as error:
        raise Failure(f"{host}:{port}: {error.strerror or error}") from None


def _exposed(edit: bool, open_to_all: bool, lang: Lang) -> str:
    """What it means to listen where others can reach it."""
    who = (
        say(lang, "Anyone who can reach this address", "凡能访问此地址者")
        if open_to_all
        else say(
            lang,
            "Whoever has this address with its token, or reads it on its way,",
            "凡持有带令牌的此地址或在传输途中读到它的人",
        )
    )
    can = (
        say(lang, "can read and change these files", "均可读取并修改这些文件")
        if edit
        else say(
            lang,
            "can read this timeline, and each visitor runs a program here",
            "均可读取此时间线，且每位访客都会在本机运行一个程序",
        )
    )
    lacks = (
        say(
            lang,
            "there is no password and no encryption. Put it behind a server that has both.",
            "没有密码，也不加密。请置于具备两者的服务器之后。",
        )
        if open_to_all
        else say(
            lang,
            "nothing is encrypted. Put it behind a server that encrypts.",
            "不加密。请置于加密的服务器之后。",
        )
    )
    return say(lang, f"{who} {can}: {lacks}", f"{who}{can}：{lacks}")


COMMANDS: dict[str, click.Command] = {"serve": serve}
