"""Chinese words for dates; the conventions are those of `events.phrases`."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from events.dates import edtf_steps as steps
from events.dates import loose_dates as dates
from events.dates.chinese_numbers import ONE_TO_NINE, whole_number
from events.dates.edtf_steps import refused
from events.dates.festivals import NAMES, festival, holiday, little_new_year, lunar_day
from events.dates.loose_dates import Loose, Unit
from events.dates.phrase_rules import Language, Rules, any_of, by_word

_N: Final = "(?:[0-9]+|[零〇○一二两三四五六七八九十廿卅百]+)"  # a number in either script
_ORDINAL: Final = "(?:[0-9]+|[零〇○一二三四五六七八九十廿卅]+)"  # 两月 are two months
# Calendar dates with gaps

_YEARS_AWAY: Final = by_word(
    {
        -3: "大前年",
        -2: "前年",
        -1: "去年|上年|上一年",
        0: "今年|本年|当年|同年",
        1: "明年|来年|次年|翌年|下一年",
        2: "后年",
    }
)
_UNITS_AWAY: Final = by_word(
    {-2: "上上", -1: "上|上一", 0: "本|这|这一|当|同", 1: "下|下一|次", 2: "下下"}
)
_YEAR: Final = (
    r"(?:(?:(?P<year>(?:公元)?[0-9]{4}|公元[0-9]{1,3}|[0-9]{2}|[零〇○一二三四五六七八九]{4}"
    rf"|[零〇○一二三四五六七八九]{{2}})年度?|(?P<away>{any_of(_YEARS_AWAY)})度?)的?)"
)
_YEAR_OR_DIGITS: Final = rf"(?:{_YEAR}|(?P<bare>[0-9]{{4}}))"
_MONTH: Final = rf"(?:(?P<month>{_ORDINAL}|元)月份?|(?P<months>{any_of(_UNITS_AWAY)})个?月份?)的?"
_HOURS: Final = (
    "(?:的?(?:当[天日晚夜]|凌晨|清晨|早晨|早上|早间|上午|中午|午间|下午|傍晚|晚间|晚上|夜间|夜里"
    "|夜晚|深夜|午夜|半夜|晚|夜)){0,2}"
)
_WEEKDAY: Final = r"(?:\(?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])\)?)?"
_WEEKDAYS: Final = "一二三四五六日"
_PART: Final = (
    r"(?:第?(?P<quarter>[一二三四1-4])季度|q(?P<q>[1-4])|(?P<half>[上下])半年|h(?P<h>[12])"
    r"|(?P<season>[春夏秋冬])[季天]?|(?P<four>前|中间|后)四个月|年?(?P<when>[初中底末]))"
)
_MONTHS_OF: Final = {"初": (1, 3), "中": (6, 7), "底": (11, 12), "末": (11, 12)}
_THIRDS: Final = {"初": 0, "上旬": 0, "中": 1, "中旬": 1, "底": 2, "末": 2, "下旬": 2}
_THIRD: Final = "(?P<third>上旬|中旬|下旬|初|中|底|末)"

_loose: Final = Rules[Loose]()
_simple: Final = Rules[str]()


@_loose(_YEAR)
def _whole_year(found: re.Match[str], today: date) -> Loose:
    if found["year"] and len(found["year"]) == 2:
        raise refused(
            "a year of two digits alone may be a length of time",
            "是年份还是时长？请写四位年份",
            found[0],
        )
    return Loose(_year(found, today))


@_loose(
    rf"{_YEAR}?{_MONTH}(?:(?:(?P<day>{_ORDINAL})[日号]|(?P<digits>[0-9]{{1,2}})){_HOURS}{_WEEKDAY})?",
)
def _month_or_day(found: re.Match[str], today: date) -> Loose:
    loose = _month(found, today)
    day = found["day"] or found["digits"]
    return _on_weekday(loose._replace(day=whole_number(day)), found, today) if day else loose


@_loose(rf"(?P<day>{_ORDINAL})[日号]{_HOURS}{_WEEKDAY}")
def _day_of_month(found: re.Match[str], today: date) -> Loose:
    return _on_weekday(Loose(day=whole_number(found["day"])), found, today)


@_loose(rf"{_YEAR_OR_DIGITS}?{_PART}")
def _part_of_year(found: re.Match[str], today: date) -> Loose | None:
    year = _year(found, today)
    if found["quarter"] or found["q"]:
        return Loose(year, part=32 + whole_number(found["quarter"] or found["q"]))
    if found["half"] or found["h"]:
        return Loose(year, part=40 if found["half"] == "上" or found["h"] == "1" else 41)
    if found["season"]:
        return Loose(year, part=21 + "春夏秋冬".index(found["season"]))
    if found["four"]:
        if year is None:
            return None
        return Loose(year, part={"前": 37, "中间": 38, "后": 39}[found["four"]])
    named_year = year is not None or "年" in found[0]
    return Loose(year, months=_MONTHS_OF[found["when"]]) if named_year else None


@_loose(rf"{_YEAR}?{_MONTH}{_THIRD}")
def _third_of_month(found: re.Match[str], today: date) -> Loose:
    return _month(found, today)._replace(third=_THIRDS[found["third"]])


@_loose(rf"月{_THIRD}", "(?P<third>[上中下]旬)")
def _third_alone(found: re.Match[str], today: date) -> Loose:
    return Loose(third=_THIRDS[found["third"]])


def _year(found: re.Match[str], today: date) -> int | None:
    if found["away"]:
        return today.year + _YEARS_AWAY[found["away"]]
    digits = found["year"] or found.groupdict().get("bare")
    if not digits:
        return None
    value = whole_number(digits.removeprefix("公元"))
    return dates.short_year(f"{value:02}", today) if len(digits) == 2 else value


def _month(found: re.Match[str], today: date) -> Loose:
    year = _year(found, today)
    if found["month"]:
        return Loose(year, 1 if found["month"] == "元" else whole_number(found["month"]))
    if year is not None:
        raise refused(
            "a year and a month counted from now", "年份与相对月份不能同用", found["months"]
        )
    text = dates.calendar_unit(today, _UNITS_AWAY[found["months"]], "month")
    return Loose(int(text[:4]), int(text[5:7]))


def _on_weekday(loose: Loose, found: re.Match[str], today: date) -> Loose:
    """Check a day against the weekday that the words give it."""
    if found["weekday"]:
        weekday = _WEEKDAYS.index(found["weekday"].replace("天", "日"))
        dates.check_weekday(dates.settled(loose, today), weekday, found["weekday"])
    return loose


# Festivals, lunar days, days and units counted from today

_DAYS_AWAY: Final = by_word(
    {
        -3: "大前天|大前日",
        -2: "前天|前日|前晚",
        -1: "昨天|昨日|昨晚|昨夜|昨|前一天|前一日",
        0: "今天|今日|今晨|今早|今晚|今夜|今|现在|当天|当日|当晚|同日|同一天|即日",
        1: "明天|明日|明早|明晚|次日|次晨|翌日|隔日|第二天|后一天",
        2: "后天|后日",
        3: "大后天",
    }
)
_UNITS: Final[dict[str, Unit]] = by_word(
    {
        "day": "天|日",
        "week": "周|星期|礼拜",
        "weekend": "周末",
        "month": "月",
        "quarter": "季度|季",
        "year": "年|年度",
    }
)
_STEPS: Final = any_of(_UNITS_AWAY)
_BEFORE_OR_AFTER: Final = "(?P<way>[以之]?[前后])"
_FESTIVAL: Final = any_of(name for name in NAMES if not name[0].isascii() or name[0].isdigit())
_LUNAR_MONTHS: Final = {"正": 1, "冬": 11, "腊": 12}
_LUNAR_DAY: Final = (
    rf"(?P<day>初[{ONE_TO_NINE}十]|二?十[{ONE_TO_NINE}]?|廿[{ONE_TO_NINE}]?|三十|卅|[0-9]{{1,2}})"
)


@_simple(
    rf"{_YEAR_OR_DIGITS}?(?P<name>{_FESTIVAL})"
    rf"(?:(?P<time>活动期间|期间|假期|长假|小长假|黄金周|假日)|{_HOURS})"
)
def _festival(found: re.Match[str], today: date) -> str:
    read = holiday if found["time"] else festival
    return read(found["name"], _year(found, today), today)


@_simple(rf"{_YEAR_OR_DIGITS}?小年")
def _little_new_year(found: re.Match[str], today: date) -> str:
    return little_new_year(_year(found, today), today)


@_simple(rf"{_YEAR_OR_DIGITS}?(?P<new_year>大年|年)?初(?P<day>[{ONE_TO_NINE}十]){_HOURS}")
def _new_year_days(found: re.Match[str], today: date) -> str:
    year = _year(found, today)
    if year is None and not found["new_year"]:
        raise refused("every lunar month has such a day", "是哪个农历月？", found[0])
    return lunar_day(year, 1, whole_number(found["day"]), today)


@_simple(
    rf"(?P<lunar>农历|阴历)?{_YEAR}?(?P<also>农历|阴历)?(?P<leap>闰)?"
    rf"(?P<month>[{ONE_TO_NINE}正冬腊]|十[一二]?|[0-9]{{1,2}})月{_LUNAR_DAY}[日号]?{_HOURS}"
)
def _lunar(found: re.Match[str], today: date) -> str | None:
    month, day = found["month"], found["day"]
    marked = found["lunar"] or found["also"] or found["leap"] or month in _LUNAR_MONTHS
    if not marked and day[0] not in "初廿":
        if day.isascii() or month.isascii():
            return None
        raise refused(
            "it may be a lunar date: write 日 after the day, or 农历 before the month",
            "可能是农历：公历请在末尾写“日”，农历请在前面写“农历”",
            found[0],
        )
    month_number = _LUNAR_MONTHS.get(month) or whole_number(month)
    day_number = whole_number(day.lstrip("初"))
    return lunar_day(_year(found, today), month_number, day_number, today, bool(found["leap"]))


@_simple(rf"(?P<day>{any_of(_DAYS_AWAY)}){_HOURS}")
def _day(found: re.Match[str], today: date) -> str:
    return dates.moved(today, _DAYS_AWAY[found["day"]], "day").isoformat()


@_simple(r"目前|当前|眼下|如今")
def _at_present(found: re.Match[str], today: date) -> str:
    return f"{today}~"


@_simple(r"至今|迄今")
def _to_present(found: re.Match[str], today: date) -> str:
    return f"../{today}"


@_simple(rf"(?P<count>{_N})(?P<unit>天|周|个?星期|个?礼拜|个月|个?季度|年){_BEFORE_OR_AFTER}")
def _ago(found: re.Match[str], today: date) -> str | None:
    unit, count = _UNITS[found["unit"].removeprefix("个")], whole_number(found["count"])
    if count >= 1000:
        return None  # 2025年前 is before that year
    return dates.away(today, _sign(found) * count, unit)


@_simple(rf"{_N}日{_BEFORE_OR_AFTER}")
def _days_or_day(found: re.Match[str], today: date) -> str:
    raise refused("a number of days or a day of the month?", "是天数还是日期？", found[0])


@_simple(rf"(?:(?P<years>{_N})年半|半年){_BEFORE_OR_AFTER}")
def _half_year_ago(found: re.Match[str], today: date) -> str:
    halves = 1 + 2 * whole_number(found["years"] or "0")
    return dates.away(today, _sign(found) * halves, "half")


@_simple(rf"半个月{_BEFORE_OR_AFTER}")
def _half_month_ago(found: re.Match[str], today: date) -> str:
    return dates.moved(today, _sign(found) * 15, "day").isoformat() + "~"


def _sign(found: re.Match[str]) -> int:
    return -1 if found["way"].endswith("前") else 1


@_simple(
    rf"(?P<way>最近|近|过去|未来|今后|接下来|往后)的?这?"
    rf"(?:(?P<count>{_N})(?P<unit>天|日|周|个?星期|个?礼拜|个?月|个?季度|年)|半年)"
    r"(?:以?来|之?内|里|间|中)?"
)
def _rolling(found: re.Match[str], today: date) -> str:
    sign = -1 if found["way"] in ("最近", "近", "过去") else 1
    if found["count"]:
        unit = _UNITS[found["unit"].removeprefix("个")]
        return dates.rolling(today, sign * whole_number(found["count"]), unit)
    return dates.rolling(today, sign, "half")


@_simple(rf"(?P<step>{_STEPS})个?(?P<unit>周末|周|星期|礼拜|季度|季|年度|年)")
def _unit(found: re.Match[str], today: date) -> str:
    return dates.calendar_unit(today, _UNITS_AWAY[found["step"]], _UNITS[found["unit"]])


@_simple(rf"(?:(?P<step>{_STEPS})个?)?(?:周|星期|礼拜)(?P<day>[{_WEEKDAYS}天]){_HOURS}")
def _weekday(found: re.Match[str], today: date) -> str:
    day = _WEEKDAYS.index(found["day"].replace("天", "日"))
    return dates.weekday(today, day, _UNITS_AWAY[found["step"]] if found["step"] else None)


@_simple(
    rf"(?:(?P<century>{_N})世纪|(?P<which>[上本])个?世纪)?(?P<decade>[0-9]{{2}}|[{ONE_TO_NINE}]十)年代"
)
def _decade(found: re.Match[str], today: date) -> str:
    decade = whole_number(found["decade"])
    if decade % 10:
        raise refused("a decade ends in 0", "年代应是整十", found["decade"])
    now = today.year // 100
    if found["century"]:
        century = whole_number(found["century"]) - 1
    elif found["which"]:
        century = now - (found["which"] == "上")
    else:
        century = now - (now * 100 + decade > today.year)
    return f"{century * 10 + decade // 10:03}X"


@_simple(r"([0-9]{3})0年代")
def _decade_by_year(found: re.Match[str], today: date) -> str:
    return f"{found[1]}X"


@_simple(r"公元([0-9]{1,2})0年代")
def _early_decade(found: re.Match[str], today: date) -> str:
    return f"{int(found[1]):03}X"


@_simple(rf"(?:(?P<century>{_N})|(?P<which>[上本])个?)世纪")
def _century(found: re.Match[str], today: date) -> str:
    if found["century"]:
        return f"{whole_number(found['century']) - 1:02}XX"
    return f"{today.year // 100 - (found['which'] == '上'):02}XX"


@_simple(rf"{_YEAR_OR_DIGITS}?第?(?P<first>[一二三])(?P<second>[二三四])季度")
def _two_quarters(found: re.Match[str], today: date) -> str:
    year, first, second = (
        _year(found, today),
        whole_number(found["first"]),
        whole_number(found["second"]),
    )
    quarters = Loose(year, part=32 + first), Loose(year, part=32 + second)
    return steps.both(dates.joined(*quarters, today))


@_simple(
    rf"{_YEAR}?前(?P<count>{_N})个?(?P<unit>季度)",
    rf"{_YEAR}前(?P<count>{_N})个?(?P<unit>月)",  # without a year: or the months before now?
)
def _first_of_year(found: re.Match[str], today: date) -> str:
    """Read 前三个季度, 前10个月: from the start of the year."""
    year, count = _year(found, today), whole_number(found["count"])
    if not 1 < count <= (12 if found["unit"] == "月" else 4):
        raise refused(
            f"a year has no first {count} of these", f"一年没有前{count}个{found['unit']}", count
        )
    if found["unit"] == "月":
        return dates.joined(Loose(year, 1), Loose(year, count), today)
    return dates.joined(Loose(year, part=33), Loose(year, part=32 + count), today)


@_simple(r"(?:公元)?(?P<century>[0-9]{1,2})00-(?P=century)99年间")
def _century_by_years(found: re.Match[str], today: date) -> str:
    return f"{int(found['century']):02}XX"


@_simple(rf"{_YEAR}某月")
def _some_month(found: re.Match[str], today: date) -> str:
    return f"{_year(found, today):04}-XX"


@_simple(rf"{_YEAR}(?:(?P<month>{_ORDINAL})月)?某[日天]")
def _some_day(found: re.Match[str], today: date) -> str:
    if not found["month"]:
        return f"{_year(found, today):04}-XX-XX"
    month = Loose(_year(found, today), whole_number(found["month"]))
    return dates.settled(month, today) + "-XX"


@_simple(r"(?:今年|年初)(?:至今|以来|到现在|迄今)")
def _year_to_date(found: re.Match[str], today: date) -> str:
    return f"{today.year:04}-01-01/{today}"


# Words around a date, and between two


def _left(left: str, right: str, today: date) -> Loose | None:
    """Read 2025年2 before 3月, 一 before 三季度, 2024 before 2025年."""
    unit = re.search(r"(?:月份?|[日号]|季度|年度?)$", right)
    return _loose.read(left + unit[0], today) if unit else None


def _eve(text: str, today: date) -> str:
    return steps.about(steps.day_before(text, today), today)


_STEPS_AROUND: Final = (
    (r"(?:大?约|大概|大致|差不多)(?:在|于|是)?(.+)", steps.about),
    (r"(.+?)(?:左右|前后|上下)", steps.about),
    (r"(?:可能|或许|也许)(?:在|于|是)?(.+)", steps.unsure),
    (
        r"(?:自从?|从|打从)?(.+?)(?:以来|起?至今|起?迄今|到现在|[到至]目前)(?:为止)?",
        steps.to_date,
    ),
    (r"(?:自从?|从|打从)?(.+?)(?:起|开始)", steps.since),
    (r"(?:自从?|从|打从)(.+)", steps.since),
    (r"(?:截[至止][到至]?|直到|直至|到|至|迄)(.+?)(?:为止|止)?", steps.until),
    (r"(.+?)(?:为止|止)", steps.until),
    (r"(.+?)[或及][之以]前|(?:不晚于)(.+)", steps.on_or_before),
    (r"(.+?)[或及][之以]后|(?:不早于)(.+)", steps.on_or_after),
    (r"早于(.+)", steps.before),
    (r"晚于(.+)", steps.after),
    (r"(.+?)的?(?:次日|翌日|第二天|后一[天日])", steps.day_after),
    (r"(.+?)的?(?:前一[天日])", steps.day_before),
    (r"(.+?)前[夕夜]", _eve),
    (r"(.+?[底末])[之以]?前", steps.until),
    (r"(.+?)(?<!后)[之以]?前", steps.before),
    (r"(.+?)(?<!前)[之以]?后", steps.after),
    (r"(?:早在|就在|在|于)(.+)", steps.same),
    (r"(.+?)(?:期间|全年|整年|的)|(.+?年)[之以]?[内里]", steps.same),
)
_FROM_TO: Final = r"[-~至到]"

CHINESE: Final = Language(
    loose=_loose.read,
    simple=_simple.read,
    left=_left,
    steps=_STEPS_AROUND,
    pairs=(
        (r"(?:从|自|由|在)?(.+?)之?间", _FROM_TO, steps.between),
        (r"(?:从|自|由|在)?(.+?)(?:期间)?", _FROM_TO, steps.lasting),
        (r"(?:在)?(.+?)之?间?", "、", steps.both),
        (r"(?:在)?(.+)", r"或者?", steps.either),
    ),
)
