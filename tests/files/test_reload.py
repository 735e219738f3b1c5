"""A timeline read again is what a reading from scratch gives, whatever was done to its files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from events.files import load
from tests.faults.reloads import differences, parts_of, reload_many, seen


@pytest.fixture(autouse=True)
def _small_parts() -> Iterator[None]:
    with parts_of(60, 300):
        yield


def test_what_is_read_again_is_what_is_there(tmp_path: Path) -> None:
    counts, wrong = reload_many(tmp_path, range(60))
    assert wrong == []
    assert counts["read again"] > 60
    assert counts["broken"] > 5


EVENT = '[[event]]\nid = "{}"\ntitle = "t"\nnote = """\n{}\n"""\n'
EVENTS = [EVENT.format(name, "long enough for a part of its own" * 3) for name in "abcdef"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # What is equal is not always the same.
        ("readings = [{ value = 1.0 }]", "readings = [{ value = 1 }]"),
        ("note = { en = 'x', zh = 'y' }", "note = { zh = 'y', en = 'x' }"),
        # What may stand in one part alone, and in no two.
        ("[timeline]\ntitle = 'T'", "[timeline]\ntitle = 'U'"),
        ("", "{0}[timeline]\ntitle = 'T'\n{1}{2}[timeline]\ntitle = 'U'\n{3}"),
        ("", "{0}[[evnt]]\nid = 'x'\n{1}{2}[[evnt]]\nid = 'y'\n{3}"),
        ("", "{0}[more]\nx = 1\n{1}{2}[more.x]\ny = 1\n{3}"),
        ("", "event = [{{ id = 'x' }}]\n{0}{1}{2}"),
        # The same part twice, or a part that is gone, or elsewhere.
        ("{0}{1}", "{0}{1}{0}{1}"),
        ("{0}{1}{0}{1}{2}", "{1}{0}{1}{0}{1}"),
        ("{0}{1}{2}{3}", "{2}{0}{3}"),
        # A header in a string, wherever the cut is.
        ("{0}{1}", "{0}[[event]]\nnote = '''\n{1}'''\n{2}"),
        ("{0}{1}", "{0}[[event]]\nnote = '''\n{1}{2}{3}{4}{5}{0}{1}{2}{3}{4}'''\n{2}"),
        # Nothing, or hardly anything.
        ("{0}{1}", ""),
        ("", "{0}"),
        ("{0}", "\ufeff"),
    ],
)
def test_odd_changes(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / "a.toml"

    def written(text: str) -> str:
        if "{0}" in text or "{{" in text or not text.strip("\ufeff"):
            return text.format(*EVENTS)
        return EVENTS[0] + EVENTS[1] + f'[[event]]\nid = "x"\n{text}\n' + EVENTS[2]

    file.write_text(written(before), "utf-8")
    timeline = load(tmp_path)
    seen(timeline)
    file.write_text(written(after), "utf-8")
    again = load(tmp_path, previous=timeline)
    with parts_of(60, 300, large=10**9):
        scratch = load(tmp_path)
    if not any(file.carried for file in again.files):
        assert differences(again, scratch) == []
    file.write_text(written(before), "utf-8")
    assert differences(load(tmp_path, previous=again), timeline) == []


def test_only_what_changed_is_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("".join(EVENTS), "utf-8")
    timeline = load(tmp_path)
    changed = EVENTS[3].replace('"t"', '"u"')
    file.write_text("".join([*EVENTS[:3], changed, *EVENTS[4:]]), "utf-8")
    again = load(tmp_path, previous=timeline)
    new = [event.id for event in again.events if event not in timeline.events]
    kept = {id(event) for event in timeline.events}
    assert [event.id for event in again.events if id(event) not in kept] == new == ["d"]
