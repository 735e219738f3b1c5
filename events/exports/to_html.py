"""HTML: one self-contained page with a timeline to zoom, search and filter, charts and sources.

The list of events, the tables of figures and the sources are plain HTML in both languages
(`events.exports.page_list`, `events.exports.page_figures`); the script in ``page/`` draws and
filters from JSON (`events.exports.page_data`). The page asks for nothing: its content security
policy allows but the one style and the one script in it, by their hashes, and no string to become
markup or code (`Trusted Types`).
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from events.exports.event_object import as_json
from events.exports.page_data import page_data
from events.exports.page_figures import Figures
from events.exports.page_list import Base
from events.exports.page_text import Pair, joined, lines, pair, shown
from events.exports.selection import Export
from events.exports.words import counted, one_line, say
from events.said import Said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.exports.selection import Selection

STYLES = ("page.css", "picture.css", "paper.css")
SCRIPTS = (
    "state.js",
    "facets.js",
    "time.js",
    "lanes.js",
    "marks.js",
    "picture.js",
    "pointer.js",
    "charts.js",
    "page.js",
)
MANY = 10_000
"""Events that a browser takes some two seconds to open; ten times as many make 120 MB."""
_FOLDER = files("events.exports") / "page"
_PLACE = re.compile(r"\{\{(\w+)\}\}")
_MARKUP = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def export(selection: Selection) -> Export:
    """The page; one of very many events is said to be slow."""
    count = len(selection.numbers)
    remarks: tuple[Said, ...] = ()
    if count > MANY:
        remarks = (
            Said(
                f"{count:,} events make a page that opens slowly: a query makes it smaller",
                f"{count:,} 个事件的网页打开较慢，可用查询缩小范围",
            ),
        )
    return Export(_pieces(selection), remarks)


def _pieces(selection: Selection) -> Iterator[str]:
    base = Base(selection)
    figures = Figures(base)
    style, script = _together(STYLES), _together(SCRIPTS)
    html = _FOLDER.joinpath("page.html").read_text("utf-8")
    known = {
        "lang": "zh-Hans" if selection.lang == "zh" else "en",
        "short": selection.lang,
        "policy": policy(style, script),
        "style": style,
        "script": script,
        **_head(selection, base),
    }
    # Cut at the places: what is put in is never searched for places again.
    for nth, part in enumerate(_PLACE.split(html)):
        if not nth % 2:
            yield part
        elif part == "figures":
            yield from figures.html()
        elif part == "events":
            yield from base.events()
        elif part == "sources":
            yield from base.sources()
        elif part == "data":
            yield data_text(page_data(base, figures))
        else:
            yield known[part]


def _together(names: tuple[str, ...]) -> str:
    return "\n" + "\n".join(_FOLDER.joinpath(name).read_text("utf-8") for name in names)


def policy(style: str, script: str) -> str:
    """The content security policy: nothing from anywhere but this style and this script."""
    return (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def data_text(value: Any) -> str:
    """JSON that can stand in a script element: without a sign of markup or an end of a line."""
    return re.sub("[<>&]", lambda sign: _MARKUP[sign[0]], as_json(value))


def _head(selection: Selection, base: Base) -> dict[str, str]:
    """Title, description, what was asked, how it was made."""
    count, total = len(selection.numbers), len(selection.timeline)
    events = pair(lambda lang: counted(count, lang, total))
    info = selection.timeline.info
    own = {lang: replace(selection, lang=lang) for lang in ("en", "zh")}
    title = pair(lambda lang: one_line(own[lang].title) or say(lang, "Timeline", "时间线"))
    described = lines(info.description) if info and selection.whole else ("", "")
    asked = pair(lambda lang: one_line(own[lang].query_in_words))
    made = selection.day.isoformat() if selection.day else ""
    query = one_line(selection.query)
    foot = [
        f"{shown(('Query', '查询'))} <code>{escape(query)}</code>" if query else "",
        shown((f"Made on {made}", f"生成于 {made}")) if made else "",
        shown((f"Data {selection.version}", f"数据版本 {selection.version}"))
        if selection.version
        else "",
        "dateline",
    ]
    cited = len(base.notes)
    sources: Pair = ("1 source" if cited == 1 else f"{cited:,} sources", f"{cited:,} 个来源")
    return {
        "title": escape(title[selection.lang == "zh"]),
        "heading": shown(title),
        "description": f'<p class="lead" dir="auto">{shown(described)}</p>' if described[0] else "",
        "asked": f'<p class="asked">{shown(asked)}</p>' if asked[0] else "",
        "counted": joined([shown(events), shown(_reach(selection)), shown(sources)]),
        "foot": joined(foot),
        "en_checked": "" if selection.lang == "zh" else " checked",
        "zh_checked": " checked" if selection.lang == "zh" else "",
    }


def _reach(selection: Selection) -> Pair:
    """From which year to which the events are."""
    timeline = selection.timeline
    days = [
        day
        for number in selection.numbers
        if (when := timeline.when[number])
        for day in (when.earliest, when.latest)
        if day
    ]
    if not days:
        return "", ""
    first, last = min(days).year, max(days).year
    years = f"{first}" if first == last else f"{first}–{last}"
    return years, f"{years}年"
