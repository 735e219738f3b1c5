"""Random event files, as oddly written as TOML allows, and random edits of their tables."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from random import Random
from typing import Any

from events.editing.splices import BOM
from events.editing.wanted import Cut, Insert, Put, Splice

TABLES = ("event", "company", "source", "view")
KEYS = ("id", "date", "kind", "companies", "title", "summary", "tags", "note", "readings", "x-1")
TRICKY = (
    "plain", "", "千问月活破亿", "a # b", 'say "hi"', "it's", "back\\slash", "[[event]]",
    "tab\there", "\x00\x1b\x7f", "🙂", "two\nlines", "\nfirst empty", '[[event]]\nid = "no"\n',
    "'''", '"""\n"""', "ends in quotes\n\"\"", "crlf\r\nkept", " \n \n ",
)  # fmt: skip


class Writer:
    """Writes one random document; ``seen`` numbers its comments, so that each is found again."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.seen = 0
        self._others = 0  # tables that are none of a timeline, each of a name of its own

    def document(self) -> str:
        rng = self.rng
        parts = [self.paragraph() for _ in range(rng.randrange(2))]
        if rng.random() < 0.2:
            parts.append(f"root{self.equals()}{self.value(1)}\n\n")
        for _ in range(rng.randrange(1, 8)):
            table = rng.choices((*TABLES, "timeline"), (8, 2, 2, 1, 1))[0]
            if table == "timeline" and any("[timeline]" in part for part in parts):
                table = "event"
            parts.append(self.block(table))
        text = "".join(parts)
        if rng.random() < 0.2:
            text = text.rstrip("\n")
        style = rng.random()
        if style < 0.25:
            text = text.replace("\n", "\r\n")
        elif style < 0.35:
            text = "".join(c if c != "\n" or rng.random() < 0.5 else "\r\n" for c in text)
        return BOM + text if rng.random() < 0.1 else text

    def comment(self) -> str:
        self.seen += 1
        return f"# c{self.seen} " + self.rng.choice(("", "[[event]]", '"quote', "注", "= 1"))

    def paragraph(self) -> str:
        lines = "".join(f"{self.comment()}\n" for _ in range(self.rng.randrange(1, 3)))
        return f"{lines}\n"

    def beside(self) -> str:
        return f"  {self.comment()}\n" if self.rng.random() < 0.2 else "\n"

    def equals(self) -> str:
        return self.rng.choice((" = ", " = ", " = ", "=", "\t=  ", " ="))

    def block(self, table: str) -> str:
        rng = self.rng
        gap = "\n" * rng.choice((0, 1, 1, 1, 2))
        if table == "timeline":
            return f'[timeline]\ntitle = "t"{self.beside()}{gap}'
        name = table if rng.random() < 0.9 else f'"{table}"'
        blank = rng.choice(("", "", "", " ", "\t"))
        indent = rng.choice(("", "", "", "  ", "\t"))
        above = f"{self.comment()}\n" if rng.random() < 0.3 else ""
        text = f"{above}{indent if rng.random() < 0.2 else ''}[[{blank}{name}{blank}]]"
        text += self.beside()
        keys = rng.sample(KEYS, rng.randrange(0, len(KEYS)))
        later = []
        for key in keys:
            if rng.random() < 0.15:
                text += f"{indent}{self.comment()}\n"
            if rng.random() < 0.05:
                text += "\n"
            form = rng.random()
            if form < 0.08:
                later.append(self.section(table, key, indent))
            elif form < 0.14:
                text += f"{indent}{key}.en{self.equals()}{self.value(1)}{self.beside()}"
                text += f"{indent}{key} . zh{self.equals()}{self.value(2)}{self.beside()}"
            else:
                text += f"{indent}{key}{self.equals()}{self.value(0)}{self.beside()}"
        text += "".join(later)
        if rng.random() < 0.15:
            text += f"{self.comment()}\n"
        text += gap
        if table == "event" and rng.random() < 0.06:  # the event goes on after another table
            self._others += 1
            text += f"[other{self.seen}.{len(keys)}_{self._others}]\ny = 1\n"
            text += f"[event.extra]\nz{self.equals()}{self.value(1)}{self.beside()}{gap}"
        return text + (self.paragraph() if rng.random() < 0.15 else "")

    def section(self, table: str, key: str, indent: str) -> str:
        rng = self.rng
        if rng.random() < 0.5:
            body = f"{indent}en{self.equals()}{self.value(1)}{self.beside()}"
            return f"[{table}.{key}]{self.beside()}{body}"
        rows = range(rng.randrange(1, 3))
        return "".join(
            f"{indent}[[{table}.{key}]]{self.beside()}metric{self.equals()}{self.value(2)}\n"
            for _ in rows
        )

    def value(self, depth: int) -> str:
        rng = self.rng
        kind = rng.random()
        if depth < 3 and kind < 0.2:
            return self.array(depth)
        if depth < 3 and kind < 0.35:
            keys = rng.sample(("en", "zh", "metric", "value", "by"), rng.randrange(0, 4))
            space = rng.choice((" ", " ", ""))
            pairs = [f"{key}{self.equals()}{self.value(depth + 1)}" for key in keys]
            if rng.random() < 0.1:  # as TOML 1.1 allows
                return "{\n" + "".join(f"    {pair},{self.beside()}" for pair in pairs) + "}"
            return f"{{{space}{f',{space}'.join(pairs)}{space}}}"
        if kind < 0.6:
            return self.string()
        return rng.choice(
            ("1", "1.0", "true", "false", "0", "-0.0", "1_000_000", "123456", "0xFF", "1e3", "inf",
             "2026-01-14", "2026-01-14T09:30:00Z", "2026-01-14T09:30:00+08:00", "07:32:00",
             "2026-01-14 09:30:00", "1979"),
        )  # fmt: skip

    def array(self, depth: int) -> str:
        rng = self.rng
        items = [self.value(depth + 1) for _ in range(rng.randrange(0, 4))]
        if rng.random() < 0.5:
            return f"[{', '.join(items)}]"
        lines = "".join(
            (f"    {self.comment()}\n" if rng.random() < 0.2 else "") + f"  {item},{self.beside()}"
            for item in items
        )
        return f"[\n{lines}]"

    def string(self) -> str:
        rng = self.rng
        text = rng.choice(TRICKY)
        form = rng.random()
        if form < 0.2 and text.isprintable() and "'" not in text:
            return f"'{text}'"
        if form < 0.3:
            return f"'''\n{self.rng.choice(('one', '[[event]]'))}\n# no comment\n'''"
        if form < 0.45:
            return '"""\nline\n[[event]]\nid = \\"x\\" # no\n  \\\n   joined"""'
        plain = text.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in plain) + '"'


def some_value(rng: Random, depth: int = 0) -> Any:
    """Any value that a table may be given."""
    kind = rng.random()
    if depth < 3 and kind < 0.15:
        return [some_value(rng, depth + 1) for _ in range(rng.randrange(0, 4))]
    if depth < 3 and kind < 0.3:
        keys = rng.sample(("en", "zh", "metric", "odd key", "by"), rng.randrange(0, 4))
        return {key: some_value(rng, depth + 1) for key in keys}
    if kind < 0.6:
        return rng.choice(TRICKY)
    offset = timezone(timedelta(hours=rng.choice((0, 8))))
    return rng.choice(
        (1, 1.0, True, False, 0, -0.0, 100_000_000, -5, 0.1, 1e300, date(2025, 11, 11),
         datetime(2026, 1, 14, 9, 30, tzinfo=offset), datetime(2026, 1, 14, 9, 30))
    )  # fmt: skip


def changed(rng: Random, value: Any, depth: int = 0) -> Any:
    """The value with something about it changed."""
    if isinstance(value, dict) and (depth == 0 or rng.random() < 0.8):
        new = dict(value)
        for _ in range(rng.randrange(1, 3)):
            action = rng.random()
            if new and action < 0.55:
                key = rng.choice(list(new))
                new[key] = changed(rng, new[key], depth + 1)
            elif new and action < 0.7:
                del new[rng.choice(list(new))]
            else:
                new[rng.choice(KEYS if depth == 0 else ("en", "zh", "by", "a b"))] = some_value(rng)
        return new
    if isinstance(value, list) and rng.random() < 0.8:
        rows = list(value)
        for _ in range(rng.randrange(1, 3)):
            action = rng.random()
            if rows and action < 0.4:
                nth = rng.randrange(len(rows))
                rows[nth] = changed(rng, rows[nth], depth + 1)
            elif rows and action < 0.6:
                del rows[rng.randrange(len(rows))]
            else:
                rows.insert(rng.randint(0, len(rows)), some_value(rng, 1))
        return rows
    return some_value(rng, depth)


def some_splices(rng: Random, data: dict[str, Any]) -> list[Splice]:
    """One to three edits of different tables of a document."""
    places = [(table, nth) for table in TABLES for nth in range(len(data.get(table, ())))]
    rng.shuffle(places)
    splices: list[Splice] = []
    for table, nth in places[: rng.randrange(1, 4)]:
        action = rng.random()
        if action < 0.65:
            splices.append(Put(table, nth, changed(rng, data[table][nth])))
        elif action < 0.8:
            splices.append(Cut(table, nth))
        else:
            new = {key: some_value(rng) for key in rng.sample(KEYS, rng.randrange(0, 6))}
            splices.append(Insert(table, rng.randint(0, len(data[table])), new))
    if not splices or rng.random() < 0.05:
        splices.append(Insert("metric", 0, {"id": "m", "name": {"en": "M"}}))
    return splices


def wanted(data: dict[str, Any], splices: list[Splice]) -> dict[str, Any]:
    """What the document is to hold after the edits."""
    result = {key: list(rows) if isinstance(rows, list) else rows for key, rows in data.items()}
    rows: dict[str, list[list[Any]]] = {}
    for table in {splice.table for splice in splices}:
        rows[table] = [[row] for row in data.get(table, ())] + [[]]
    before: dict[tuple[str, int], list[Any]] = {}
    for splice in splices:
        slot = rows[splice.table]
        if isinstance(splice, Put):
            slot[splice.nth] = [splice.data]
        elif isinstance(splice, Cut):
            slot[splice.nth] = []
        else:
            before.setdefault((splice.table, splice.nth), []).append(splice.data)
    for table, slots in rows.items():
        found = [
            row for nth, slot in enumerate(slots) for row in (*before.get((table, nth), ()), *slot)
        ]
        if found:
            result[table] = found
        else:
            result.pop(table, None)
    return result
