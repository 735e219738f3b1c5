"""What lies around an event."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.columns.bitsets import below
from events.comparing.around import Near, Surroundings
from events.comparing.beginnings import Beginnings
from events.dates.elapsed import elapsed
from events.timeline import Timeline
from tests.dates.edtf_texts import whens
from tests.screen.listing import made


def around(
    timeline: Timeline, centre: str, within: int = 30, known: int | None = None
) -> dict[str, list[tuple[str, str]]]:
    surroundings = Surroundings(timeline, Beginnings(timeline))
    number = next(n for n, when in enumerate(timeline.when) if str(when) == centre)
    bits = below(len(timeline)) if known is None else known
    found = surroundings.around(number, within, bits)
    assert found is not None

    def shown(near: tuple[Near, ...]) -> list[tuple[str, str]]:
        return [(str(timeline.when[n]), days.show("en", signed=True)) for n, days in near]

    return {part: shown(near) for part, near in found._asdict().items()}


TIMELINE = made(
    "2025",
    "2025-06/..",
    "2025-11",
    "2025-12-14",
    "2025-12-15",
    "2026-01",
    "2026-01-10",
    "2026-01-14",
    "2026-01-14",
    "2026-02-06/2026-03-01",
    "2026-02-13",
    "2026-02-14",
    "2026",
    None,
)


def test_events_around_are_told_in_days_before_and_after() -> None:
    assert around(TIMELINE, "2026-01-14") == {
        "surely": [
            ("2025-12-15", "−30 d"),
            ("2026-01", "−13…+17 d"),
            ("2026-01-10", "−4 d"),
            ("2026-01-14", "0 d"),
            ("2026-01-14", "0 d"),
            ("2026-02-06/2026-03-01", "+23 d"),
            ("2026-02-13", "+30 d"),
        ],
        "perhaps": [("2025", "−378…−14 d"), ("2026", "−13…+351 d")],
        "lasting": [("2025-06/..", "−227…−198 d")],
    }


def test_events_around_a_doubtful_one_are_told_with_the_least_and_the_most() -> None:
    found = around(TIMELINE, "2026-01", 20)
    assert found["surely"] == [
        ("2026-01", "0 d"),
        ("2026-01-14", "−17…+13 d"),
        ("2026-01-14", "−17…+13 d"),
    ]
    assert ("2026-01-10", "−21…+9 d") in found["perhaps"]


def test_only_what_is_known_lies_around() -> None:
    number = [str(when) for when in TIMELINE.when].index("2026-01-10")
    found = around(TIMELINE, "2026-01-14", 30, 1 << number)
    assert [text for text, _ in found["surely"]] == ["2026-01-10", "2026-01-14"]
    assert not found["perhaps"]


def test_nothing_lies_around_an_undated_event() -> None:
    timeline = made("2026-01-14", None)
    assert Surroundings(timeline, Beginnings(timeline)).around(1, 30, 3) is None


@pytest.mark.parametrize(
    ("centre", "perhaps"),
    [
        ("[..2023]", ["2020-01-01", "2023-12-30"]),
        ("[2023..]", ["2023-12-30"]),
        ("../2021-05", ["2020-01-01"]),
        ("/2021-05", []),  # nothing is known of a beginning before its end
    ],
)
def test_open_dates_have_surroundings_too(centre: str, perhaps: list[str]) -> None:
    found = around(made(centre, "2020-01-01", "2023-12-30"), centre)
    assert [text for text, _ in found["surely"]] == [centre]
    assert [text for text, _ in found["perhaps"]] == perhaps


@given(st.lists(whens().map(str), min_size=1, max_size=8), st.integers(1, 400), st.data())
def test_everything_that_may_be_as_near_is_around(
    dates: list[str], within: int, data: st.DataObject
) -> None:
    timeline = made(*dates)
    beginnings = Beginnings(timeline)
    centre = data.draw(st.integers(0, len(dates) - 1))
    found = Surroundings(timeline, beginnings).around(centre, within, below(len(dates)))
    middle = beginnings.moment(centre)
    assert found is not None
    assert middle is not None
    surely = {near.number for near in found.surely}
    perhaps = {near.number for near in found.perhaps}
    assert not surely & perhaps
    assert not {near.number for near in found.lasting} & (surely | perhaps)
    for number in range(len(dates)):
        moment = beginnings.moment(number)
        assert moment is not None
        least, most, _ = elapsed(middle, moment)
        may_be = (least is None or least <= within) and (most is None or most >= -within)
        # An unknown end reaches only as far as is known.
        if middle.last is not None:
            may_be &= timeline.lo[number] <= middle.last + within
        reach = timeline.lo[centre] if middle.first is None else middle.first
        may_be &= timeline.hi[number] >= reach - within
        assert (number in surely | perhaps) == (may_be or number == centre)
