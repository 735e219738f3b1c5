"""Time axes, for hypothesis."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from events.axes.time_axis import COARSEST, FINEST, FIRST_DAY, LAST_DAY, Fold, TimeAxis
from events.dates.edtf import OPEN_END, OPEN_START


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def folds_between(marks: list[int]) -> tuple[Fold, ...]:
    """Folds apart from each other, from ascending days taken in pairs."""
    return tuple(
        Fold(first, last - 2)
        for first, last in zip(marks[::2], marks[1::2], strict=False)
        if last - 2 >= first
    )


days = st.integers(FIRST_DAY, LAST_DAY)


fold_rows = st.lists(days, unique=True, max_size=10).map(sorted).map(folds_between)


axes = st.builds(
    TimeAxis,
    left=st.floats(FIRST_DAY, LAST_DAY),
    days_per_cell=st.floats(FINEST, COARSEST),
    width=st.integers(1, 300),
    folds=fold_rows,
)


bounds = st.integers(OPEN_START, OPEN_END)
