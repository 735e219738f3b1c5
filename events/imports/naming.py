"""The names in records: what they mean in the timeline, and the new ones that may be made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from events.editing.table_words import TABLES
from events.imports.records import Fault, some
from events.names import Names, fold, slug

if TYPE_CHECKING:
    from events.timeline import Timeline
    from events.toml.layout import Data

NAMED: Final = ("company", "product", "kind", "metric", "source")
_MOST_LIKENED: Final = 500  # unknown words to which the nearest name is told: it takes a while
_LONGEST: Final = 200  # characters of these
_BLANK: Final = re.compile(r"\s")
_WEB: Final = re.compile(r"https?://\S")
_OWNERS: Final = {"company": ("company", "parent"), "product": ("company", "company")}


class Namer:
    """Finds the id that a word means; with ``make`` a word that means nothing becomes a new name.

    ``made`` holds the new ones by table and id, as their tables are to stand in a file.
    """

    def __init__(
        self, timeline: Timeline, brought: Mapping[str, Mapping[str, Data]], *, make: bool
    ) -> None:
        """Take the timeline's names, and the names that the imported file defines."""
        self.made: dict[str, dict[str, Data]] = {table: {} for table in NAMED}
        self._timeline = timeline
        self._make = make
        self._brought = brought
        self._brought_names: dict[str, Names] = {}
        self._known: dict[tuple[str, str], str | Fault] = {}
        self._made_of: dict[tuple[str, str], str] = {}
        self._owned: set[str] = set()  # new products of which the file says the company
        self._beside: dict[str, str] = {}  # of the others, the company of their first row
        self._unknowns = 0
        self._addresses = {source.url: id for id, source in timeline.sources.items() if source.url}

    def id(self, table: str, word: str, said: Mapping[str, Any] | None = None) -> str:
        """The id that a word means.

        Parameters
        ----------
        said
            What else the file says of it, for a new one.

        Raises `Fault`, with the nearest name, if it means nothing and may not be made.
        """
        key = (table, word)
        known = self._known.get(key)
        if known is None:
            try:
                known = self._found(table, word, said or {})
            except Fault as fault:
                known = fault
            self._known[key] = known
        if isinstance(known, Fault):
            raise known
        return known

    def _found(self, table: str, word: str, said: Mapping[str, Any]) -> str:
        names = self._timeline.names[table]
        found = names.resolve(word) or names.resolve(" ".join(word.split()))
        if found is None and table == "source":
            addresses = (_address(said.get("url")), _address(word))
            found = next((self._addresses[a] for a in addresses if a in self._addresses), None)
            title = said.get("title")
            if found is None and isinstance(title, str):
                found = names.resolve(title)
        if found is not None:
            return found
        made = self._made_of.get((table, _one_line(word)))
        if made is not None:
            return made
        brought = self._of_the_file(table, word)
        if not self._make:
            raise self._unknown(table, word, brought is not None)
        return self.add(
            table, word, brought if brought is not None else self._new(table, word, said)
        )

    def add(self, table: str, word: str, data: Data) -> str:
        """Make a new name, which the word means from now on; the ids of those it belongs to too."""
        data = dict(data)
        data["id"] = self._free(table, str(data["id"]))
        self._made_of[table, _one_line(word)] = data["id"]
        self._made_of.setdefault((table, _one_line(data["id"])), data["id"])
        self.made[table][data["id"]] = data
        if table == "source" and isinstance(data.get("url"), str):
            self._addresses.setdefault(data["url"], data["id"])
        owner_table, key = _OWNERS.get(table, ("", ""))
        if isinstance(data.get(key), str):
            data[key] = self.id(owner_table, data[key])
            self._owned.add(data["id"])
        return str(data["id"])

    def belongs(self, product: str, company: str) -> str | None:
        """Give a new product the company beside which it stands, unless the file says which.

        Returns the other company that it was given before: it is not known then, and has none.
        """
        data = self.made["product"].get(product)
        if data is None or product in self._owned:
            return None
        other = self._beside.setdefault(product, company)
        if other == company:
            data["company"] = company
            return None
        data.pop("company", None)
        self._beside[product] = ""
        return other or None

    def used(self, rows: list[Data]) -> dict[str, list[Data]]:
        """The new names that the rows need, each after what it belongs to."""
        words: set[str] = set()
        for row in rows:
            _gather(row, words)
        for table in ("product", "company"):
            pending = [id for id in self.made[table] if id in words]
            while pending:
                data = self.made[table][pending.pop()]
                owner = data.get(_OWNERS[table][1])
                if isinstance(owner, str) and owner not in words:
                    words.add(owner)
                    if table == "company" and owner in self.made["company"]:
                        pending.append(owner)
        found = {
            table: [data for id, data in made.items() if id in words]
            for table, made in self.made.items()
        }
        return {table: made for table, made in found.items() if made}

    def _of_the_file(self, table: str, word: str) -> Data | None:
        rows = self._brought.get(table)
        if not rows:
            return None
        if table not in self._brought_names:
            self._brought_names[table] = Names(
                (id, row.get("name") or row.get("title"), _words(row.get("aliases")))
                for id, row in rows.items()
            )
        id = self._brought_names[table].resolve(word)
        return None if id is None else rows[id]

    def _new(self, table: str, word: str, said: Mapping[str, Any]) -> Data:
        text = " ".join(word.split())
        if table == "source":
            data = {key: value for key, value in said.items() if value}
            if address := _address(word):
                data.setdefault("url", address)
            else:
                data.setdefault("title", text)
            if "url" in data:
                data["url"] = _address(data["url"])
            if data.get("url", "") is None:
                shown = some(str(said["url"]))
                raise Fault(
                    f"“{shown}” is no web address: http:// or https://",
                    f"“{shown}”不是网址：应以 http:// 或 https:// 开头",
                )
            address = str(data.get("url", "")).partition("://")[2].removeprefix("www.")
            data.setdefault("title", address or text)
            return {"id": slug(str(data["title"])) or "source", **data}
        id = slug(text)
        data = {"id": id or table, "name": text}
        return data | {key: value for key, value in said.items() if value}

    def _free(self, table: str, id: str) -> str:
        """The id, or if that is another's, with a number."""
        made, count = id, 1
        while id in self._timeline.names[table] or id in self.made[table]:
            count += 1
            id = f"{made}-{count}"
        return id

    def _unknown(self, table: str, word: str, brought: bool) -> Fault:
        name = TABLES[table]
        shown = some(word)
        self._unknowns += 1
        near = None
        if self._unknowns <= _MOST_LIKENED and len(word) < _LONGEST:
            near = self._timeline.names[table].nearest(word)
        asks, asks_zh = "", ""
        if near:
            asks, asks_zh = f"did you mean {some(near)}? ", f"是否想写 {some(near)}？"
        if brought:
            return Fault(
                f"there is no {name.one} “{shown}” in the timeline, only in the file: "
                f"{asks}--make-names makes it",
                f"时间线中没有{name.zh}“{shown}”，只有文件中有：{asks_zh}可加 --make-names 新建",
            )
        return Fault(
            f"there is no {name.one} “{shown}”: {asks}--make-names makes it",
            f"没有{name.zh}“{shown}”：{asks_zh}可加 --make-names 新建",
        )


def _address(url: object) -> str | None:
    """A web address as an event file may hold it: blanks as a browser writes them, %20; or None."""
    if not isinstance(url, str) or not _WEB.match(url.strip()):
        return None
    return _BLANK.sub(lambda blank: quote(blank[0]), url.strip())


def _one_line(word: str) -> str:
    """What a new name is known by: blanks of other kinds and numbers make no other one."""
    return fold(" ".join(word.split()))


def _words(value: Any) -> list[str]:
    return [word for word in value if isinstance(word, str)] if isinstance(value, list) else []


def _gather(value: Any, words: set[str]) -> None:
    """All texts in a value."""
    if isinstance(value, str):
        words.add(value)
    elif isinstance(value, dict):
        for item in value.values():
            _gather(item, words)
    elif isinstance(value, list):
        for item in value:
            _gather(item, words)
