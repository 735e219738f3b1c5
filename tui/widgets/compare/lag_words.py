"""What a lag tells, in sentences: shares, the middle lag, chance, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from events.comparing.lag import FEWEST
from events.when import When
from tui.language import say

if TYPE_CHECKING:
    from events.comparing.lag import Lag
    from events.when import Lang

# How often chance may do as well before nothing is left to explain, and before it hardly may.
_LIKELY, _UNLIKELY = 0.2, 0.05


class LagWords(NamedTuple):
    """Sentences on a lag, in a language."""

    found: Lag
    lang: Lang

    def told(self) -> list[str]:
        """What was found, and what chance would give."""
        found, lang = self.found, self.lang
        if not found.answers:
            return [
                say(
                    lang,
                    f"B has no event whose day is known closely enough ({found.left_out[1]:,} left "
                    "out). - waits longer, and asks less of the dates; c chooses another B.",
                    f"B 没有日期足够精确的事件（{found.left_out[1]:,} 个未计入）。"
                    "按 - 延长等待天数，对日期的要求随之放宽；按 c 另选 B。",
                )
            ]
        if not found.judged:
            return []
        within = found.within
        said = say(
            lang,
            f"{found.answered:,} of {found.judged:,} {_events(found.judged)} of A have one of B "
            f"within {within:,} {_day_word(within)} ({_percent(found.share)}{self._sharing()})",
            f"A 的 {found.judged:,} 个事件中，{found.answered:,} 个在 {within:,} 天内有 B 的事件"
            f"（{_percent(found.share)}{self._sharing()}）",
        )
        if found.median is not None:
            middle = self._days(found.median.least, found.median.most)
            said += say(lang, f", half of them {middle}", f"，其中一半{middle}")
        return [said + say(lang, ".", "。"), *self._against_chance(), *self._mirror()]

    def _sharing(self) -> str:
        """How many events of B answered, where they are fewer than the events of A answered."""
        answering = self.found.answering
        if answering >= self.found.answered:
            return ""
        return say(
            self.lang,
            f"; the same {answering:,} of B" if answering > 1 else "; the same one of B",
            f"，共 {answering:,} 个 B 的事件",
        )

    def _against_chance(self) -> Iterator[str]:
        lang, chance = self.lang, self.found.chance
        if chance is None:
            return
        said = say(
            lang,
            f"By chance alone {_percent(chance.share)} would",
            f"若纯属巧合，约有 {_percent(chance.share)} 会如此",
        )
        if chance.median is not None and chance.share:
            middle = self._days(chance.median, chance.median)
            said += say(lang, f", half {middle}", f"，其中一半{middle}")
        yield said + say(lang, "; ", "；") + self._verdict()

    def _verdict(self) -> str:
        found, lang, chance = self.found, self.lang, self.found.chance
        assert chance is not None
        if not found.is_telling:
            return say(
                lang,
                f"too few events to tell (fewer than {FEWEST} on a side).",
                f"但事件太少（一方不足 {FEWEST} 个），不足为凭。",
            )
        often = chance.as_well / chance.rotations
        share = _percent(often)
        if often > _LIKELY:
            return say(
                lang,
                f"chance does as well {share} of the time: no sign of an answer.",
                f"单凭巧合，有 {share} 的情形达到同样水平：看不出回应。",
            )
        if often > _UNLIKELY:
            return say(
                lang,
                f"chance does as well {share} of the time, so it may be chance.",
                f"单凭巧合，有 {share} 的情形达到同样水平，仍可能是巧合。",
            )
        return say(
            lang,
            f"chance does as well only {share} of the time. That is no proof of a cause.",
            f"单凭巧合，只有 {share} 的情形达到同样水平；但这并不证明因果。",
        )

    def _mirror(self) -> Iterator[str]:
        found, lang = self.found, self.lang
        yield say(
            lang,
            f"Looked at backwards, {found.before:,} of {found.judged:,} have one of B in the "
            f"{found.within:,} {_day_word(found.within)} before.",
            f"反过来看，{found.judged:,} 个中有 {found.before:,} 个在此前 {found.within:,} 天内"
            "已有 B 的事件。",
        )

    def footnotes(self) -> list[str]:
        """What was left out, and how chance was worked out."""
        found, lang = self.found, self.lang
        notes = []
        a, b = found.left_out
        if a or b:
            notes.append(
                say(
                    lang,
                    f"Left out: {a:,} of A and {b:,} of B whose day is in doubt or known no "
                    f"closer than {found.close:,} days.",
                    f"未计入：A {a:,} 个、B {b:,} 个，其日期存疑或精度不足 {found.close:,} 天。",
                )
            )
        recent = len(found) - found.judged
        if found.early:
            notes.append(
                say(
                    lang,
                    f"Left out, too: {found.early:,} of A from before B's record begins.",
                    f"另有 A {found.early:,} 个远早于 B 的记录，也未计入。",
                )
            )
        if recent and found.answers:
            notes.append(
                say(
                    lang,
                    f"Not judged: {recent:,} of A in the last {found.within:,} days.",
                    f"未作判断：A 有 {recent:,} 个在最近 {found.within:,} 天之内。",
                )
            )
        if found.chance is not None and found.period is not None:
            first, last = (_day(day, lang) for day in found.period)
            notes.append(
                say(
                    lang,
                    f"Chance: all of B's days moved together by each of "
                    f"{found.chance.rotations:,} days, round the time from {first} to {last}, "
                    "so that B keeps its own rhythm; as well: as many of A have one of B.",
                    f"巧合的算法：将 B 的全部日期一同平移，在 {first}至{last}之间循环，"
                    f"{found.chance.rotations:,} 种位移逐一试过，B 自身的节奏不变；"
                    "同样水平：A 中得到回应的不少于实际。",
                )
            )
        return notes

    def nothing(self) -> str:
        """Why there is no pair to show."""
        found, lang = self.found, self.lang
        if found.early:
            return say(
                lang,
                "All of A's events that can tell came before B's record begins.",
                "A 的可用事件都早于 B 的记录。",
            )
        return say(
            lang,
            "A has no event whose day is known closely enough. - waits longer, and asks less.",
            "A 没有日期足够精确的事件。按 - 延长等待天数，要求随之放宽。",
        )

    def _days(self, least: int | None, most: int | None) -> str:
        """Within how many days, or on the same day."""
        shown = f"{least}" if least == most else f"{least}–{most}"
        if shown == "0":
            return say(self.lang, "on the same day", "在当天")
        word = _day_word(1 if shown == "1" else 2)
        return say(self.lang, f"within {shown} {word}", f"在 {shown} 天内")


def _events(count: int) -> str:
    return "event" if count == 1 else "events"


def _day_word(count: int) -> str:
    return "day" if count == 1 else "days"


def _percent(share: float) -> str:
    if 0 < share < 0.01:
        return "<1%"
    if 0.99 < share < 1:
        return ">99%"
    return f"{share:.0%}"


def _day(day: int, lang: Lang) -> str:
    return When(date.fromordinal(day).isoformat()).show(lang)
