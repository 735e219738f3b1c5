"""The cache of large timelines: what is read from it is what the files hold, whatever is in it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from copy import copy, deepcopy
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from pickle import dumps, loads
from threading import Thread

import pytest

from events.cache import store
from events.cache.kept import Kept
from events.cache.late import is_late
from events.cache.packing import pack
from events.cache.sealed import Reader, Unusable, Writer
from events.cache.store import Cache
from events.files import load
from events.finding import shipped
from events.timeline import Timeline
from tests.bench.generate import generate
from tests.command_line import run
from tests.faults.caches import KEY, cache_many
from tests.faults.reloads import differences, parts_of
from tests.files.caches import from_cache
from tui.caching import UserCache

pytestmark = pytest.mark.usefixtures("small")


def test_what_is_kept_is_what_is_there(tmp_path: Path) -> None:
    counts, wrong = cache_many(tmp_path, range(60))
    assert wrong == []
    assert counts["columns taken, late"] > 15
    assert counts["edited while open"] > 15
    assert counts["edited, columns taken, late"] > 5


@pytest.mark.parametrize("large", [1, 10**9], ids=["in parts", "as a whole"])
def test_the_shipped_timeline_is_kept(cache: Cache, large: int) -> None:
    with parts_of(2_000, 8_000, large=large):
        slowly = load(shipped())
        assert cache.keep(slowly)
        assert differences(from_cache(shipped(), cache), slowly) == []


def test_nothing_is_read_until_somebody_looks(tmp_path: Path, cache: Cache) -> None:
    folder = generate(tmp_path / "timeline", 1_000)
    cache.keep(load(folder))
    timeline = from_cache(folder, cache)
    assert all(map(is_late, timeline.events))
    for field in ("company", "product", "kind", "metric", "tag", "by", "source", "status", "file"):
        timeline.values(field)
    assert timeline.haystack
    assert timeline.groups
    assert sum(timeline.reading_counts) > 200
    assert all(map(is_late, timeline.events))
    event = timeline.events[500]
    assert event.id == timeline.id_of[500]
    assert event.date == timeline.when[500]
    assert is_late(event)
    assert event.title
    assert [number for number in range(1_000) if not is_late(timeline.events[number])] == [500]


def test_a_late_event_is_an_event_like_any_other(tmp_path: Path, cache: Cache) -> None:
    folder = generate(tmp_path / "timeline", 200)
    slowly = load(folder)
    cache.keep(slowly)
    asked: list[Callable[[Timeline, int], bool]] = [
        lambda timeline, number: timeline.events[number] == slowly.events[number],
        lambda timeline, number: slowly.events[number] == timeline.events[number],
        lambda timeline, number: hash(timeline.events[number]) == hash(slowly.events[number]),
        lambda timeline, number: repr(timeline.events[number]) == repr(slowly.events[number]),
        lambda timeline, number: timeline.events[number] in set(slowly.events),
        lambda timeline, number: copy(timeline.events[number]) == slowly.events[number],
        lambda timeline, number: deepcopy(timeline.events[number]) == slowly.events[number],
        lambda timeline, number: loads(dumps(timeline.events[number])) == slowly.events[number],
        lambda timeline, number: replace(timeline.events[number], id="x").id == "x",
    ]
    assert isinstance(from_cache(folder, cache).events[0], type(slowly.events[0]))
    for ask in asked:
        timeline = from_cache(folder, cache)
        for number in range(0, 200, 7):
            assert ask(timeline, number)
            assert not is_late(timeline.events[number])


def test_an_event_is_read_by_two_threads_at_once(tmp_path: Path, cache: Cache) -> None:
    folder = generate(tmp_path / "timeline", 400)
    slowly = load(folder)
    cache.keep(slowly)
    wanted = [repr(event) for event in slowly.events]
    for _ in range(5):
        timeline, found = from_cache(folder, cache), dict[int, list[str]]()

        def look(
            nth: int, timeline: Timeline = timeline, found: dict[int, list[str]] = found
        ) -> None:
            found[nth] = [repr(event) for event in timeline.events]

        threads = [Thread(target=look, args=(nth,)) for nth in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert all(found[nth] == wanted for nth in range(4))


# What changed since


def test_a_changed_file_is_never_shown_as_it_was(tmp_path: Path, cache: Cache) -> None:
    folder = generate(tmp_path / "timeline", 300)
    slowly = load(folder)
    cache.keep(slowly)
    file = folder / "events-000.toml"
    info = file.stat()
    text = file.read_text("utf-8")
    title = str(slowly.events[17].title)
    file.write_text(text.replace(title, title[::-1]), "utf-8")
    os.utime(file, ns=(info.st_atime_ns, info.st_mtime_ns))  # as big and as old as it was
    assert file.stat().st_size == info.st_size
    timeline = from_cache(folder, cache)
    assert timeline.events[17].title == title[::-1]
    assert differences(timeline, load(folder)) == []


@pytest.mark.parametrize("large", [1, 10**9], ids=["in parts", "as a whole"])
def test_an_edit_of_a_timeline_from_the_cache(tmp_path: Path, cache: Cache, large: int) -> None:
    with parts_of(2_000, 8_000, large=large):
        folder = generate(tmp_path / "timeline", 300)
        cache.keep(load(folder))
        timeline = from_cache(folder, cache)
        file = folder / "events-000.toml"
        text = file.read_text("utf-8").replace("event-000123", "event-new", 1)
        again = load(folder, previous=timeline, changed=[file], contents={file: text.encode()})
        late = sum(map(is_late, again.events))
        assert late > 250 if large == 1 else not late
        file.write_text(text, "utf-8")
        assert load(folder, previous=again) is again
        assert differences(again, load(folder)) == []


def test_a_file_that_is_gone_new_or_broken(tmp_path: Path, cache: Cache) -> None:
    folder = generate(tmp_path / "timeline", 50)
    (folder / "more.toml").write_text('[[event]]\nid = "more"\ntitle = "More"\n', "utf-8")
    cache.keep(load(folder))
    (folder / "more.toml").write_text('[[event]]\nid = "more"\ntitle = "More\n', "utf-8")
    timeline = from_cache(folder, cache)
    assert "more" not in timeline.number_of  # it was never seen whole by this run
    assert [problem.code for problem in timeline.problems]
    assert differences(timeline, load(folder)) == []
    (folder / "more.toml").rename(folder / "other.toml")
    assert differences(from_cache(folder, cache), load(folder)) == []
    (folder / "other.toml").unlink()
    (folder / "events-000.toml").unlink()
    assert differences(from_cache(folder, cache), load(folder)) == []


def test_problems_are_found_anew(folder: Path, cache: Cache) -> None:
    events = folder / "events.toml"
    text = events.read_text("utf-8").replace('kind = "users"', 'kind = "user"', 1)
    events.write_text(text.replace('tags = ["loose"', 'related = ["x"]\ntags = ["loose"'), "utf-8")
    slowly = load(folder)
    cache.keep(slowly)
    timeline = from_cache(folder, cache)
    assert {problem.code for problem in timeline.problems} == {"unknown-kind", "unknown-related"}
    assert timeline.problems == slowly.problems


def test_other_names_give_other_events(folder: Path, cache: Cache) -> None:
    cache.keep(load(folder))
    names = folder / "names.toml"
    names.write_text(names.read_text("utf-8").replace('"alibaba"', '"ali"'), "utf-8")
    timeline = load(folder, cache=lambda: cache)
    assert differences(timeline, load(folder)) == []
    assert cache.keep(timeline)  # what was kept is of no use for these


# Its place


def test_only_the_newest_are_kept(
    tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "MOST_FILES", 2)
    folders = [generate(tmp_path / name, 30) for name in "abc"]
    cache.folder.mkdir()
    left = cache.folder / f".{'0' * 32}.columns.1.{'2' * 8}"
    theirs = [cache.folder / name for name in ("letter.txt", "sales.columns", ".x.columns.1.2")]
    for file in (left, *theirs):  # the folder may be one that holds other files
        file.write_bytes(b"")
        os.utime(file, (0, 0))
    young = cache.folder / f".{'1' * 32}.columns.1.{'2' * 8}"
    young.write_bytes(b"")
    for nth, folder in enumerate(folders):
        cache.keep(load(folder))
        for file in cache.folder.glob("?" * 32 + ".columns"):
            os.utime(file, (nth, nth)) if file.stat().st_mtime > 100 else None
    from_cache(folders[2], cache)
    from_cache(folders[1], cache)
    assert len([*cache.folder.glob("?" * 32 + ".columns")]) == 2
    assert all(file.exists() for file in (young, *theirs))
    assert not left.exists()
    load(folders[0], cache=lambda: cache)
    assert cache.opened is None


# What is kept, and what is not


@pytest.mark.parametrize(
    "odd",
    [
        'title = "a\\u0000b"',
        'title = "x"\nnote = "open',
    ],
    ids=["a NUL", "broken"],
)
def test_what_cannot_be_kept_is_not(tmp_path: Path, cache: Cache, odd: str) -> None:
    folder = generate(tmp_path / "timeline", 30)
    (folder / "odd.toml").write_text(f'[[event]]\nid = "odd"\n{odd}\n', "utf-8")
    assert not cache.keep(load(folder))
    assert not cache.folder.exists() or [*cache.folder.iterdir()] == []


def test_what_did_not_change_is_not_written_again(tmp_path: Path, cache: Cache) -> None:
    folder = generate(tmp_path / "timeline", 200)
    assert cache.keep(load(folder))
    store._NEARLY = 20
    assert not cache.keep(from_cache(folder, cache))
    file = folder / "events-000.toml"
    with parts_of(1_000, 4_000):
        cache.keep(load(folder))
        file.write_text(file.read_text("utf-8").replace("event-000003", "event-three"), "utf-8")
        assert not cache.keep(from_cache(folder, cache))


def test_a_small_timeline_asks_for_no_cache(tmp_path: Path) -> None:
    store.WORTH = 1_000_000
    folder = generate(tmp_path / "timeline", 100)

    def never() -> Cache:
        raise AssertionError("asked for")

    load(folder, cache=never)
    UserCache().keep(load(folder))


def test_values_are_read_in_the_order_in_which_they_were_written() -> None:
    out = BytesIO()
    writer = Writer(out, KEY, b"mark")
    writer.numbers([1, -2])
    writer.texts([])
    writer.texts(["a", "", "千"] * 10_000)
    writer.json({"a": [None, "千"]})
    writer.seal()
    reader = Reader(out.getvalue(), KEY, b"mark")
    assert list(reader.numbers()) == [1, -2]
    assert reader.texts() == []
    assert reader.texts() == ["a", "", "千"] * 10_000
    assert reader.json() == {"a": [None, "千"]}
    with pytest.raises(Unusable):
        reader.data()
    for text in ("\0", "\ud800"):
        with pytest.raises(Unusable):
            Writer(BytesIO(), KEY, b"").texts([text])


# In the program


def test_commands_use_it_where_it_helps(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "kept"
    env = {"DATELINE_CACHE": str(place), "DATELINE_STATE": str(tmp_path / "state" / "s.json")}
    run("check", folder, env=env)
    assert not place.exists()
    first = run("list", "-p", folder, env=env).output
    (file,) = place.iterdir()
    assert stat.S_IMODE((tmp_path / "state" / "cache.key").stat().st_mode) == 0o600
    assert run("list", "-p", folder, env=env).output == first
    shown = run("show", "qwen-dau", "-p", folder, env=env).output
    exported = run("export", "csv", "-p", folder, env=env).output
    file.unlink()
    assert run("show", "qwen-dau", "-p", folder, env=env).output == shown
    assert run("export", "csv", "-p", folder, env=env | {"DATELINE_CACHE": ""}).output == exported


@pytest.mark.parametrize("how", ["empty", "setting", "state", "no home"])
def test_a_person_may_do_without(
    folder: Path, tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "kept"
    env: dict[str, str | None] = {"DATELINE_CACHE": str(place)}
    match how:
        case "empty":
            env["DATELINE_CACHE"] = ""
        case "setting":
            config = tmp_path / "config.toml"
            config.write_text("cache = false\n", "utf-8")
            env["DATELINE_CONFIG"] = str(config)
        case "state":
            env["DATELINE_STATE"] = "/dev/null/state.json"
        case _:
            monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: Path("~/.cache"))
            env["DATELINE_CACHE"] = None
    monkeypatch.chdir(tmp_path)
    assert "7 events" in run("list", "-p", folder, env=env).stderr
    assert not place.exists()
    assert not (tmp_path / "~").exists()


def test_a_pack_reads_back(folder: Path) -> None:
    out = BytesIO()
    writer = Writer(out, KEY, b"x")
    pack(load(folder), writer)
    writer.seal()
    kept = Kept(Reader(out.getvalue(), KEY, b"x"))
    assert set(kept.files) == {"events.toml"}
