"""Hostile git repositories: `dateline diff` and `log` read them, and run nothing that they name."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random

from click.testing import CliRunner

from tests.command_line import BARE, EVENTS, NAMES
from tests.faults.tries import contents, hold, hold_plain, some_text
from tui.cli import cli

_BARE_GIT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
_REVISIONS = (
    "HEAD", "HEAD~1", "HEAD^{tree}", "main", "-x", "--upload-pack=touch ran", "--output=ran",
    "HEAD:t", "HEAD:../..", "HEAD:/etc", ":/x", "@{-1}", "HEAD@{upstream}", "v1..v2", "^HEAD", "",
    "..", "HEAD\n", "\x00", "$(touch ran)", "refs/heads/-x", "0" * 40, "HEAD^^^^^^^^", "a" * 5000,
    "HEAD^{/(((a+)+)+)$}", "HEAD:t:t", "--", "--git-dir=/", "ext::sh -c touch% ran",
)  # fmt: skip
# Settings that name a program, wherever git might ask for one.
_PROGRAMS = (
    "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass",
    "core.gitProxy", "core.alternateRefsCommand", "gpg.program", "gpg.ssh.program", "pager.log",
    "pager.diff", "pager.cat-file", "diff.external", "diff.x.textconv", "diff.x.command",
    "filter.x.smudge", "filter.x.clean", "filter.x.process", "merge.x.driver", "alias.log",
    "alias.ls-tree", "alias.cat-file", "alias.rev-parse", "credential.helper", "sequence.editor",
    "interactive.diffFilter", "remote.origin.uploadpack", "remote.origin.vcs", "trailer.x.command",
    "uploadpack.packObjectsHook", "browser.x.cmd", "man.x.cmd", "difftool.x.cmd",
)  # fmt: skip
_SETTINGS = (
    ("core.hooksPath", "hooks"), ("log.showSignature", "true"), ("color.ui", "always"),
    ("protocol.allow", "always"), ("protocol.file.allow", "always"), ("log.follow", "true"),
    ("protocol.ext.allow", "always"), ("core.worktree", "/"), ("core.worktree", "../x"),
    ("i18n.logOutputEncoding", "UTF-16"), ("i18n.commitEncoding", "GB18030"), ("core.bare", "true"),
    ("log.date", "format:\x1b[2J"), ("log.mailmap", "true"), ("extensions.partialClone", "origin"),
    ("remote.origin.promisor", "true"), ("remote.origin.url", "ext::sh -c touch% ran"),
    ("remote.origin.url", "."), ("core.repositoryFormatVersion", "1"), ("log.graphColors", "\x1b"),
    ("include.path", "../evil"), ("core.quotePath", "true"), ("log.diffMerges", "x"),
    ("core.repositoryFormatVersion", "99"), ("core.attributesFile", "../evil"), ("x.y", "\x1b"),
)  # fmt: skip
_PATHS = (
    b"t/a.toml", b"t/-x.toml", b"t/--output=ran.toml", b"t/a\nb.toml", b"t/\xff\xfe.toml",
    b"t/\x1b[2J.toml", "t/千问.toml".encode(), b"t/sub/c.toml", b"t/a.toml/b.toml", b"t/..toml",
    b"t/.toml", b"t/" + b"n" * 300 + b".toml", b"t/" + b"d/" * 200 + b"x.toml",
    b"t/$(touch ran).toml",
    b"t/*.toml", b"t/:(top).toml", b"t/A.toml", b"t/con.toml", b"t/dateline.schema.toml",
)  # fmt: skip
_BAD_PATHS = (
    b"../x.toml",
    b"t/../../x.toml",
    b".git/x.toml",
    b"t/./x.toml",
    b"t//x.toml",
    b"/x.toml",
)


def read_past(rng: Random, folder: Path) -> Iterator[str]:
    """Two revisions of a hostile repository, compared and told."""
    top = folder / "top"
    ran = folder / "ran"
    program = folder / "program"
    program.write_text(f"#!/bin/sh\ntouch '{ran}'\nexec \"$@\"\n")
    program.chmod(0o755)
    timeline = _made(rng, top)
    config = "".join(
        _setting(name, str(program))
        for name in rng.sample(_PROGRAMS, rng.randrange(len(_PROGRAMS) + 1))
    )
    config += "".join(_setting(*pair) for pair in rng.sample(_SETTINGS, rng.randrange(6)))
    with (top / ".git" / "config").open("a", encoding="utf-8") as file:
        file.write(config)
    if rng.random() < 0.3:
        (top / ".git" / "config").open("a").write(
            some_text(rng).encode("utf-8", "replace").decode()
        )
    for hook in (
        "post-checkout",
        "post-index-change",
        "reference-transaction",
        "fsmonitor-watchman",
    ):
        place = top / ".git" / "hooks" / hook
        place.parent.mkdir(exist_ok=True)
        place.write_text(program.read_text())
        place.chmod(0o755)
    (top / ".gitattributes").write_text("*.toml filter=x diff=x merge=x\n")
    if rng.random() < 0.2:
        _lose_an_object(rng, top)
    before = contents(folder)
    here = os.getcwd()
    os.chdir(rng.choice((folder, top, timeline)))
    try:
        for _ in range(2):
            yield _ask(rng, timeline)
    finally:
        os.chdir(here)
    hold(not ran.exists() and not list(folder.rglob("ran")), "a program of the repository ran")
    hold(contents(folder) == before, "a file changed", "lost")


def _ask(rng: Random, timeline: Path) -> str:
    revision = rng.choice(_REVISIONS) if rng.random() < 0.6 else some_text(rng)
    if rng.random() < 0.5:
        revision = "HEAD"
    form = rng.choice(((), ("--json",)))
    if rng.random() < 0.6:
        words = ["diff", *form, "-p", str(timeline), "--", revision, str(timeline)]
    else:
        name = rng.choice(("qwen-dau", "shares-fall", some_text(rng)))
        words = ["log", *form, "-p", str(timeline), "--", name]
    done = CliRunner().invoke(cli, words, env=BARE | _BARE_GIT)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    hold(done.exit_code in (0, 1, 2), f"it ends with {done.exit_code}")
    hold_plain(done.stdout, "stdout")
    hold_plain(done.stderr, "stderr")
    return "refused" if done.exit_code == 2 else "told"


def _setting(name: str, value: str) -> str:
    section, _, key = name.partition(".")
    middle, _, last = key.rpartition(".")
    head = f'[{section} "{middle}"]' if middle else f"[{section}]"
    shown = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'{head}\n\t{last or key} = "{shown}"\n'


def _made(rng: Random, top: Path) -> Path:
    """A repository whose history holds what git itself would never write; its timeline."""
    timeline = top / "t"
    timeline.mkdir(parents=True)
    _git(top, "init", "-q", "-b", "main", ".")
    (timeline / "names.toml").write_text(NAMES, "utf-8")
    (timeline / "a.toml").write_text(EVENTS, "utf-8")
    parent: list[str] = []
    for nth in range(rng.randrange(1, 4)):
        blob = _git(top, "hash-object", "-w", "--stdin", data=_events(rng, nth))
        paths = rng.sample(_PATHS, rng.randrange(1, 4))
        tree = _tree(rng, top, blob, paths)
        person = some_text(rng, most=2).replace("\x00", "").replace("\n", "").replace("<", "")
        said = some_text(rng).replace("\x00", "")
        when = rng.choice(("1700000000 +0000", "99999999999999 +9999", "-1 +0000", "x", "0 -0000"))
        lines = [f"tree {tree}", *(f"parent {one}" for one in parent)]
        lines += [f"author {person} <{person}> {when}", f"committer {person} <> {when}", "", said]
        data = "\n".join(lines).encode("utf-8", "surrogatepass")
        made = _git(top, "hash-object", "-t", "commit", "-w", "--literally", "--stdin", data=data)
        parent = [made]
    (top / ".git" / "refs" / "heads" / "main").write_text(parent[0] + "\n")
    if rng.random() < 0.2:
        (top / ".git" / "HEAD").write_text(some_text(rng).encode("utf-8", "replace").decode())
    return timeline


def _events(rng: Random, nth: int) -> bytes:
    if rng.random() < 0.3:
        return some_text(rng).encode("utf-8", "surrogatepass")
    return (NAMES + EVENTS.replace("73_520_000", str(nth))).encode()


def _tree(rng: Random, top: Path, blob: str, paths: list[bytes]) -> str:
    """A tree of some paths; at times with an entry whose name is a path, a dot or nothing."""
    entries: dict[bytes, object] = {}
    for path in paths:
        place = entries
        *folders, name = path.split(b"/")
        for part in folders:
            inner = place.setdefault(part, {})
            if not isinstance(inner, dict):
                break
            place = inner
        else:
            place.setdefault(name, blob)
    raw = _written(top, entries)
    if rng.random() < 0.3:
        bad = rng.choice(_BAD_PATHS)
        raw = _raw_tree(top, raw, [(b"100644", bad, blob)])
    if rng.random() < 0.2:
        extra = [(rng.choice((b"120000", b"160000", b"100755", b"40000")), b"t2.toml", blob)]
        raw = _raw_tree(top, raw, extra)
    return raw


def _written(top: Path, entries: dict[bytes, object]) -> str:
    rows = []
    for name, value in entries.items():
        if isinstance(value, dict):
            rows.append((b"40000", name, _written(top, value)))
        else:
            rows.append((b"100644", name, str(value)))
    return _raw_tree(top, "", rows)


def _raw_tree(top: Path, old: str, rows: list[tuple[bytes, bytes, str]]) -> str:
    data = b""
    if old:
        data = subprocess.run(
            ["git", "-C", top, "cat-file", "tree", old], capture_output=True, check=True
        ).stdout
    data += b"".join(b"%s %s\0%s" % (mode, name, bytes.fromhex(id)) for mode, name, id in rows)
    return _git(top, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", data=data)


def _lose_an_object(rng: Random, top: Path) -> None:
    """Take away, or spoil, one of the objects."""
    place = rng.choice(sorted((top / ".git" / "objects").glob("??/*")))
    place.chmod(0o644)
    if rng.random() < 0.5:
        place.unlink()
    else:
        place.write_bytes(b"spoilt")


def _git(top: Path, *words: str, data: bytes = b"") -> str:
    done = subprocess.run(
        ["git", "-C", top, *words], input=data, capture_output=True, check=True,
        env=os.environ | _BARE_GIT,
    )  # fmt: skip
    return done.stdout.decode().strip()
