"""What chance alone would answer, by trying every rotation."""

from __future__ import annotations

from statistics import median_low

from hypothesis import given
from hypothesis import strategies as st

from events.comparing.chance import chance


@st.composite
def periods(draw: st.DrawFn) -> tuple[list[int], list[int], int, int]:
    """Days of A and B in a period, and how long to wait."""
    period = draw(st.integers(1, 40))
    within = draw(st.integers(0, period - 1))
    days = st.lists(st.integers(0, period - 1), max_size=12)
    asked = draw(st.lists(st.integers(0, period - 1 - within), max_size=12))
    return asked, draw(days), within, period


@given(periods(), st.integers(0, 12))
def test_chance_is_what_all_rotations_give_one_by_one(
    case: tuple[list[int], list[int], int, int], answered: int
) -> None:
    asked, days, within, period = case
    lags: list[int | None] = []  # from each day to the next of B, round the end
    for day in range(period):
        waits = [(other - day) % period for other in days]
        lags.append(min((wait for wait in waits if wait <= within), default=None))
    as_well = 0
    for moved in range(period):
        rotated = [(day + moved) % period for day in days]
        hits = sum(any(0 <= other - day <= within for other in rotated) for day in asked)
        as_well += hits >= answered
    found = chance(asked, days, within, period, answered)
    answers = [wait for wait in lags if wait is not None]
    assert found.share == len(answers) / period
    assert found.median == (median_low(answers) if answers else None)
    assert (found.as_well, found.rotations) == (as_well, period)


def test_chance_of_a_reaction_is_small_and_that_of_a_crowd_is_not() -> None:
    asked = list(range(0, 360, 36))
    reacting = [day + 1 for day in asked]
    found = chance(asked, reacting, 3, 365, 10)
    assert round(found.share, 2) == 0.11
    assert found.as_well == 4  # moved by −1, 0, 1 or 2 days
    crowd = chance(asked, list(range(0, 365, 2)), 3, 365, 10)
    assert crowd.share == 1
    assert crowd.as_well == crowd.rotations


def test_chance_counts_days_with_several_events_as_often() -> None:
    found = chance([0, 0, 0, 5], [0], 0, 10, 3)
    assert found.as_well == 1
    assert chance([0, 0, 0, 5], [0], 0, 10, 1).as_well == 2
