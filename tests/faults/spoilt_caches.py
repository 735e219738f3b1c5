"""Caches spoiled or hostile: the timeline is what its files say, and nothing outside is touched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

from events.cache.store import Cache
from events.files import load
from tests.faults.caches import KEY, small_caches
from tests.faults.documents import Writer
from tests.faults.reloads import Text, differences, parts_of, write
from tests.faults.tries import contents, hold


def opened(rng: Random, folder: Path) -> Iterator[str]:
    """A cache that was cut, changed, exchanged or put elsewhere, opened and written again."""
    place, other, home = folder / "files", folder / "other", folder / "cache"
    for one in (place, other):
        one.mkdir()
        write(
            one,
            {"a": Text(rng), "b": str(Text(rng)) if rng.random() < 0.7 else Writer(rng).document()},
        )
    key = KEY if rng.random() < 0.9 else rng.randbytes(rng.choice((0, 1, 31, 32)))
    with small_caches(), parts_of(60, 300, large=rng.choice((1, 10**9))):
        for one in (place, other):
            Cache(home, KEY, "1").keep(load(one))
        theirs = home / "letter.columns"
        if home.is_dir():
            theirs.write_text("theirs")
            os.utime(theirs, (0, 0))
            how = _spoil(rng, home, folder)
        else:
            how = "nothing kept"
        before = contents(place)
        cache = Cache(home, key, rng.choice(("1", "1", "2", "")))
        found = load(place, cache=lambda: cache)
        wrong = differences(found, load(place))
        hold(not wrong, f"{how}: other than the files say: {wrong}")
        cache.keep(found)
        again = Cache(home, key, "1")
        wrong = differences(load(place, cache=lambda: again), load(place))
        hold(not wrong, f"{how}, written again: other than the files say: {wrong}")
        hold(contents(place) == before, f"{how}: a file changed", "lost")
        for name, text in (("target", b"target"), ("cache/letter.columns", b"theirs")):
            file = folder / name
            gone = how in ("nothing kept", "no folder", "a file for the folder")
            hold(gone or file.read_bytes() == text, f"{how}: {name} is gone", "lost")
    yield how


def _spoil(rng: Random, home: Path, folder: Path) -> str:
    """Do something to one of the files, or to the folder; what it was."""
    files = sorted(home.glob("?" * 32 + ".columns"))
    if not files:
        return "nothing kept"
    file = rng.choice(files)
    data = file.read_bytes()
    at = rng.randrange(len(data))
    target = folder / "target"
    target.write_bytes(b"target")
    way = rng.choice(
        ("cut", "changed", "longer", "empty", "exchanged", "link", "folder", "pipe", "no folder",
         "a file for the folder", "a link for the folder", "numbers", "read-only", "as it was")
    )  # fmt: skip
    match way:
        case "cut":
            file.write_bytes(data[:at])
        case "changed":
            file.write_bytes(
                data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :]
            )
        case "longer":
            file.write_bytes(data[:at] + rng.randbytes(rng.randrange(1, 99)) + data[at:])
        case "empty":
            file.write_bytes(b"")
        case "exchanged":
            for one, content in zip(
                files, [one.read_bytes() for one in reversed(files)], strict=True
            ):
                one.write_bytes(content)
        case "numbers":
            file.write_bytes(data[:at] + b"\xff" * 8 + data[at + 8 :])
        case "link":
            file.unlink()
            file.symlink_to(target)
        case "folder":
            file.unlink()
            file.mkdir()
        case "pipe":
            file.unlink()
            os.mkfifo(file)
        case "no folder":
            shutil.rmtree(home)
        case "a file for the folder":
            shutil.rmtree(home)
            home.write_bytes(b"x")
        case "a link for the folder":
            home.rename(folder / "elsewhere")
            home.symlink_to(folder / "elsewhere")
        case "read-only":
            file.chmod(0o400)
    return way
