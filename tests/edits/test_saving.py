from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from events.editing import saving
from events.editing.leftovers import sweep
from events.editing.refusals import (
    Busy,
    Conflict,
    HalfSaved,
    NotSaved,
    ReadOnly,
    Refusal,
    Unwritable,
)
from events.editing.saving import Write, save

if sys.platform == "win32":
    pytest.skip("what is asked of the system here is POSIX", allow_module_level=True)

from tests.faults import saves


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "timeline"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    "scene",
    [
        pytest.param(lambda folder: saves.killed(folder, 12, Random(1)), id="killed"),
        pytest.param(lambda folder: saves.raced(folder, 8), id="raced"),
        saves.without_space,
        pytest.param(lambda folder: saves.without_space(folder, links=2), id="linked, no space"),
        saves.without_space_for_second,
        saves.on_full_disk,
        pytest.param(
            lambda folder: saves.without_rights(folder, "unwritable-folder"),
            id="no right to folder",
        ),
        pytest.param(
            lambda folder: saves.without_rights(folder, "read-only"), id="no right to file"
        ),
        saves.vanished,
        saves.through_symlink,
        saves.through_hard_link,
    ],
)
def test_a_save_under_fire_loses_nothing(
    folder: Path, scene: Callable[[Path], saves.Outcome]
) -> None:
    counts, wrong = scene(folder)
    if any(what.startswith("skipped") for what in counts):
        pytest.skip(next(iter(counts)))
    assert wrong == []


def test_a_new_file_has_the_usual_mode(folder: Path) -> None:
    path = folder / "new.toml"
    old = os.umask(0o027)
    try:
        save([Write(path, None, b"x = 1\n")])
    finally:
        os.umask(old)
    assert path.read_bytes() == b"x = 1\n"
    assert path.stat().st_mode & 0o777 == 0o640


def test_the_mode_is_kept(folder: Path) -> None:
    path = folder / "a.toml"
    path.write_bytes(b"old")
    path.chmod(0o604)
    save([Write(path, b"old", b"new")])
    assert path.stat().st_mode & 0o777 == 0o604


def test_extended_attributes_are_kept(folder: Path) -> None:
    path = folder / "a.toml"
    path.write_bytes(b"old")
    if sys.platform != "linux":
        pytest.skip("read and set by Linux calls")
    try:
        os.setxattr(path, "user.colour", b"red")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    save([Write(path, b"old", b"new")])
    assert os.getxattr(path, "user.colour") == b"red"


def test_a_file_is_removed(folder: Path) -> None:
    path = folder / "a.toml"
    path.write_bytes(b"old")
    save([Write(path, b"old", None)])
    assert list(folder.iterdir()) == []


def test_what_is_as_wanted_is_not_touched(folder: Path) -> None:
    path = folder / "a.toml"
    path.write_bytes(b"same")
    os.utime(path, (1, 1))
    save([Write(path, b"same", b"same")])
    assert path.stat().st_mtime == 1


@pytest.mark.parametrize(
    ("before", "now"),
    [(b"read", b"theirs"), (b"read", None), (None, b"theirs")],
    ids=["changed", "deleted", "made"],
)
def test_a_file_that_someone_changed_is_a_conflict_with_three_texts(
    folder: Path, before: bytes | None, now: bytes | None
) -> None:
    path = folder / "a.toml"
    if now is not None:
        path.write_bytes(now)
    with pytest.raises(Conflict) as caught:
        save([Write(path, before, b"mine")])
    texts = (caught.value.read, caught.value.theirs, caught.value.mine)
    assert texts == (before and before.decode(), now and now.decode(), "mine")
    assert saving.read(path) == now
    assert saves.strays(folder) == []


def test_a_conflict_in_one_file_keeps_all_as_they_are(folder: Path) -> None:
    one, other = folder / "a.toml", folder / "b.toml"
    one.write_bytes(b"1")
    other.write_bytes(b"changed")
    with pytest.raises(Conflict):
        save([Write(one, b"1", b"2"), Write(other, b"1", b"2")])
    assert one.read_bytes() == b"1"
    assert saves.strays(folder) == []


def test_a_change_between_the_check_and_the_write_is_seen(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "a.toml"
    path.write_bytes(b"read")
    fsync = os.fsync

    def someone_writes(handle: int) -> None:
        fsync(handle)
        path.write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", someone_writes)
    with pytest.raises(Conflict):
        save([Write(path, b"read", b"mine")])
    assert path.read_bytes() == b"theirs"
    assert saves.strays(folder) == []


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_failure_halfway_puts_back_what_was_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    old, made, gone = folder / "a.toml", folder / "b.toml", folder / "c.toml"
    old.write_bytes(b"1")
    gone.write_bytes(b"3")
    writes = [Write(old, b"1", b"one"), Write(made, None, b"two"), Write(gone, b"3", b"three")]
    _fail_at(monkeypatch, failing)
    with pytest.raises(NotSaved) as caught:
        save(writes)
    assert os.strerror(errno.EIO) in str(caught.value)
    assert (old.read_bytes(), made.exists(), gone.read_bytes()) == (b"1", False, b"3")
    assert saves.strays(folder) == []


def test_what_cannot_be_put_back_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [folder / name for name in ("a.toml", "b.toml")]
    for path in paths:
        path.write_bytes(b"1")
    _fail_at(monkeypatch, 2, ever_after=True)
    with pytest.raises(HalfSaved) as caught:
        save([Write(path, b"1", b"2") for path in paths])
    assert str(paths[0]) in str(caught.value)
    assert str(paths[1]) not in str(caught.value)


def _fail_at(monkeypatch: pytest.MonkeyPatch, nth: int, *, ever_after: bool = False) -> None:
    """Let the ``nth`` replacing of a file fail."""
    replace, calls = os.replace, 0

    def failing(source: str, target: str) -> None:
        nonlocal calls
        calls += 1
        if calls == nth or (ever_after and calls > nth):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        replace(source, target)

    monkeypatch.setattr(os, "replace", failing)


def test_a_file_marked_read_only_is_refused_even_to_root(folder: Path) -> None:
    path = folder / "a.toml"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(ReadOnly):
        save([Write(path, b"old", b"new")])


def test_a_folder_marked_read_only_is_refused_even_to_root(folder: Path) -> None:
    path = folder / "a.toml"
    path.write_bytes(b"old")
    folder.chmod(0o555)
    try:
        with pytest.raises(Unwritable):
            save([Write(path, b"old", b"new")])
    finally:
        folder.chmod(0o755)


def test_what_is_no_file_is_refused(folder: Path) -> None:
    (folder / "a.toml").mkdir()
    with pytest.raises(NotSaved):
        save([Write(folder / "a.toml", b"old", b"new")])


def test_another_dateline_at_work_is_waited_for_and_then_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "_PATIENCE", 0.05)
    path = folder / "a.toml"
    path.write_bytes(b"old")
    reading, held = os.pipe()
    released, writing = os.pipe()

    def take_long() -> None:
        def sync(_: int) -> None:
            os.write(held, b".")
            os.read(released, 1)

        os.fsync = sync  # type: ignore[assignment]
        save([Write(path, b"old", b"theirs")])

    child = saves.in_child(take_long)
    try:
        os.read(reading, 1)
        with pytest.raises(Busy):
            save([Write(path, b"old", b"mine")])
    finally:
        os.write(writing, b".....")
        assert not saves.child_failed(child)
    assert path.read_bytes() == b"theirs"


def test_without_a_state_folder_it_saves_all_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DATELINE_STATE", str(tmp_path / "file" / "state.json"))
    save([Write(folder / "a.toml", None, b"new")])
    assert (folder / "a.toml").read_bytes() == b"new"


def test_a_write_in_place_cut_short_leaves_the_old_content_beside_it(folder: Path) -> None:
    path, old = folder / "a.toml", saves.version(1, 3000)
    path.write_bytes(old)
    os.link(path, folder / "b.toml")

    def die_writing() -> None:
        def sync(handle: int) -> None:
            if os.fstat(handle).st_nlink > 1:
                os._exit(0)

        os.fsync = sync  # type: ignore[assignment]
        save([Write(path, old, saves.version(2, 3000))])

    saves.child_failed(saves.in_child(die_writing))
    saves.age(folder)
    (copy,) = sweep(folder)
    assert copy.read_bytes() == old


def test_sweeping_takes_only_old_temporary_files_of_ours(folder: Path) -> None:
    below = folder / "below"
    below.mkdir()
    beyond = folder.parent / "beyond"
    beyond.mkdir()
    (beyond / "real.toml").touch()
    (folder / "link.toml").symlink_to(beyond / "real.toml")
    ours = [place / ".events.toml.abcd_123.dateline-tmp" for place in (folder, below, beyond)]
    others = [folder / name for name in (".a.tmp", "a.abcd_123.dateline-tmp", ".b.dateline-tmp")]
    for path in (*ours, *others):
        path.touch()
    saves.age(folder)
    saves.age(beyond)
    young = folder / ".events.toml.abcd_456.dateline-tmp"
    young.touch()
    assert sweep(folder) == ()
    assert [path.exists() for path in ours] == [False, False, False]
    assert all(path.exists() for path in (*others, young))


def test_sweeping_for_one_file_stays_beside_it(folder: Path) -> None:
    path = folder / "one.toml"
    path.touch()
    below = folder / "below"
    below.mkdir()
    strays = [place / ".one.toml.abcd_123.dateline-tmp" for place in (folder, below)]
    for stray in strays:
        stray.touch()
    saves.age(folder)
    sweep(path)
    assert [stray.exists() for stray in strays] == [False, True]


def _all_refusals(cls: type[Refusal] = Refusal) -> list[type[Refusal]]:
    return [cls, *(below for sub in cls.__subclasses__() for below in _all_refusals(sub))]


@pytest.mark.parametrize("cls", _all_refusals())
def test_every_refusal_has_its_own_code_and_sentences(cls: type[Refusal]) -> None:
    others = [other for other in _all_refusals() if other is not cls]
    assert cls.code not in [other.code for other in others]
    assert cls.zh not in [other.zh for other in others]
    assert cls.en.endswith((".", "}", "FOLDER"))
