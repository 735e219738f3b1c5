"""Timelines full of hostile text, exported: nothing in them acts where they are opened."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any

import tomli
import tomli_w

from events.exports.formats import FORMATS
from events.exports.selection import Selection
from events.files import load
from events.imports.formats import reader
from events.imports.records import Reading, Record
from events.when import Lang
from tests.exchange.exported import DATES, DAY, text_of
from tests.faults.tries import WORDS, contents, hold, hold_plain, some_text

_MARKUP = (
    *"< > & \" ' ` * _ [ ] ( ) ! | ~ ^ $ # \\ / - + = : ; , @ % { } <! --> ]]> &#60; &lt;".split(),
    *"<![CDATA[ </script> </style> </title> <svg/onload=x> <iframe> <?php <base".split(),
    *"href=//e> href=javascript:x> ![x](http://e/x.png) [x](javascript:x) <http://e>".split(),
    *"http://e.example www.e.example e@e.example BEGIN:VEVENT END:VCALENDAR ATTACH:http://e".split(),
    *'=1+1 @SUM(1) +1 -1 ＝1 \'=1 =HYPERLINK("http://e") 2025: now: tags: id:'.split(),
    *("\r\nRRULE:FREQ=DAILY", "\n\n---", "\n# x", "\n```\n", "<!-- x", "\t=1", "\r=1", "\n//x"),
)
_ADDRESSES = (
    "https://example.org/", "http://user:x@example.org", "javascript:alert(1)", "JaVaScRiPt:x",
    " javascript:x", "java\tscript:x", "data:text/html,<script>x</script>", "vbscript:x",
    "file:///etc/passwd", "//example.org", "https:example.org", "https://", "https://[::1",
    "https://example.org/\"><script>x", "https://example.org/' onclick='x", "ftp://example.org",
    "https://example.org/a b", "https://example.org/>)](", "https://例子.org/千问?x=<y>&z=`w`",
    "https://example.org/\x00\x1b[31m\n\r", "https://youtube.com/watch?v=\"><x",
    "https://example.org/x.png\" onerror=\"x",
)  # fmt: skip


def hostile(rng: Random, events: int) -> dict[str, Any]:
    """The tables of a timeline that says hostile things wherever it may say anything."""

    def words() -> str:
        text = some_text(rng, _MARKUP if rng.random() < 0.7 else WORDS, rng.choice((1, 3, 12)))
        return text.encode("utf-8", "replace").decode()

    def text() -> Any:
        return {"en": words(), "zh": words()} if rng.random() < 0.3 else words()

    ids = {
        table: list(dict.fromkeys(words() or "x" for _ in range(3)))
        for table in ("company", "product", "kind", "metric", "source")
    }

    def some(table: str) -> list[str]:
        return rng.sample(ids[table], rng.randrange(len(ids[table]) + 1))

    found: dict[str, Any] = {
        "timeline": {"title": text(), "description": text(), "language": rng.choice(("en", "zh"))},
        "company": [{"id": id, "name": text(), "aliases": [words()]} for id in ids["company"]],
        "product": [{"id": id, "name": text()} for id in ids["product"]],
        "kind": [{"id": id, "name": text(), "glyph": words()} for id in ids["kind"]],
        "metric": [{"id": id, "name": text(), "unit": text()} for id in ids["metric"]],
        "source": [
            {"id": id, "title": text(), "publisher": words(), "author": words()}
            | {"url": rng.choice(_ADDRESSES), "language": rng.choice(("en", words()))}
            for id in ids["source"]
        ],
        "era": [{"name": text(), "date": "2025/2026"}],
        "view": [{"name": words() or "v", "query": words()}],
    }
    found["event"] = [
        {
            "id": f"{nth}{words()}",
            **({"date": rng.choice(DATES)} if rng.random() < 0.9 else {}),
            "kind": rng.choice((words(), *ids["kind"])),
            "companies": some("company"),
            "products": some("product"),
            "title": text(),
            "summary": text(),
            "note": text(),
            "tags": [words() for _ in range(rng.randrange(3))],
            "related": [words()],
            "readings": [
                {"metric": metric, "value": rng.choice((1.5, 0, -3, 10**18, 1e308, 1e-300))}
                | {"by": words(), "note": words()}
                for metric in some("metric")
            ],
            "citations": [
                {"source": source, "place": words(), "date_words": words(), "note": words()}
                for source in some("source")
            ],
        }
        for nth in range(events)
    ]
    return found


def export(rng: Random, folder: Path) -> Iterator[str]:
    """A hostile timeline in every format, each read by what reads it."""
    tables = hostile(rng, rng.randrange(1, 6))
    (folder / "a.toml").write_text(tomli_w.dumps(tables), "utf-8")
    before = contents(folder)
    timeline = load(folder)
    lang: Lang = rng.choice(("en", "zh"))
    asked = some_text(rng, _MARKUP, 3)
    selection = Selection(timeline, list(range(len(timeline))), lang, asked, DAY)
    for name, form in FORMATS.items():
        found = form.export(selection)
        text = text_of(found)
        for remark in found.remarks:
            hold(remark.en and remark.zh, f"{name}: an empty remark")
        _CHECKS[name](text, len(timeline) - found.missing)
        text.encode()
        yield name
    hold(contents(folder) == before, "an export changed a file", "lost")


class _Markup(HTMLParser):
    """The elements and attributes of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))


_ELEMENTS = set(
    "html head meta link title style body a span header div h1 p fieldset legend label input search"
    " button nav aside details summary main section h2 h3 h4 figure figcaption table thead tbody tr"
    " th td ol ul li b q cite code footer script".split()
)


def _html(text: str, count: int) -> None:
    page = _Markup(text)
    tags = [tag for tag, _ in page.elements]
    hold(set(tags) <= _ELEMENTS, f"html: {set(tags) - _ELEMENTS}")
    hold(tags.count("script") == 2 and tags.count("style") == 1, "html: a script of its own")
    hold(sum(attrs.get("class") == "event" for _, attrs in page.elements) == count, "html: events")
    _inert("html", page.elements)
    hold_plain(text, "html")


def _inert(name: str, elements: list[tuple[str, dict[str, str]]]) -> None:
    """Hold elements to leading nowhere but to http(s), and to doing nothing."""
    for tag, attrs in elements:
        for attribute, value in attrs.items():
            hold(not attribute.startswith("on"), f"{name}: {tag} {attribute}")
            if attribute in ("href", "src", "action", "xlink:href"):
                leads = re.match(r"(https?://\S+|#.*|data:,)\Z", value, re.DOTALL)
                hold(leads, f"{name}: {tag} {attribute}={value!r}")


def _svg(text: str, count: int) -> None:
    elements = list(ET.fromstring(text).iter())
    tags = {str(one.tag).rpartition("}")[2] for one in elements}
    hold(not tags & {"script", "foreignObject", "image", "use", "a", "animate", "set"}, f"{tags}")
    _inert("svg", [(str(one.tag), dict(one.attrib)) for one in elements])
    hold_plain(text, "svg")


def _csv(text: str, count: int) -> None:
    rows = list(csv.reader(io.StringIO(text, newline="")))
    hold(len(rows) == count + 1, f"csv: {len(rows)} rows of {count}")
    hold(len({len(row) for row in rows}) == 1, "csv: rows of other lengths")
    for row in rows:
        for cell in row:
            bare = cell.lstrip(" \t\r\n\x00")
            hold(bare[:1] not in ("=", "+", "-", "@") or not bare, f"csv: a formula, {cell!r}")


def _json(text: str, count: int) -> None:
    hold(len(json.loads(text)) == count, "json: events")
    hold_plain(text, "json")


def _jsonl(text: str, count: int) -> None:
    hold(len([json.loads(line) for line in text.split("\n") if line]) == count, "jsonl: events")
    hold_plain(text, "jsonl")


def _toml(text: str, count: int) -> None:
    hold(len(tomli.loads(text).get("event", ())) == count, "toml: events")


def _ics(text: str, count: int) -> None:
    import icalendar

    lines = text.split("\r\n")
    hold(all("\n" not in line for line in lines), "ics: a bare line end")
    hold(max(len(line.encode()) for line in lines) <= 75, "ics: a line of over 75 octets")
    entries = icalendar.Calendar.from_ical(text).walk("VEVENT")
    hold(len(entries) == count, f"ics: {len(entries)} events of {count}")
    for entry in entries:
        hold(not {"RRULE", "ATTACH", "ATTENDEE"} & set(entry), "ics: a property of its own")
        hold(not entry.subcomponents, "ics: a part of its own")
    hold_plain(text.replace("\r\n", "\n"), "ics")


def _markdown(text: str, count: int) -> None:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    stack = reader.parse(text)
    items = 0
    while stack:
        token = stack.pop()
        stack += token.children or ()
        items += token.type == "list_item_open" and token.level == 1
        alien = ("html_block", "html_inline", "image", "fence", "code_block", "table_open")
        hold(token.type not in alien, f"markdown: {token.type} {token.content[:80]!r}")
        if token.type == "link_open":
            _inert("markdown", [("a", {"href": str(token.attrGet("href"))})])
    hold(items >= count, f"markdown: {items} items for {count} events")
    hold_plain(text, "markdown")


def _timelinejs(text: str, count: int) -> None:
    found = json.loads(text)
    hold(len(found["events"]) == count, "timelinejs: events")
    stack: list[Any] = [found]
    while stack:
        match stack.pop():
            case dict() as table:
                for key in ("url", "link"):
                    if key in table:
                        _inert("timelinejs", [("media", {"href": table[key]})])
                # Of an event, all but its id is shown as HTML.
                stack += (value for key, value in table.items() if key != "unique_id")
            case list() as rows:
                stack += rows
            case str() as words:
                page = _Markup(words)
                tags = {tag for tag, _ in page.elements}
                hold(tags <= {"p", "em", "ul", "li", "small", "a"}, f"timelinejs: {tags}")
                _inert("timelinejs", page.elements)
    hold_plain(text, "timelinejs")


def _markwhen(text: str, count: int) -> None:
    records = list(reader("markwhen")(text, Reading()))
    hold(all(isinstance(one, Record) for one in records), "markwhen: refused")
    hold(len(records) == count, f"markwhen: {len(records)} events of {count}")
    hold_plain(text, "markwhen")


_CHECKS = {
    "markdown": _markdown,
    "html": _html,
    "svg": _svg,
    "csv": _csv,
    "json": _json,
    "jsonl": _jsonl,
    "toml": _toml,
    "ics": _ics,
    "timelinejs": _timelinejs,
    "markwhen": _markwhen,
}
