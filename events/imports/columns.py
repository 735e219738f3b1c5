"""Which field a column of a spreadsheet holds, by its heading in English or Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from events.imports.cells import heading
from events.imports.records import Unreadable, some

if TYPE_CHECKING:
    from events.names import Names

_HEADINGS: Final = {
    "id": "id 编号 标识 uid",
    "date": "date dates when datum 日期 时间 事件日期 事件时间 发生日期 发生时间",
    "start": "start startdate startdatetime begin begins from 开始 开始日期 开始时间 起始日期 起始",
    "end": "end enddate enddatetime ends to until finish 结束 结束日期 结束时间 截止日期 终止日期",
    "year": "year 年 年份",
    "month": "month 月 月份",
    "day": "day 日",
    "time": "time 时刻 具体时间",
    "end_year": "endyear 结束年",
    "end_month": "endmonth 结束月",
    "end_day": "endday 结束日",
    "title": "title titles headline event eventname name what 标题 事件 事件名称 名称 主题 题目",
    "title.en": "titleen englishtitle 英文标题 标题英文 标题en",
    "title.zh": "titlezh titlecn chinesetitle 中文标题 标题中文 标题zh",
    "summary": "summary description text details detail body content 摘要 描述 内容 简介 说明 详情 "
    "概要 事件描述",
    "summary.en": "summaryen descriptionen 英文摘要 摘要英文",
    "summary.zh": "summaryzh summarycn descriptionzh 中文摘要 摘要中文",
    "note": "note notes remark remarks comment comments 备注 注 注释 附注",
    "note.en": "noteen 英文备注",
    "note.zh": "notezh 中文备注",
    "kind": "kind type category eventtype 类型 类别 分类 种类 事件类型",
    "companies": "company companies organisation organization organisations organizations firm "
    "公司 企业 机构 公司名称",
    "products": "product products app apps 产品 产品名称 应用",
    "status": "status state 状态",
    "tags": "tag tags keyword keywords label labels topic topics 标签 关键词 话题",
    "related": "related relatedevents 相关 相关事件 关联 关联事件",
    "readings": "reading readings figures 读数 指标数据 数据",
    "citations": "citation citations 引用 引文",
    "source": "source sources reference references 来源 出处 信源 信息来源 数据源",
    "source.title": "sourcetitle articletitle 来源标题 文章标题 文章",
    "source.url": "sourceurl url link links sourcelink address href 链接 网址 "
    "来源链接 来源网址 原文链接",
    "source.publisher": "publisher outlet media publication 媒体 发布方 发布机构 来源媒体",
    "source.author": "author byline 作者",
    "source.published": "published publishdate publicationdate sourcedate 发布日期 发表日期 "
    "刊发日期",
    "place": "place section page 位置 章节 页码",
    "date_words": "datewords datetext 日期原文 原文日期",
    "metric": "metric measure indicator 指标 度量",
    "value": "value amount figure number 数值 数据值 值 数量",
    "low": "low min lowest 下限 最低",
    "high": "high max highest 上限 最高",
    "bound": "bound 界限",
    "by": "by provider according accordingto 统计方 数据方 口径",
}
_FIELD_OF: Final = {word: field for field, words in _HEADINGS.items() for word in words.split()}
TOLD_ONLY: Final = frozenset(("lo", "hi", "file", "line"))
"""What `dateline list` and the exports tell beside an event's own fields."""
FIELDS: Final = (*_HEADINGS,)
"""What a column may be mapped to; also ``reading:METRIC``, and a text in any language."""
_TEXT: Final = re.compile(r"(title|summary|note)\.([a-z]{2,3}(?:-[a-z0-9]{2,8})*)", re.IGNORECASE)
_ONCE_MORE: Final = frozenset(("tags", "companies", "products", "related"))


def guess(column: str, metrics: Names | None) -> str:
    """The field that a heading means; "" if it means none."""
    if found := _TEXT.fullmatch(column.strip()):
        return f"{found[1].lower()}.{found[2]}"
    if column in _HEADINGS:
        return column
    field = _FIELD_OF.get(heading(column), "")
    if not field and metrics is not None and (metric := metrics.resolve(column)) is not None:
        return f"reading:{metric}"
    return field


def mapped(header: Sequence[str], given: Mapping[str, str], metrics: Names | None) -> list[str]:
    """The field of each column, "" for those to be left out.

    ``given`` maps columns, by heading or number from 1, to fields. Raises `Unreadable` for a column
    or field that there is not, and where two columns would be the same field.
    """
    fields = [guess(column, metrics) for column in header]
    if fields.count("date") > 1:  # beside a day it is the time of day
        fields = [
            "time" if heading(column) == "时间" else field
            for column, field in zip(header, fields, strict=True)
        ]
    chosen: set[int] = set()
    for name, field in given.items():
        meant = _columns_named(header, name)
        if not meant:
            raise Unreadable(
                f"there is no column “{some(name)}”; there are: {_listed(header)}",
                f"没有“{some(name)}”列；现有：{_listed(header)}",
            )
        if len(meant) > 1:
            numbers = ", ".join(str(n + 1) for n in meant)
            raise Unreadable(
                f"“{some(name)}” is the heading of columns {numbers}: map them by number",
                f"第 {numbers} 列的标题都是“{some(name)}”：请用列号指定",
            )
        fields[meant[0]] = _field(field, metrics)
        chosen.add(meant[0])
    # A guess gives way to what was said.
    said = {fields[at] for at in chosen if fields[at]}
    fields = [
        "" if at not in chosen and field in said and field not in _ONCE_MORE else field
        for at, field in enumerate(fields)
    ]
    for field in dict.fromkeys(filter(None, fields)):
        twice = [at for at, other in enumerate(fields) if other == field]
        if len(twice) > 1 and field not in _ONCE_MORE:
            columns = ", ".join(f"{at + 1} “{some(header[at])}”" for at in twice)
            raise Unreadable(
                f"the columns {columns} both mean {field}: "
                f"say --map '{twice[0] + 1}={field}' for one",
                f"第 {columns} 列都表示 {field}：请用 --map '{twice[0] + 1}={field}' 指定其一",
            )
    return fields


def _columns_named(header: Sequence[str], name: str) -> list[int]:
    exact = [at for at, column in enumerate(header) if column.strip() == name.strip()]
    like = [at for at, column in enumerate(header) if heading(column) == heading(name)]
    if exact or like:
        return exact or like
    number = name.strip().removeprefix("#")
    return [int(number) - 1] if number.isdecimal() and 1 <= int(number) <= len(header) else []


def _field(field: str, metrics: Names | None) -> str:
    """The field that was asked for, under whatever of its names."""
    text = field.strip()
    if text in ("", "-"):
        return ""
    if found := _TEXT.fullmatch(text):
        return f"{found[1].lower()}.{found[2]}"
    sort, colon, metric = text.partition(":")
    if colon and sort in ("reading", "readings"):
        id = metrics.resolve(metric) if metrics is not None else None
        return f"reading:{id if id is not None else metric.strip()}"
    known = guess(text, metrics)
    if not known:
        from events.names import nearest

        near = nearest(text, FIELDS)
        asks, asks_zh = (f"; did you mean {near}?", f"；是否想写 {near}？") if near else ("", "")
        raise Unreadable(
            f"there is no field “{some(text)}”{asks}", f"没有字段“{some(text)}”{asks_zh}"
        )
    return known


def _listed(header: Sequence[str]) -> str:
    shown = ", ".join(some(column, 30) or f"#{at + 1}" for at, column in enumerate(header[:20]))
    return shown + (", …" if len(header) > 20 else "")


def not_known(header: Sequence[str]) -> Unreadable:
    """No heading is one of an event: the first line may be no header at all."""
    return Unreadable(
        f"no column is a title or an id; there are: {_listed(header)}. "
        "Say which is: --map 'COLUMN=title'",
        f"没有标题列或 id 列；现有：{_listed(header)}。请用 --map '列=title' 指明",
    )
