"""What a person probably meant by a date or number that is written as people write it."""

from __future__ import annotations

from datetime import date

# A date that depends on today says nothing in a file: read on these two days it would differ.
_ONE_DAY = date(2001, 3, 7)
_OTHER_DAY = date(2018, 10, 28)
_LONGEST = 80


def date_meant(text: str) -> str | None:
    """The EDTF text for a date in people's words: ``2025/11/3``, ``2025年11月上旬``.

    None if it is not understood, or depends on the day it is read.
    """
    from events.phrases import read_date
    from events.when import WhenError

    if len(text) > _LONGEST:
        return None
    try:
        meant = str(read_date(text, _ONE_DAY))
        return meant if str(read_date(text, _OTHER_DAY)) == meant else None
    except WhenError:
        return None


def number_meant(text: str, key: str = "value") -> str | None:
    """What to write in a reading for a number word: ``1.3亿`` is ``value = 130_000_000``.

    None if it is not understood.
    """
    from events.number_words import NumberError, read_number

    if len(text) > _LONGEST:
        return None
    try:
        amount = read_number(text)
    except NumberError:
        return None
    low, high = _number(amount.low), _number(amount.high)
    if amount.low != amount.high:
        return f"low = {low}, high = {high}"
    bound = "" if amount.bound == "exact" else f', bound = "{amount.bound}"'
    return f"{key} = {low}{bound}"


def _number(value: float) -> str:
    return f"{value:_}" if isinstance(value, int) else repr(value)
