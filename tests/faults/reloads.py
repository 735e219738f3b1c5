"""Whether a timeline read again after edits is what a reading from scratch gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from events import files
from events.columns.having import GIVEN
from events.files import load
from events.loading import parts
from events.timeline import FIELDS, Timeline
from tests.faults.documents import Writer

DATES = ("2025", "2025-01-02", "2025-01-02~", "2025-02/..", "../2025-02", "[2025-01-02..]", "x", "")
TITLES = ('"One"', '"Öne 千问"', "{ en = 'Two', zh = '二' }", "{ zh = '二', en = 'Two' }", '""')
KEYS = (
    'kind = "k"',
    'kind = "nope"',
    'companies = ["c"]',
    'companies = ["See", "", "nope"]',
    'products = ["p"]\ncompanies = ["c2"]',
    'products = [1, "p", "other"]',
    'tags = ["AI", "x"]',
    'tags = ["ai"]',
    "tags = ['Ai', 'y', 'ai']",
    'note = """\n[[event]]\nid = "no"\n"""',
    "note = '''\n[[company]]\n'''",
    'note.en = "dotted"',
    'related = ["e1", "e99"]',
    'readings = [{ metric = "m", value = 1, by = "Q" }]',
    'readings = [{ metric = "m", value = 1.0, by = "q" }, { metric = "?", value = 2, by = "See" }]',
    'citations = [{ source = "s" }, { source = "s?" }, 3]',
    'unknown = "key"',
    "# a comment",
    "",
)
OTHERS = (
    '[[kind]]\nid = "k"\nname = "Kind"',
    '[[company]]\nid = "c"\naliases = ["See", 3]',
    '[[company]]\nid = "c2"\nparent = "see"',
    '[[company]]\nid = "other"\nname = "c"',
    '[[product]]\nid = "p"\ncompany = "see"',
    '[[metric]]\nid = "m"\n\n[[source]]\nid = "s"',
    '[[event]]\nid = "sub"\n[[event.readings]]\nmetric = "m"\nvalue = 3\n[event.title]\nen = "x"',
    '  [[ "event" ]]\nid = "odd"',
)
WORDS = (
    ("e1", "e2"), ("01", "02"), ("One", "Uno"), ('"k"', '"K"'), ("1.0", "1"), ("AI", "aI"),
    ("]", "]  # beside"), ("\n", "\n\n"),
)  # fmt: skip
# What makes a text no good, or good only as a whole.
ODD = (
    "[event.title]\nen = 'x'",
    "[event]\nid = 'single'",
    "[timeline]\ntitle = 'T'",
    "[[timeline]]\ntitle = 'T'",
    "[[evnt]]\nid = 'x'",
    'x = "open',
    "note = '''",
    "x = [",
    "\r",
    "<<<<<<< ours",
    "\udcff",
)


@dataclass
class Text:
    """A file's text as its blocks, which people and programs change."""

    rng: Random
    blocks: list[str] = field(default_factory=list)
    bom: str = ""
    newline: str = "\n"

    def __post_init__(self) -> None:
        self.blocks = [self.block() for _ in range(self.rng.randrange(25))]
        if self.rng.random() < 0.3:
            self.blocks.insert(0, "[timeline]\ntitle = 'T'")

    def block(self) -> str:
        rng = self.rng
        if rng.random() < 0.25:
            return rng.choice(OTHERS)
        lines = [f'id = "e{rng.randrange(30)}"'] if rng.random() < 0.9 else []
        lines += [f'date = "{rng.choice(DATES)}"'] if rng.random() < 0.9 else []
        lines += [f"title = {rng.choice(TITLES)}"]
        lines += rng.sample(KEYS, rng.randrange(4))
        keys = [line.split(" = ")[0].split(".")[0] for line in lines]
        lines = [line for n, line in enumerate(lines) if not line or keys[n] not in keys[:n]]
        return "\n".join(("[[event]]", *lines))

    def edit(self) -> None:
        rng, blocks = self.rng, self.blocks
        at = rng.randrange(len(blocks) + 1)
        match rng.randrange(12):
            case 0 | 1:
                blocks.insert(at, self.block())
            case 2 if at < len(blocks):
                blocks.pop(at)
            case 3 if at < len(blocks):
                blocks.insert(rng.randrange(len(blocks) + 1), blocks[at])
            case 4 if at < len(blocks):
                blocks.insert(rng.randrange(len(blocks)), blocks.pop(at))
            case 5 | 6 | 7 if at < len(blocks):
                old, new = rng.choice(WORDS)
                blocks[at] = blocks[at].replace(old, new)
            case 8:
                blocks.insert(at, rng.choice(ODD))
            case 9:
                self.newline = rng.choice(("\n", "\r\n"))
            case 10:
                self.bom = rng.choice(("", "\ufeff"))
            case _ if at < len(blocks):
                blocks[at] = self.block()

    def __str__(self) -> str:
        text = "\n\n".join(self.blocks) + "\n" * (len(self.blocks) % 2)
        return self.bom + text.replace("\n", self.newline)


def seen(timeline: Timeline) -> dict[str, Any]:
    """All that a timeline shows of itself."""
    numbers = range(len(timeline))
    return {
        "events": [repr(event) for event in timeline.events],
        "places": [(timeline.place(n), timeline.nth_in_file(n)) for n in numbers],
        "ids": (timeline.dated, timeline.id_of, timeline.number_of),
        "dates": (timeline.when, timeline.lo, timeline.hi, timeline.start),
        "found": (timeline.company_ids, timeline.product_ids, timeline.kind_id, timeline.unknown),
        "names": {name: [*timeline.names_of(name)] for name in FIELDS},
        "values": {name: timeline.values(name) for name in FIELDS},
        "postings": {
            name: {value: [*found] for value, found in timeline.postings(name).items()}
            for name in FIELDS
        },
        "bits": {
            (name, value): timeline.bits(name, value)
            for name in FIELDS
            for value in timeline.values(name)
        },
        "texts": timeline.haystack,
        "having": {part: timeline.having(part) for part in GIVEN},
        "groups": timeline.groups,
        "problems": timeline.problems,
        "broken": [(file.name, file.broken, file.digest) for file in timeline.files],
        "tables": [
            (
                sorted(tables.rows, key=lambda row: row[:2]),
                tables.numbers,
                tables.lines,
                tables.kept,
            )
            for tables in (file.tables for file in timeline.files)
        ],
    }


def differences(found: Timeline, wanted: Timeline) -> list[str]:
    """In what one timeline is other than another."""
    known = seen(found)
    return [what for what, value in seen(wanted).items() if known[what] != value]


@contextmanager
def parts_of(least: int, most: int, large: int = 1) -> Iterator[None]:
    """Let files of so many bytes be read in parts, and parts have so many bytes."""
    before = files._LARGE, parts.LEAST, parts.MOST, parts._ONE_IN
    files._LARGE, parts.LEAST, parts.MOST, parts._ONE_IN = large, least, most, 2
    try:
        yield
    finally:
        files._LARGE, parts.LEAST, parts.MOST, parts._ONE_IN = before


def reload_one(rng: Random, folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Edit two random files several times; for each time say how it went and what is wrong."""
    texts = {"a": Text(rng), "b": Text(rng)}
    write(folder, texts)
    with parts_of(60, 300):
        timeline = load(folder)
        for _ in range(rng.randrange(1, 6)):
            if rng.random() < 0.8:  # all is known of it before it changes, or nothing is
                seen(timeline)
            for _ in range(rng.choice((1, 1, 2, 20))):
                texts[rng.choice("ab")].edit()
            write(folder, texts)
            timeline = load(folder, previous=timeline)
            if any(file.carried for file in timeline.files):
                yield "broken", []
            else:
                yield "read again", differences(timeline, load(folder))


def whole_one(rng: Random, folder: Path) -> list[str]:
    """In what a random file read in parts is other than the same read as a whole."""
    text = str(Text(rng)) if rng.random() < 0.5 else Writer(rng).document()
    write(folder, {"a": text})
    with parts_of(60, 300):
        in_parts = load(folder / "a.toml")
    return differences(in_parts, load(folder / "a.toml"))


def write(folder: Path, texts: Mapping[str, object]) -> None:
    """Write texts as the files of a timeline."""
    for name, text in texts.items():
        data = str(text).encode("utf-8", "surrogateescape")
        (folder / f"{name}.toml").write_bytes(data)


def reload_many(folder: Path, seeds: range) -> tuple[Counter[str], list[str]]:
    """Edit random files for each seed; count the outcomes and list the faults."""
    counts: Counter[str] = Counter()
    found = []
    for seed in seeds:
        for outcome, wrong in reload_one(Random(seed), folder):
            counts[outcome] += 1
            found += [f"seed {seed}: {what}" for what in wrong]
        found += [f"seed {seed}, in parts: {what}" for what in whole_one(Random(seed), folder)]
    return counts, found
