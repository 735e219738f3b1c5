"""Saves under fire: killed, raced, without space or rights; and what must be true afterwards.

Each function sets one scene in an empty folder and returns how its runs went and what was wrong.
What is done in a process of its own is done in a fork: POSIX only.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import TypeAlias

from events import edits
from events.editing.leftovers import sweep
from events.editing.refusals import Busy, Conflict, Refusal
from events.editing.saving import Write, save
from events.files import load

Outcome: TypeAlias = tuple[Counter[str], list[str]]

NOBODY = 65534  # the user without rights
_FEW_BYTES = 100_000


def version(number: int, size: int = 200_000) -> bytes:
    """A content that tells by itself whether it is whole."""
    body = (f"# {number}\n" * (size // (len(str(number)) + 3))).encode()
    return f"# {blake2b(body, digest_size=16).hexdigest()}\n".encode() + body


def is_whole(data: bytes) -> bool:
    """Whether this is all of some `version`."""
    head, _, body = data.partition(b"\n")
    return head == f"# {blake2b(body, digest_size=16).hexdigest()}".encode()


def in_child(work: Callable[[], None]) -> int:
    """Start the work in a process of its own and return its id; it ends with 0 if all went well."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        work()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def child_failed(child: int) -> bool:
    """Wait for a child's end."""
    _, status = os.waitpid(child, 0)
    return status != 0


def age(folder: Path) -> None:
    """Make all files in a folder an hour old."""
    for path in folder.rglob("*"):
        with suppress(OSError):
            os.utime(path, (time.time() - 3600,) * 2, follow_symlinks=False)


def strays(folder: Path) -> list[Path]:
    """The temporary files that lie about in a folder."""
    return [path for path in folder.rglob(".*") if "dateline" in path.suffix]


def killed(folder: Path, runs: int, rng: Random) -> Outcome:
    """Saves of one file and of three at once, killed at random moments: each file stays whole."""
    counts: Counter[str] = Counter()
    wrong = []
    for run in range(runs):
        paths = [folder / f"{name}.toml" for name in ("a", "b", "c")[: rng.choice((1, 1, 3))]]
        for path in paths:
            path.write_bytes(version(0))

        def keep_saving(paths: list[Path] = paths) -> None:
            for number in range(10_000):
                save([Write(path, version(number), version(number + 1)) for path in paths])

        child = in_child(keep_saving)
        time.sleep(rng.uniform(0.0, 0.05))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        contents = [path.read_bytes() for path in paths]
        wrong += [f"run {run}: not whole" for data in contents if not is_whole(data)]
        counts["killed"] += 1
        counts["saved before"] += contents[0] != version(0)
        counts["temporary files left"] += len(strays(folder))
        save([Write(paths[0], contents[0], version(1))])  # no lock is left over
        age(folder)
        sweep(folder)
        wrong += [f"run {run}: {path.name} not swept" for path in strays(folder)]
    return counts, wrong


def raced(folder: Path, saves: int) -> Outcome:
    """Two processes add events to one file, each as often: every event is there in the end."""
    path = folder / "events.toml"
    path.write_text('[[event]]\nid = "first"\ndate = 2025-01-01\ntitle = "First"\n')
    ends = [os.pipe() for _ in range(2)]
    children = []
    for who, (_, writing) in enumerate(ends):

        def add_all(who: int = who, writing: int = writing) -> None:
            conflicts = 0
            for nth in range(saves):
                event = {"id": f"{who}-{nth}", "date": f"2025-{1 + nth % 12:02}", "title": "More"}
                while True:
                    try:
                        edits.add(load(folder), "event", event).apply()
                        break
                    except (Conflict, Busy):
                        conflicts += 1
            os.write(writing, str(conflicts).encode())

        children.append(in_child(add_all))
    wrong = [f"process {n} failed" for n, child in enumerate(children) if child_failed(child)]
    conflicts = 0
    for reading, writing in ends:
        os.close(writing)
        conflicts += int(os.read(reading, 100) or b"0")
        os.close(reading)
    timeline = load(folder)
    wanted = {"first", *(f"{who}-{nth}" for who in (0, 1) for nth in range(saves))}
    if set(timeline.id_of) != wanted or timeline.problems:
        wrong.append(f"{len(wanted - set(timeline.id_of))} of {len(wanted)} events are lost")
    return Counter({"saved": 2 * saves, "conflicts honoured": conflicts}), wrong


def without_space(folder: Path, *, links: int = 1) -> Outcome:
    """A file may grow no further: the save is refused and the file is as it was."""
    path, small, large = folder / "a.toml", version(1, 1000), version(2, 3 * _FEW_BYTES)
    path.write_bytes(small)
    for nth in range(1, links):
        os.link(path, folder / f"{nth}.link")

    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (_FEW_BYTES, resource.RLIM_INFINITY))
        _must_refuse([Write(path, small, large)], "no-space")

    wrong = ["not refused as no-space"] if child_failed(in_child(fill)) else []
    return _untouched(folder, {path: small}, wrong)


def without_space_for_second(folder: Path) -> Outcome:
    """Of two files the second does not fit: the first is as it was too."""
    first, second = folder / "a.toml", folder / "b.toml"
    small, large = version(1, 1000), version(2, 3 * _FEW_BYTES)
    first.write_bytes(small)
    second.write_bytes(small)

    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (_FEW_BYTES, resource.RLIM_INFINITY))
        writes = [Write(first, small, version(3, 1000)), Write(second, small, large)]
        _must_refuse(writes, "no-space")

    wrong = ["not refused as no-space"] if child_failed(in_child(fill)) else []
    return _untouched(folder, {first: small, second: small}, wrong)


def on_full_disk(folder: Path) -> Outcome:
    """A disk of 256 kB that is full; skipped where none can be mounted."""
    disk = folder / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o size=256k none '{disk}' 2>/dev/null"
    if os.geteuid() != 0 or os.system(mount) != 0:
        return Counter({"skipped: no right to mount": 1}), []
    try:
        path, small = disk / "a.toml", version(1, _FEW_BYTES)
        path.write_bytes(small)
        wrong: list[str] = []
        try:
            save([Write(path, small, version(2, 2 * _FEW_BYTES))])
            wrong.append("not refused")
        except Refusal as refusal:
            wrong += [f"refused as {refusal.code}"] if refusal.code != "no-space" else []
        return _untouched(disk, {path: small}, wrong)
    finally:
        os.system(f"umount '{disk}'")


def without_rights(folder: Path, code: str) -> Outcome:
    """Someone else's folder, or a file of one's own folder that is another's and read-only.

    As root the work is done by nobody, whom permissions bind.
    """
    place = folder / "place"
    place.mkdir()
    path, old = place / "a.toml", version(1, 1000)
    path.write_bytes(old)
    path.chmod(0o666 if code == "unwritable-folder" else 0o444)
    place.chmod(0o555 if code == "unwritable-folder" else 0o777)

    def write() -> None:
        if os.geteuid() == 0:
            os.environ["DATELINE_STATE"] = str(place / "state.json")
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        _must_refuse([Write(path, old, version(2, 1000))], code)

    with _reachable(folder):
        wrong = [f"not refused as {code}"] if child_failed(in_child(write)) else []
    place.chmod(0o755)
    return _untouched(place, {path: old}, wrong)


def vanished(folder: Path) -> Outcome:
    """The folder is gone when the save comes."""
    place = folder / "gone"
    place.mkdir()
    path, old = place / "a.toml", version(1, 1000)
    path.write_bytes(old)
    path.unlink()
    place.rmdir()
    wrong = []
    try:
        save([Write(path, old, version(2, 1000))])
        wrong.append("not refused")
    except Refusal as refusal:
        if refusal.code != "no-folder":
            wrong.append(f"refused as {refusal.code}")
    if place.exists():
        wrong.append("the folder is there again")
    return Counter({"refused": 1}), wrong


def through_symlink(folder: Path) -> Outcome:
    """The link stays a link, its target is written and keeps its mode."""
    (folder / "real").mkdir()
    target, link = folder / "real" / "a.toml", folder / "link.toml"
    target.write_bytes(version(1, 1000))
    target.chmod(0o640)
    link.symlink_to(target)
    save([Write(link, version(1, 1000), version(2, 1000))])
    wrong = []
    if not link.is_symlink() or target.read_bytes() != version(2, 1000):
        wrong.append("the link or its target is wrong")
    if target.stat().st_mode & 0o777 != 0o640:
        wrong.append("the mode changed")
    return Counter({"saved": 1}), wrong + [f"left: {path}" for path in strays(folder)]


def through_hard_link(folder: Path) -> Outcome:
    """Both names show the new content."""
    one, other = folder / "a.toml", folder / "b.toml"
    one.write_bytes(version(1, 3000))
    os.link(one, other)
    save([Write(one, version(1, 3000), version(2, 1000))])
    wrong = []
    if not one.samefile(other) or other.read_bytes() != version(2, 1000):
        wrong.append("the names came apart")
    return Counter({"saved": 1}), wrong + [f"left: {path}" for path in strays(folder)]


def _must_refuse(writes: list[Write], code: str) -> None:
    try:
        save(writes)
    except Refusal as refusal:
        if refusal.code == code:
            return
        raise
    raise AssertionError("not refused")


def _untouched(folder: Path, wanted: dict[Path, bytes], wrong: list[str]) -> Outcome:
    wrong += [f"{path.name} changed" for path, data in wanted.items() if path.read_bytes() != data]
    wrong += [f"left: {path.name}" for path in strays(folder)]
    return Counter({"refused": 1}), wrong


@contextmanager
def _reachable(folder: Path) -> Iterator[None]:
    """Let another user reach the folder, as they cannot a private temporary one."""
    changed = []
    for parent in (folder, *folder.parents):
        mode = parent.stat().st_mode
        if not mode & 0o001 and os.access(parent, os.W_OK) and parent.stat().st_uid == os.getuid():
            parent.chmod(mode | 0o001)
            changed.append((parent, mode))
    try:
        yield
    finally:
        for parent, mode in changed:
            parent.chmod(mode)
