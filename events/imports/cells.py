"""What a cell of a spreadsheet holds: a list of names, readings, citations, a figure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from events.imports.records import Fault, some
from events.metrics import NumberError, read_number
from events.names import fold

if TYPE_CHECKING:
    from events.names import Names
    from events.toml.layout import Data

_FIRMLY: Final = re.compile(r"\n|;|；|\|")
_LOOSELY: Final = re.compile(r"[,，、]")
_QUOTED: Final = re.compile(r'\s*"((?:[^"]|"")*)"\s*')
_NOTHING: Final = frozenset(("", "-", "–", "—", "n/a", "na", "nil", "none", "无", "暂无", "/"))
_WORD: Final = re.compile(r'"([^"]*)"|(\S+)')
_LONGEST_NAME: Final = 6  # words


def listed(cell: str, names: Names | None = None) -> list[str]:
    """The words of a cell: a JSON array, or between semicolons, bars, line ends, else commas.

    A cell that is one known name is one word, whatever commas it holds; so is one in quotes.
    """
    text = cell.strip()
    if names is not None and names.resolve(text) is not None:
        return [text]
    if text.startswith("["):
        found = _of_json(text)
        if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
            raise Fault(f"“{some(text)}” is no list of texts", f"“{some(text)}”不是文字列表")
        return found
    separator = _FIRMLY if _FIRMLY.search(text) else _LOOSELY
    return [word for word in _parts(text, separator) if word]


def _parts(text: str, separator: re.Pattern[str]) -> Iterator[str]:
    """The parts of a text between separators; those within quotes do not count."""
    at = 0
    while at <= len(text):
        quoted = _QUOTED.match(text, at)
        if quoted and (quoted.end() == len(text) or separator.match(text, quoted.end())):
            yield quoted[1].replace('""', '"').strip()
            at = quoted.end() + 1
            continue
        found = separator.search(text, at)
        end = found.start() if found else len(text)
        yield text[at:end].strip()
        at = end + 1


def is_nothing(cell: str) -> bool:
    """Whether a cell for a figure says that there is none."""
    return cell.strip().casefold() in _NOTHING


def figure(cell: str) -> Data:
    """The keys of a reading for a number in words; its unit, if it names one, as ``unit``."""
    try:
        amount = read_number(cell)
    except NumberError as error:
        raise Fault(error.show("en"), error.show("zh")) from None
    found: Data = (
        {"value": amount.low}
        if amount.low == amount.high
        else {"low": amount.low, "high": amount.high}
    )
    if amount.bound != "exact":
        found["bound"] = amount.bound
    return found | ({"unit": amount.unit} if amount.unit else {})


def readings(cell: str, names: Mapping[str, Names]) -> list[Data]:
    """The readings of a cell: JSON, or ``mau qwen-app >1亿 by=Alibaba`` with ; between them."""
    rows = _rows_of_json(cell)
    if rows is not None:
        return rows
    parts = (part.strip() for part in re.split(r"[\n;；]|\s·\s", cell))
    return [_reading(part, names) for part in parts if part]


def _reading(text: str, names: Mapping[str, Names]) -> Data:
    rest, row = options(text, ("product", "company", "by", "note"))
    words = [quoted or bare for quoted, bare in _WORD.findall(rest)]
    owner: tuple[str, str] | None = None
    metric, left = _leading(("metric",), words, names)
    if metric is None:
        owner, left = _leading(("product", "company"), words, names)
        metric, left = _leading(("metric",), left, names) if owner else (None, words)
    if metric is None:
        metric, left = ("metric", words[0] if words else ""), words[1:]
    if owner is None:
        owner, left = _leading(("product", "company"), left, names)
    if not left:
        raise Fault(f"“{some(text)}” gives no figure", f"“{some(text)}”没有数值")
    found = {"metric": metric[1], **({owner[0]: owner[1]} if owner else {})}
    return found | figure(" ".join(left)) | row


def _leading(
    tables: Iterable[str], words: list[str], names: Mapping[str, Names]
) -> tuple[tuple[str, str] | None, list[str]]:
    """The name that the first words make, as many as can, with its table; and the rest."""
    for end in range(min(len(words), _LONGEST_NAME), 0, -1):
        text = " ".join(words[:end])
        for table in tables:
            if table in names and names[table].resolve(text) is not None:
                return (table, text), words[end:]
    return None, words


def citations(cell: str, names: Mapping[str, Names]) -> list[Data]:
    """The citations of a cell: JSON, or ``source:place`` with ; between them."""
    rows = _rows_of_json(cell)
    if rows is not None:
        return rows
    known = names.get("source")
    if known is not None and known.resolve(cell) is not None:
        return [{"source": cell.strip()}]
    return [_citation(part, known) for part in _parts(cell, re.compile(r"[\n;；]")) if part]


def _citation(text: str, known: Names | None) -> Data:
    rest, row = options(text, ("date_words", "note"))
    ends = [len(rest)]
    if known is not None:
        ends += [at for at in range(len(rest) - 1, 0, -1) if rest[at] in ":："]
    end = next((at for at in ends if known and known.resolve(rest[:at])), len(rest))
    place = rest[end + 1 :].strip()
    return {"source": rest[:end].strip()} | ({"place": place} if place else {}) | row


def options(text: str, keys: Iterable[str]) -> tuple[str, Data]:
    """The text without its ``key=word`` or ``key="words"``, and those."""
    found: Data = {}

    def taken(match: re.Match[str]) -> str:
        found[match[1]] = match[2] if match[2] is not None else match[3]
        return " "

    rest = re.sub(rf'(?<!\S)({"|".join(keys)})=(?:"([^"]*)"|(\S+))', taken, text)
    return rest.strip(), {key: value for key, value in found.items() if value.strip()}


def _rows_of_json(cell: str) -> list[Data] | None:
    """The tables that a cell holds as JSON; None if it is not JSON."""
    text = cell.strip()
    if text[:1] not in ("[", "{"):
        return None
    found = _of_json(text)
    rows = found if isinstance(found, list) else [found]
    if not all(isinstance(row, dict) for row in rows):
        raise Fault(f"“{some(text)}” is no list of tables", f"“{some(text)}”不是表的列表")
    return rows


def _of_json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Fault(f"“{some(text)}” is no JSON", f"“{some(text)}”不是 JSON") from None


def heading(text: str) -> str:
    """A heading as it is compared: folded, without blanks, marks and brackets."""
    return re.sub(r"[\s_\-()（）\[\]【】:：.*#]+", "", fold(text))
