"""Random queries and people's words for dates: understood, or refused with a place and a reason."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

from events.files import load
from events.phrases import read_date
from events.queries.complete import complete
from events.query import QueryError, Search, parse_query
from events.when import Lang, When, WhenError
from tests.faults.tries import WORDS, hold, hold_plain, some_text
from tui.text import clean

SEEDS = Path(__file__).parents[2] / "seeds"
PARTS = (
    *"company: product: kind: metric: by: source: tag: status: file: id: date: within:".split(),
    *"since: until: asof: has: is: -: dau> mau>= change< dau= DAU≥ OR AND NOT - -- ( )".split(),
    *'(( )) " “ ” , ， 、 : ： ．． 或 且 非 .. qwen 千问 alibaba 阿里 users 1亿 50M'.split(),
    *"35–40M -2% 1e400 9999999999999999 reading,note approximate ongoing undated".split(),
    *'2025 2025-11 2025-Q3..2026-01 除夕 去年末 "last 3 months" 上旬'.split(),
)
DATES = (
    *"2025 25 '25 2025年 11月 3日 上旬 中旬 月底 年初 上半年 一季度 Q3 H1 春 spring".split(),
    *"今年 去年 上个月 近 三个月 last next this past 3 months days ago 前 后 以来 至今".split(),
    *"截至 since until before after from to between and or 或 至 到 - – / .. ~ ? 约 左右".split(),
    *"maybe about 除夕 春节 中秋 小年 农历 正月 腊月 廿三 初一 闰六月 90年代 20世纪".split(),
    *"Monday 周三 上周 tomorrow 次日 当晚 9:30 Nov November 11/12/2025 20250203 T Z".split(),
    *"+08:00 [ ] { } 百 千 万 亿 〇 零 两 九千九百九十九 99999999999999999999 -9999 0000".split(),
    *"0 1e9 ² ٣ Ⅻ 期间 假期 early mid late".split(),
)
LANGUAGES: tuple[Lang, ...] = ("en", "zh")
TODAYS = (date(2026, 2, 26), date(1, 1, 1), date(9999, 12, 31), date(2024, 2, 29))


@functools.cache
def _search() -> Search:
    search = Search(load(SEEDS))
    for _ in search.prepare():
        pass
    return search


def ask(rng: Random, folder: Path) -> Iterator[str]:
    """A query: understood or refused, told in both languages, completed anywhere."""
    search = _search()
    timeline = search.timeline
    words = PARTS if rng.random() < 0.5 else (*PARTS, *DATES, *WORDS)
    text = some_text(rng, words, rng.choice((2, 5, 12, 400)))
    try:
        query = parse_query(text, timeline, rng.choice(TODAYS))
    except QueryError as error:
        hold(0 <= error.start <= error.end <= len(text), f"{text!r}: no place {error.start}")
        hold(error.show("en") and error.show("zh"), f"{text!r}: no reason")
        yield "refused"
    else:
        numbers = list(search.run(query).numbers)
        hold(numbers == sorted(set(numbers)), f"{text!r}: not in order")
        hold(not numbers or 0 <= numbers[0] <= numbers[-1] < len(timeline), f"{text!r}: no event")
        for lang in LANGUAGES:
            hold_plain(clean(query.describe(lang)), repr(text))
        yield "answered"
    for _ in range(3):
        at = rng.randrange(len(text) + 1)
        for offer in complete(text, at, timeline, rng.choice(LANGUAGES)):
            hold(isinstance(offer.label, str), f"{text!r}: no label")
    yield "completed"


def date_words(rng: Random, folder: Path) -> Iterator[str]:
    """Words for a date: read as a `When` that its own text means too, or refused."""
    words = DATES if rng.random() < 0.8 else (*DATES, *WORDS)
    for _ in range(20):
        text = some_text(rng, words, rng.choice((2, 3, 6, 40)))
        for when in (_read(text, rng.choice(TODAYS), rng), _read(text, None, rng)):
            if when is None:
                yield "refused"
                continue
            hold(When.parse(str(when)) == when, f"{text!r} is read as {when}, which is another")
            hold(when.lo <= when.hi, f"{text!r} is read as {when}, which ends before it begins")
            for lang in LANGUAGES:
                hold_plain(when.show(lang), repr(text))
            yield "read"


def _read(text: str, today: date | None, rng: Random) -> When | None:
    """The words as said on a day, or as EDTF text without one."""
    try:
        if today is None:
            return When.parse(text)
        return read_date(text, today, rng.choice((*LANGUAGES, None)))
    except WhenError as error:
        hold(error.show("en") and error.show("zh"), f"{text!r}: no reason")
        return None
