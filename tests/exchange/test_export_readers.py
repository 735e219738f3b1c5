"""Exports read by the programs they are for: TimelineJS and Markwhen's parser, in Node.

They are no part of this project. Where they are installed, these tests run them:

    npm install --prefix FOLDER @knight-lab/timelinejs @markwhen/parser jsdom
    DATELINE_NODE_MODULES=FOLDER/node_modules pytest tests/exchange/test_export_readers.py
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from events.exports.words import doubtful, one_line
from events.files import load
from events.timeline import Timeline
from events.when import When
from tests.command_line import ROOT
from tests.exchange.exported import DATES, HOSTILE, dated, exported, hostile_timeline

MODULES = Path(os.environ.get("DATELINE_NODE_MODULES", "/nowhere"))

pytestmark = pytest.mark.skipif(
    not (MODULES.is_dir() and shutil.which("node")), reason="no Node, or no DATELINE_NODE_MODULES"
)

TIMELINEJS = """
const { JSDOM } = require("jsdom"), fs = require("fs");
const dom = new JSDOM("<div id=t></div>", { runScripts: "outside-only", url: "http://localhost/" });
const { window } = dom;
window.console.log = () => {};
window.eval(fs.readFileSync("@knight-lab/timelinejs/dist/js/timeline.js", "utf8"));
const data = window.JSON.parse(fs.readFileSync(0, "utf8"));
const timeline = new window.TL.Timeline("t", data, {});
const parts = date => date && {
  year: date.data.year, month: date.data.month, day: date.data.day, shown: date.getDisplayDate(),
};
setTimeout(() => {
  const config = timeline.config;
  const page = window.document;
  console.log(JSON.stringify({
    errors: config.getErrors(), title: config.title.text.headline,
    events: config.events.map(one => ({
      id: one.unique_id, start: parts(one.start_date), end: parts(one.end_date),
      shown: one.display_date, headline: one.text.headline, edtf: one.edtf,
    })),
    eras: config.eras.map(one => [parts(one.start_date), parts(one.end_date), one.headline]),
    scripts: page.querySelectorAll("#t script, #t img:not([src^='data:']), #t iframe").length,
    handlers: [...page.querySelectorAll("#t *")].filter(
      e => [...e.attributes].some(a => /^on/.test(a.name) && a.value != "void(0)")).length,
    links: [...page.querySelectorAll("#t a[href]")].map(e => e.href),
    headlines: [...page.querySelectorAll("#t h2.tl-headline")].map(e => e.textContent.trim()),
    dates: [...page.querySelectorAll("#t .tl-headline-date")].map(e => e.textContent.trim()),
    groups: [...page.querySelectorAll("#t .tl-timegroup-message")].map(e => e.textContent),
  }));
  process.exit();
}, 1500);
"""

MARKWHEN = """
const { parse } = require("@markwhen/parser"), fs = require("fs");
const read = parse(fs.readFileSync(0, "utf8"), undefined, "2026-02-26T00:00:00.000Z");
const events = [];
const walk = node => node.children ? node.children.forEach(walk) : events.push({
  from: node.dateRangeIso.fromDateTimeIso, to: node.dateRangeIso.toDateTimeIso,
  title: node.firstLine.restTrimmed, properties: node.properties, tags: node.tags,
  completed: node.completed, lines: node.supplemental.length,
});
walk(read.events);
console.log(JSON.stringify({ header: read.header, messages: read.parseMessages, events }));
"""


def node(script: str, text: str) -> Any:
    """What a script prints that is given an export."""
    done = subprocess.run(
        ["node", "-e", script],
        cwd=MODULES,
        input=text.encode(),
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def in_timelinejs(timeline: Timeline) -> Any:
    return node(TIMELINEJS, exported("timelinejs", timeline))


def in_markwhen(timeline: Timeline) -> Any:
    return node(MARKWHEN, exported("markwhen", timeline))


# TimelineJS


def test_timelinejs_shows_the_seeds() -> None:
    timeline = load(ROOT / "seeds")
    found = in_timelinejs(timeline)
    assert found["errors"] == []
    assert found["title"] == "Qwen and its rivals"
    assert {one["id"] for one in found["events"]} == {*timeline.id_of[: timeline.dated]}
    assert len(found["eras"]) == len(timeline.eras)
    titles = {event.title["en"] for event in timeline.events[: timeline.dated]}  # type: ignore[index]
    assert {*found["headlines"]} >= titles


def test_timelinejs_shows_no_date_that_is_not_known() -> None:
    found = in_timelinejs(dated())
    assert found["errors"] == []
    assert {one["edtf"] for one in found["events"]} == {*DATES}
    for one in found["events"]:
        when = When.parse(one["edtf"])
        assert not doubtful(when) or one["shown"] == when.show("en")
        if when.precision in ("year", "decade", "century") and when.kind == "point":
            assert "month" not in one["start"]
    assert {when.show("en") for when in map(When.parse, DATES) if doubtful(when)} <= {
        *found["dates"]
    }


def test_timelinejs_does_nothing_that_a_text_says() -> None:
    found = in_timelinejs(hostile_timeline())
    assert found["errors"] == []
    assert (found["scripts"], found["handlers"]) == (0, 0)
    # Its own, the sources', and what is written out in a text: a link to just there.
    ours = ("https://timeline.knightlab.com/", "https://example.org/", "http://evil")
    assert all(href.startswith(ours) for href in found["links"])
    shown = [" ".join(headline.split()) for headline in found["headlines"]]
    for text in HOSTILE:
        assert not one_line(text) or one_line(text) in shown


# Markwhen


def days(event: Any) -> tuple[date, date]:
    """The first and the last day of an event as Markwhen reads it; it has days after 9999."""
    if event["to"].startswith("+"):
        return datetime.fromisoformat(event["from"]).date(), date.max
    first, after = (datetime.fromisoformat(event[key]) for key in ("from", "to"))
    return first.date(), (after - timedelta(seconds=1)).date()


def test_markwhen_reads_the_seeds() -> None:
    timeline = load(ROOT / "seeds")
    found = in_markwhen(timeline)
    assert found["messages"] == []
    assert found["header"] == {"title": "Qwen and its rivals", "timezone": "UTC"}
    ids = [one["properties"]["id"] for one in found["events"]]
    assert ids == timeline.id_of[: timeline.dated]


def test_markwhen_reads_the_days_that_are_meant() -> None:
    found = in_markwhen(dated())
    assert found["messages"] == []
    by_date = {one["properties"]["edtf"]: one for one in found["events"]}
    assert {*by_date} == {*DATES}
    for text, one in by_date.items():
        when = When.parse(text)
        first, last = days(one)
        if None not in (when.earliest, when.latest) and not text.startswith("/"):
            assert when.unknown_end or (first, last) == (when.earliest, when.latest)
        elif when.earliest is not None:
            assert first == when.earliest


def test_markwhen_makes_nothing_of_what_a_text_says() -> None:
    found = in_markwhen(hostile_timeline())
    assert found["messages"] == []
    assert len(found["events"]) == len(HOSTILE)
    assert not any(one.get("completed") for one in found["events"])
    for nth, (one, text) in enumerate(zip(found["events"], HOSTILE, strict=True)):
        assert one["properties"] == {
            "id": one_line(f"{nth}-{text}"),
            "edtf": "2026-01-14",
        }
        assert not {*one["tags"]} & {"tag", "other", "heading"}
        assert len(one["tags"]) <= 2
