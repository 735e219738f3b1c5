"""What a lag says in sentences: shares, chance, and what cannot tell."""

from __future__ import annotations

from datetime import timedelta

import pytest

from events.comparing.beginnings import Beginnings
from events.comparing.lag import lag
from tests.looks.lags import FIRST, found_between
from tests.screen.listing import made
from tui.widgets.compare.lag_words import LagWords

A = [str(FIRST + timedelta(days=40 * n)) for n in range(9)]


def after(days: int, step: int = 40, count: int = 9) -> list[str]:
    return [str(FIRST + timedelta(days=step * n + days)) for n in range(count)]


@pytest.mark.parametrize(
    ("a", "b", "within", "en", "zh"),
    [
        (
            A,
            after(2),
            5,
            (
                "9 of 9 events of A have one of B within 5 days (100%), half of them within 2 "
                "days. By chance alone 14% would, half within 2 days; chance does as well only "
                "2% of the time. That is no proof of a cause. Looked at backwards, 0 of 9 have "
                "one of B in the 5 days before."
            ),
            (
                "A 的 9 个事件中，9 个在 5 天内有 B 的事件（100%），其中一半在 2 天内。 "
                "若纯属巧合，约有 14% 会如此，其中一半在 2 天内；"
                "单凭巧合，只有 2% 的情形达到同样水平；但这并不证明因果。 "
                "反过来看，9 个中有 0 个在此前 5 天内已有 B 的事件。"
            ),
        ),
        (
            A,
            after(0, step=3, count=120),
            5,
            "chance does as well 71% of the time: no sign of an answer.",
            "单凭巧合，有 71% 的情形达到同样水平：看不出回应。",
        ),
        (
            ["2025-01-01", "2025-01-02"],
            ["2025-01-05"],
            30,
            (
                "(100%; the same one of B), half of them within 3 days. By chance alone 8% would, "
                "half within 15 days; too few events to tell (fewer than 5 on a side)."
            ),
            "（100%，共 1 个 B 的事件），其中一半在 3 天内。",
        ),
        (
            ["2025-01-01"],
            ["2025"],
            30,
            "B has no event whose day is known closely enough (1 left out).",
            "B 没有日期足够精确的事件（1 个未计入）。",
        ),
    ],
)
def test_a_lag_is_told_with_what_chance_gives(
    a: list[str], b: list[str], within: int, en: str, zh: str
) -> None:
    found = found_between(a, b, within, "2026-01-10")
    assert en in " ".join(LagWords(found, "en").told())
    assert zh in " ".join(LagWords(found, "zh").told())


def test_answers_on_the_same_day_are_said_to_be() -> None:
    timeline = made("2025-01-01", "2025-01-01", "2025-03-01", "2025-03-02")
    found = lag(Beginnings(timeline), [0, 2], [1, 3], 1, FIRST.toordinal() + 300)
    assert "half of them on the same day" in LagWords(found, "en").told()[0]
    assert "其中一半在当天" in LagWords(found, "zh").told()[0]
    assert "in the 1 day before" in LagWords(found, "en").told()[2]


def test_what_was_left_out_and_how_chance_was_worked_out_is_said() -> None:
    found = found_between(
        ["2020-01-01", "2025", "2025-01-01", "2026-01-08"],
        ["2025-01-05", "2025-03~"],
        30,
        "2026-01-10",
    )
    assert LagWords(found, "en").footnotes() == [
        "Left out: 1 of A and 1 of B whose day is in doubt or known no closer than 7 days.",
        "Left out, too: 1 of A from before B's record begins.",
        "Not judged: 1 of A in the last 30 days.",
        (
            "Chance: all of B's days moved together by each of 401 days, round the time from "
            "6 Dec 2024 to 10 Jan 2026, so that B keeps its own rhythm; as well: as many of A have "
            "one of B."
        ),
    ]
    assert len(LagWords(found, "zh").footnotes()) == 4


def test_why_there_is_nothing_to_show_is_said() -> None:
    early = found_between(["2020-01-01"], ["2025-01-05"])
    assert "before B's record begins" in LagWords(early, "en").nothing()
    coarse = found_between(["2025"], ["2025-01-05"])
    assert "no event whose day is known closely enough" in LagWords(coarse, "en").nothing()
