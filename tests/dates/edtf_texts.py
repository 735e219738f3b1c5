"""EDTF texts of every supported form, as hypothesis strategies."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from events.dates.edtf import PARTS_OF_YEAR
from events.when import When


def whens() -> st.SearchStrategy[When]:
    """Dates of every form."""
    both = st.tuples(ends(), ends()).map(lambda pair: sorted(pair, key=When.parse))
    forms = ["{}/..", "../{}", "{}/", "/{}", "[{}..]", "[..{}]"]
    zones = ["", "Z", "+08:00", "-03:30"]
    return st.one_of(
        ends(),
        both.map("/".join),
        both.map(lambda pair: f"[{pair[0]}..{pair[1]}]"),
        st.builds(str.format, st.sampled_from(forms), ends()),
        st.builds("{}T{:%H:%M:%S}{}".format, st.dates(), st.times(), st.sampled_from(zones)),
    ).map(When.parse)


def ends() -> st.SearchStrategy[str]:
    """Every form of one date without a time, with every mark."""
    day = st.dates(max_value=date(9998, 12, 31)).map(date.isoformat)
    year = day.map(lambda text: text[:4])
    plain = st.one_of(
        day,
        day.map(lambda text: text[:7]),
        year,
        st.builds("{}-{}".format, year, st.sampled_from(sorted(PARTS_OF_YEAR))),
        st.builds("{}{}".format, year, st.sampled_from(["-XX", "-XX-XX"])),
        day.map(lambda text: text[:7] + "-XX"),
        st.integers(1, 998).map("{:03}X".format),
        st.integers(1, 98).map("{:02}XX".format),
    )
    return st.builds(str.__add__, plain, st.sampled_from(["", "", "?", "~", "%"]))
