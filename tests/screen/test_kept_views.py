from __future__ import annotations

from pathlib import Path

import pytest

from events.finding import shipped
from events.model import View
from events.timeline import Timeline
from tui.kept_views import KeptView, OwnViews, views_of
from tui.trail import Stop, Trail


def test_own_views_are_kept_by_timeline(tmp_path: Path) -> None:
    own = OwnViews(tmp_path / "a")
    assert own.read() == []
    own.save(" 用户 ", "kind:users", "chart")
    own.save("Twice", "", "list")
    own.save("twice", "mau", "lanes")
    other = OwnViews(shipped())
    other.save("Elsewhere", "x", "list")
    twice = View(name="twice", query="mau", look="lanes")
    assert own.read() == [View(name="用户", query="kind:users", look="chart"), twice]
    own.rename(twice, " Thrice ")
    own.remove(own.read()[0])
    assert own.read() == [View(name="Thrice", query="mau", look="lanes")]
    (tmp_path / "link").symlink_to(shipped())
    assert OwnViews(tmp_path / "link").read() == other.read()
    in_files = View(name="In the files")
    timeline = Timeline.build(views=[in_files])
    assert views_of(timeline, own) == [KeptView(in_files, False), KeptView(own.read()[0], True)]
    own.remove(own.read()[0])
    assert "Thrice" not in own.file.read_text("utf-8")


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '"x"', "[" * 100_000, '{"(shipped)": 1}', '{"(shipped)": [1, {"name": 2}]}'],
)
def test_a_spoilt_file_is_put_aside(text: str) -> None:
    own = OwnViews(shipped())
    own.file.write_text(text, "utf-8")
    assert own.read() == []
    own.save("A", "", "list")
    assert own.read() == [View(name="A")]
    broken = own.file.with_name("views.json.broken")
    assert not broken.exists() or broken.read_text("utf-8") == text


def test_views_of_other_makes_are_left_out() -> None:
    own = OwnViews(shipped())
    row = '{"name": "%s", "query": "q", "look": "%s"}'
    rows = ", ".join((row % ("A", "globe"), row % (" ", "list"), row % ("B", "list")))
    own.file.write_text(f'{{"(shipped)": [{rows}]}}', "utf-8")
    assert own.read() == [View(name="B", query="q")]


def stop(query: str) -> Stop:
    return Stop(query, "list", None)


def test_back_and_forward_are_those_of_a_browser() -> None:
    trail = Trail()
    a, b, c, d = map(stop, "abcd")
    assert trail.back(a) is None
    assert trail.forward(a) is None
    trail.leave(a)
    trail.leave(a)
    trail.leave(b)
    assert trail.back(c) == b
    assert trail.back(b) == a
    assert trail.back(a) is None
    assert trail.forward(a) == b
    trail.leave(b)
    assert trail.forward(d) is None
    assert [trail.back(d), trail.back(b), trail.back(a)] == [b, a, None]
    trail.leave(a)
    assert trail.back(a) is None


def test_the_way_back_has_an_end() -> None:
    trail = Trail()
    for number in range(1000):
        trail.leave(stop(str(number)))
    here, steps = stop("here"), 0
    while (before := trail.back(here)) is not None:
        here, steps = before, steps + 1
    assert (steps, here.query) == (200, "800")
