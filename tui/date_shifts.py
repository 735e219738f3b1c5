"""How far dates are to be moved, as people type it."""

from __future__ import annotations

import re

_SHIFT = re.compile(
    r"\s*([+-]?)\s*(\d{1,5})\s*(?:(days?|d|天|日)|(weeks?|w|周|星期)|(months?|mo|m|个?月)"
    r"|(years?|y|年))(?![a-z])\s*[,，、]?",
    re.IGNORECASE | re.ASCII,
)


def read_shift(words: str) -> tuple[int, int] | None:
    """Days and months: ``+7 d``, ``-1 month``, ``1年2个月``; None if it is not understood."""
    text = words.replace("−", "-").replace("＋", "+").strip()
    at = days = months = 0
    sign = 1
    while at < len(text):
        part = _SHIFT.match(text, at)
        if part is None:
            return None
        if part[1]:  # a sign holds for what follows it too: -1 year 2 months
            sign = -1 if part[1] == "-" else 1
        number = sign * int(part[2])
        days += number * (7 if part[4] else 1 if part[3] else 0)
        months += number * (12 if part[6] else 1 if part[5] else 0)
        at = part.end()
    return (days, months) if days or months else None
