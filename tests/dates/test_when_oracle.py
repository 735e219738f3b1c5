"""`When` against PyPI's `edtf`, where the two should agree.

Left out is where they differ on purpose: `edtf` ends a winter on 31 December, adds ten years to an
unknown end, takes intervals that end before they start, takes no window of a day and a month, and
prints when it meets 2004-XX/2005.
"""

from __future__ import annotations

from datetime import date

from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from events.dates.edtf import PARTS_OF_YEAR
from events.when import When

_DAYS = st.dates(max_value=date(9998, 12, 31)).map(date.isoformat)
_YEARS = _DAYS.map(lambda text: text[:4])
_CALENDAR = st.one_of(_DAYS, _DAYS.map(lambda text: text[:7]), _YEARS)
_MARKED = st.builds(str.__add__, _CALENDAR, st.sampled_from(["", "?", "~", "%"]))
_PARTS = st.builds("{}-{}".format, _YEARS, st.sampled_from(sorted(PARTS_OF_YEAR.keys() - {24})))
_UNKNOWN = st.one_of(
    _DAYS.map(lambda text: text[:7] + "-XX"),
    st.builds(str.__add__, _YEARS, st.sampled_from(["-XX", "-XX-XX"])),
    st.integers(100, 998).map("{}X".format),
    st.integers(10, 98).map("{}XX".format),
)
_ORDERED = st.tuples(_CALENDAR, _CALENDAR).map(lambda pair: sorted(pair, key=When.parse))
_INTERVALS = _ORDERED.filter(lambda pair: When(pair[0]).hi < When(pair[1]).lo)
_WINDOWS = _INTERVALS.filter(lambda pair: len(pair[0]) == len(pair[1])).map(
    lambda pair: f"[{pair[0]}..{pair[1]}]"
)


@settings(max_examples=80, deadline=None)
@given(
    st.one_of(
        _MARKED,
        _PARTS,
        _UNKNOWN,
        _INTERVALS.map("/".join),
        _WINDOWS,
    )
)
def test_bounds_agree_with_edtf(text: str) -> None:
    theirs, ours = parse_edtf(text), When.parse(text)
    assert date(*theirs.lower_strict()[:3]) == ours.earliest
    assert date(*theirs.upper_strict()[:3]) == ours.latest
