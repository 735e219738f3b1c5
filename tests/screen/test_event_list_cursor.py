from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from events.model import Event
from events.queries.search import Search
from events.timeline import Timeline
from events.when import When
from tests.screen.listing import LONG, Listing, in_list, made

if TYPE_CHECKING:
    from textual.pilot import Pilot


def test_the_cursor_stays_on_its_event_and_line_over_selections() -> None:
    async def body(app: Listing, pilot: Pilot[None]) -> None:
        events = app.list
        events.go_to_event(33)
        await pilot.pause()
        app.said.clear()
        line = app.cursor_line
        every_third = range(0, 60, 3)
        events.select(every_third)
        assert (events.cursor_event, app.cursor_line) == (33, line)
        events.select(range(len(LONG)))
        assert (events.cursor_event, app.cursor_line) == (33, line)
        events.newest_first = True
        assert (events.cursor_event, app.cursor_line) == (33, line)
        await pilot.pause()
        assert app.said == []

    in_list(LONG, body)


def test_an_event_left_out_gives_way_to_its_neighbour_and_comes_back() -> None:
    async def body(app: Listing, pilot: Pilot[None]) -> None:
        events = app.list
        events.go_to_event(33)
        line = app.cursor_line
        events.select([1, 2, 40, 50])
        assert events.cursor_event == 40
        events.select([])
        assert app.shown_around() == (None, None)
        events.select([1, 2, 50])
        assert events.cursor_event == 50
        events.select(range(len(LONG)))
        assert (events.cursor_event, app.cursor_line) == (33, line)
        # Once the person moves, or comes back to the list, that is the event they mean.
        events.select([1, 2, 50])
        events.action_move(-1)
        events.select(range(len(LONG)))
        assert events.cursor_event == 2
        events.select([60])
        app.set_focus(None)
        events.focus()
        await pilot.pause()
        events.select(range(len(LONG)))
        assert events.cursor_event == 60
        events.select(range(len(LONG)), keep=7)
        assert events.cursor_event == 7

    in_list(LONG, body)


def test_a_timeline_read_again_keeps_the_event_by_its_id() -> None:
    before = [f"2026-01-{day:02}" for day in range(1, 28)]
    old = made(*before)

    async def body(app: Listing, pilot: Pilot[None]) -> None:
        events = app.list
        events.go_to_event(20)
        line = app.cursor_line
        more = [Event(id=f"new{n}", date=When(f"2025-12-0{n + 1}"), title="new") for n in range(3)]
        new = Timeline.build(events=[*more, *old.events])
        events.load(new, Search(new), "en")
        events.select(range(len(new)))
        assert (events.cursor_event, app.cursor_line) == (23, line)
        without = [event for event in old.events if event.id != "e20"]
        rest = Timeline.build(events=without)
        events.load(rest, Search(rest), "en")
        events.select(range(26), keep=None)
        assert events.cursor_event is not None
        events.load(new, Search(new), "en")
        events.select(range(len(new)))
        assert events.cursor_event == 23

    in_list(old, body)


def test_lines_stay_where_they_are_when_the_cursor_is_out_of_sight() -> None:
    async def body(app: Listing, pilot: Pilot[None]) -> None:
        events = app.list
        events.scroll_to(y=30, animate=False)
        before = app.lines
        new = Timeline.build(
            events=[Event(id="new", date=When("2024-12-01"), title="new"), *LONG.events],
            kinds=LONG.kinds.values(),
        )
        events.load(new, Search(new), "en")
        events.select(range(len(new)))
        assert app.lines == before
        assert events.cursor_event == 1
        events.select(range(20))
        assert app.lines[app.cursor_line].endswith("Title 0")

    in_list(LONG, body)


def test_days_are_brought_into_sight() -> None:
    async def body(app: Listing, pilot: Pilot[None]) -> None:
        events = app.list

        def shown(first: str, last: str) -> tuple[str, int | None]:
            events.show_window(When(first).lo, When(last).hi)
            window = events.window
            assert window is not None
            edge = window[1] if events.newest_first else window[0]
            return date.fromordinal(edge).isoformat(), events.cursor_event

        assert shown("2025-03", "2025-03") == ("2025-03-01", 20)
        assert shown("2025-02-26", "2025-03-05") == ("2025-03-01", 20)
        assert shown("2025-02-05", "2025-03-05") == ("2025-02-05", 20)
        assert shown("2024", "2024") == ("2025-01-01", 0)
        assert shown("2025-08", "2025-09") == ("2026-01-01", 60)
        assert shown("2027", "2028")[1] == 63
        events.newest_first = True
        assert shown("2025-03", "2025-03") == ("2025-03-10", 29)
        assert shown("2025-02", "2025-03-05") == ("2025-03-05", 24)
        assert shown("2025-08", "2025-09") == ("2025-06-10", 59)
        assert shown("2024", "2024")[1] == 0
        for numbers in ([], [64, 65], [3]):
            events.select(numbers)
            events.show_window(1, 2)
            events.show_window(3_652_050, 3_652_059)
        assert events.cursor_event == 3

    in_list(LONG, body)
