"""`dateline diff` and `dateline log`: folders, files and git revisions."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.command_line import run, write_timeline

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")

BEFORE = """
[[event]]
id = "a"
date = "2024-05"
title = "Acme [grows]"

[[event]]
id = "b"
title = "Gone soon"
"""
AFTER = """
[[event]]
id = "a2"
date = 2024-05-13
title = "Acme [grows]"

[[event]]
id = "c"
date = 2025
title = "New \\u001b[31mred"
"""


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-C", folder, "-c", "user.name=Ann", "-c", "user.email=a@b", *arguments],
        check=True,
        capture_output=True,
        env=os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
    )


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """A repository whose folder ``a b`` holds a timeline, with two commits and a change since."""
    folder = tmp_path / "rep" / "a b"
    folder.mkdir(parents=True)
    git(tmp_path, "init", "-q", "rep")
    (folder / "e.toml").write_text(BEFORE, "utf-8")
    (tmp_path / "rep" / "other.toml").write_text("[[event]]\nid = 'else'\n", "utf-8")
    git(folder, "add", "-A", "..")
    git(folder, "commit", "-qm", "First")
    (folder / "e.toml").rename(folder / "f.toml")
    (folder / "f.toml").write_text(AFTER, "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Second")
    (folder / "f.toml").write_text(AFTER + 'status = "disputed"\n', "utf-8")
    return folder


def test_two_files(tmp_path: Path) -> None:
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    old.write_text(BEFORE, "utf-8")
    new.write_text(AFTER, "utf-8")
    result = run("diff", old, new, code=1)
    assert result.stdout.splitlines() == [
        "+ 2025  New [31mred  [c]",
        "- undated  Gone soon  [b]",
        "~ 2024-05-13  Acme [grows]  [a2]",
        "    id changed from a to a2",
        "    moved from 2024-05 to 2024-05-13",
    ]
    assert result.stderr == "1 new · 1 gone · 1 changed\n"
    assert run("diff", old, old).stderr == "no difference\n"
    markdown = run("diff", old, new, "--markdown", "acme", "--lang", "zh", code=1).stdout
    assert "\n## 改动（1）\n\n- 2024年5月13日：Acme \\[grows\\]\n  - " in markdown
    assert "New" not in markdown
    asked = run("diff", old, new, "--markdown", "'`*x*`'", "--lang", "zh", code=0).stdout
    assert "范围：``'`*x*`'``" in asked
    data = json.loads(run("diff", old, new, "--json", code=1).stdout)
    assert [one["id"] for one in data["gone"]] == ["b"]
    assert data["changed"][0]["changes"][1] == {
        "what": "date",
        "from": "2024-05",
        "to": "2024-05-13",
    }
    new.write_text(AFTER + "[[event]]\nid = \n", "utf-8")
    assert "1 error in the files of " in run("diff", old, new, code=1).stderr


def test_revisions(history: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "~ 2025  New" in run("diff", "HEAD", history, code=1).stdout
    monkeypatch.chdir(history)
    assert "+ 2025  New" in run("diff", "HEAD~1", "HEAD", code=1).stdout
    assert "else" in run("diff", "HEAD:other.toml", "HEAD", code=1).stdout
    assert run("diff", "HEAD:a b", "HEAD:a b/f.toml").stdout == ""
    # Nothing is left behind, and nothing was touched.
    assert [path.name for path in history.iterdir()] == ["f.toml"]


@pytest.mark.parametrize(
    ("sides", "said"),
    [
        (("nowhere", "."), "no file or folder nowhere; there is no revision “nowhere”"),
        (("--", "-x", "."), "there is no revision “-x”"),
        (("x" * 5000, "."), "there is no file or folder xxx"),
        (("x\0", "."), "there is no file or folder x"),
        (("HEAD:no", "."), "no event files in HEAD:no"),
        ((".", ".", "kid:x"), "no field is called"),
    ],
)
def test_what_cannot_be_read(
    history: Path, monkeypatch: pytest.MonkeyPatch, sides: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(history)
    assert said in run("diff", *sides, code=2).stderr


def test_outside_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_timeline(tmp_path / "line")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert "not a git repository" in run("diff", "HEAD", folder, code=2).stderr
    assert "not a git repository" in run("log", "x", "-p", folder, code=2).stderr
    monkeypatch.setenv("PATH", "")
    assert "git, which is not installed" in run("diff", "HEAD", folder, code=2).stderr


def test_how_an_event_came_to_be(history: Path) -> None:
    lines = run("log", "a2", "-p", history).stdout.splitlines()
    assert lines[0].startswith("+ made  ")
    assert lines[0].endswith("Ann: First")
    assert lines[1:] == [
        "    May 2024: Acme [grows]",
        lines[2],
        "    id changed from a to a2",
        "    moved from 2024-05 to 2024-05-13",
    ]
    assert "Second" in lines[2]
    told = json.loads(run("log", "c", "-p", history, "--json").stdout)
    assert [(one["change"], one["commit"] and one["commit"]["subject"]) for one in told] == [
        ("new", "Second"),
        ("changed", None),
    ]
    gone = run("log", "b", "-p", history).stdout
    assert ["made" in gone, "removed" in gone] == [True, True]
    assert "there is no event “a2x”; near it:" in run("log", "a2x", "-p", history, code=2).stderr


def test_a_repository_runs_no_program_of_its_own(
    history: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{ran}'\n")
    program.chmod(0o755)
    head = subprocess.run(
        ["git", "-C", history, "cat-file", "commit", "HEAD"], capture_output=True, check=True
    ).stdout.decode()
    headers, _, message = head.partition("\n\n")
    mark = "-----{} PGP SIGNATURE-----"
    signature = f"gpgsig {mark.format('BEGIN')}\n \n xx\n {mark.format('END')}"
    signed = subprocess.run(
        ["git", "-C", history, "hash-object", "-t", "commit", "-w", "--stdin"],
        input=f"{headers}\n{signature}\n\n{message}".encode(), capture_output=True, check=True,
    ).stdout.decode().strip()  # fmt: skip
    git(history, "reset", "-q", "--soft", signed)
    git(history, "config", "log.showSignature", "true")
    for name in ("gpg.program", "core.fsmonitor", "core.pager", "diff.external"):
        git(history, "config", name, str(program))
    # Within the hook of another repository.
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other"))
    assert "Second" in run("log", "a2", "-p", history).stdout
    run("diff", "HEAD", history, code=1)
    # A clone of which a part is missing: it is not asked for.
    monkeypatch.delenv("GIT_DIR")
    found = subprocess.run(
        ["git", "-C", history, "rev-parse", "HEAD:./f.toml"], capture_output=True, check=True
    )
    blob = found.stdout.decode().strip()
    (history.parent / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    for name, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": f"file://{history.parent}",
        "remote.origin.uploadpack": str(program),
        "protocol.file.allow": "always",
    }.items():
        git(history, "config", name, value)
    assert "git: " in run("diff", "HEAD", history, code=2).stderr
    assert not ran.exists()


def test_a_tree_may_hold_what_no_disk_does(history: Path) -> None:
    def made(*words: str, data: bytes) -> bytes:
        command = ["git", "-C", str(history), "hash-object", "-w", "--literally", "--stdin", *words]
        return subprocess.run(command, input=data, capture_output=True, check=True).stdout.strip()

    blob = bytes.fromhex(made(data=AFTER.encode()).decode())
    for name in (b"n" * 300 + b".toml", b"../../x.toml"):
        folder = made("-t", "tree", data=b"100644 %s\0%s" % (name, blob))
        tree = made("-t", "tree", data=b"40000 a b\0" + bytes.fromhex(folder.decode()))
        person = b"Ann <a@b> 1700000000 +0000"
        data = b"tree %s\nauthor %s\ncommitter %s\n\nx\n" % (tree, person, person)
        commit = made("-t", "commit", data=data).decode()
        said = run("diff", commit, history, "-p", history, code=2).stderr
        assert ("too long" in said) or ("no event files" in said)


def test_a_timeline_that_a_link_leads_to(history: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(history / "f.toml")
    assert "~ 2025  New" in run("diff", "HEAD", link, code=1).stdout


def test_a_merge_is_told_only_where_it_made_something(history: Path) -> None:
    git(history, "stash", "-q")
    git(history, "checkout", "-qb", "side", "HEAD~1")
    (history / "g.toml").write_text("[[event]]\nid = 'g'\ntitle = 'G'\n", "utf-8")
    git(history, "add", "-A")
    git(history, "commit", "-qm", "Side")
    git(history, "checkout", "-q", "-")
    git(history, "merge", "-q", "--no-edit", "side")
    told = json.loads(run("log", "g", "-p", history, "--json").stdout)
    assert [one["commit"]["subject"] for one in told] == ["Side"]
    told = json.loads(run("log", "a2", "-p", history, "--json").stdout)
    assert [one["commit"]["subject"] for one in told] == ["First", "Second"]
