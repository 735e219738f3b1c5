"""The cache where it is damaged, forged, or not to be written."""

from __future__ import annotations

import os
import stat
from io import BytesIO
from pathlib import Path
from random import Random
from threading import Thread

import pytest

from events.cache.kept import stamp
from events.cache.sealed import Writer
from events.cache.store import Cache
from events.files import load
from tests.bench.generate import generate
from tests.command_line import run
from tests.faults.caches import KEY
from tests.faults.reloads import differences, seen
from tests.files.caches import the_file

pytestmark = pytest.mark.usefixtures("small")


def test_a_damaged_cache_is_no_cache(tmp_path: Path, cache: Cache) -> None:
    folder = generate(tmp_path / "timeline", 60)
    slowly = load(folder)
    cache.keep(slowly)
    file = the_file(cache)
    good = file.read_bytes()
    rng, size = Random(1), len(good)
    flipped = [*range(0, 120, 7), *range(size - 80, size, 7), *rng.sample(range(size), 60)]
    damaged = [good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :] for at in flipped]
    damaged += [good[:at] for at in (0, 1, 8, 40, size // 2, size - 33, size - 1)]
    damaged += [good + b"\0", b"\0" * size, good[::-1], good + good, os.urandom(size)]
    for data in damaged:
        file.write_bytes(data)
        timeline = load(folder, cache=lambda: cache)
        assert cache.opened is None
        assert timeline.events == slowly.events
    file.write_bytes(damaged[0])
    cache.keep(load(folder, cache=lambda: cache))
    assert file.read_bytes() == good


@pytest.mark.parametrize(
    ("key", "version"), [(bytes(32), "1"), (KEY, "2"), (KEY, "")], ids=["key", "version", "none"]
)
def test_what_another_wrote_is_not_read(
    folder: Path, cache: Cache, key: bytes, version: str
) -> None:
    Cache(cache.folder, key, version).keep(load(folder))
    assert the_file(cache).stat().st_size > 100
    load(folder, cache=lambda: cache)
    assert cache.opened is None


def test_no_cache_ends_the_program_even_if_it_is_sealed(tmp_path: Path, cache: Cache) -> None:
    """Whoever has the key writes what they like: it is refused, or shows wrong events."""
    folder = generate(tmp_path / "timeline", 40)
    (folder / "odd.toml").write_text(
        '[[event]]\nid = "odd"\nkind = "nope"\ncompanies = ["F01"]\ntitle = "x"\n', "utf-8"
    )
    slowly = load(folder)
    cache.keep(slowly)
    file, mark = the_file(cache), stamp("1")
    good = file.read_bytes()[8 + len(mark) : -32]
    rng, refused = Random(2), 0
    for _ in range(100):
        data = bytearray(good)
        for _ in range(rng.choice((1, 1, 2, 8))):
            at = rng.randrange(len(data))
            match rng.randrange(3):
                case 0:
                    data[at] = rng.choice((0, 1, 127, 128, 255, rng.randrange(256)))
                case 1:
                    data[at : at + 4] = rng.choice((b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f"))
                case _:
                    del data[at : at + rng.choice((1, 4, 16))]
        out = BytesIO()
        writer = Writer(out, KEY, mark)
        writer.raw(bytes(data))
        writer.seal()
        file.write_bytes(out.getvalue())
        timeline = load(folder, cache=lambda: cache)
        refused += cache.opened is None or not cache.opened.taken
        assert len(timeline) == len(slowly)
        seen(timeline)
    assert 10 < refused < 100


def test_a_cache_of_other_files_is_not_believed(tmp_path: Path, cache: Cache) -> None:
    """What is kept of one folder, put in the place of another's."""
    one, other = generate(tmp_path / "1", 40, seed=1), generate(tmp_path / "2", 40, seed=2)
    cache.keep(load(one))
    first = the_file(cache)
    cache.keep(load(other))
    (second,) = {*cache.folder.iterdir()} - {first}
    second.write_bytes(first.read_bytes())
    timeline = load(other, cache=lambda: cache)
    assert differences(timeline, load(other)) == []


def test_only_its_owner_may_read_it(folder: Path, cache: Cache) -> None:
    cache.keep(load(folder))
    assert stat.S_IMODE(cache.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(the_file(cache).stat().st_mode) == 0o600


def test_a_link_or_folder_in_its_place_is_left(folder: Path, cache: Cache, tmp_path: Path) -> None:
    cache.keep(load(folder))
    file = the_file(cache)
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    load(folder, cache=lambda: cache)
    assert cache.opened is None
    file.unlink()
    file.mkdir()
    load(folder, cache=lambda: cache)
    assert cache.opened is None
    assert not cache.keep(load(folder))
    file.rmdir()
    os.mkfifo(file)  # it would never begin, nor end
    load(folder, cache=lambda: cache)
    assert cache.opened is None
    cache.keep(load(folder))
    assert file.is_file()


@pytest.mark.parametrize("failing", ["mkdir", "replace", "fdopen"])
def test_a_disk_that_refuses_is_no_error(
    folder: Path, cache: Cache, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    timeline = load(folder)
    if failing == "fdopen":
        monkeypatch.setattr(Writer, "data", refuse)
    else:
        monkeypatch.setattr(Path, failing, refuse)
    assert not cache.keep(timeline)
    monkeypatch.undo()
    assert not cache.folder.exists() or list(cache.folder.iterdir()) == []
    assert load(folder, cache=lambda: cache).events == timeline.events


def test_two_programs_at_once(tmp_path: Path, cache: Cache) -> None:
    folder = generate(tmp_path / "timeline", 100)
    slowly = load(folder)
    wrong: list[object] = []

    def work() -> None:
        mine = Cache(cache.folder, KEY, "1")
        for _ in range(8):
            if not mine.keep(slowly):
                wrong.append("not kept")
            if load(folder, cache=lambda: mine).events != slowly.events or mine.opened is None:
                wrong.append("not read")

    threads = [Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len([*cache.folder.iterdir()]) == 1


def test_a_spoiled_key_is_made_anew(folder: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    env = {"DATELINE_CACHE": str(tmp_path / "kept"), "DATELINE_STATE": str(state / "s.json")}
    state.mkdir()
    (state / "cache.key").write_bytes(b"short")
    run("list", "-p", folder, env=env)
    assert (state / "cache.key").stat().st_size == 32
    assert [*state.iterdir()] == [state / "cache.key"]
    assert [*(tmp_path / "kept").iterdir()]
