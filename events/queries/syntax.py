r"""What was typed in a query line, read into terms that know their place in the line.

No names are looked up here: `events.query` does that, `events.queries.facets` edits the line by
these places. Grammar, with blanks between the parts:

    query   = { group }                      all of them
    group   = item { "OR" item }             any of them; OR joins the two beside it
    item    = [ "-" ] ( "(" query ")" | field | comparison | word | phrase )
    field   = name ":" value { "," value }
    comparison = name ( ">" | ">=" | "<" | "<=" | "=" ) value

``AND`` between items says nothing new, ``NOT`` is the minus; 或, 且 and 非 are the same three.
Full-width punctuation counts as its ASCII twin, any double quotation mark as ``"``; inside a
phrase ``\"`` is the mark itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from events.when import Lang

LONGEST = 20_000
"""Characters in a query; more is no query but a mishap of the clipboard."""
MOST_TERMS = 400
DEEPEST = 50
"""Brackets and minus signs inside each other."""


class QueryError(ValueError):
    """A query that cannot be understood: why, and where.

    ``start`` and ``end`` are the place in the query's text; ``nearest`` is a known word to put
    there instead, if one is near. ``str(error)`` is an English sentence; `show` gives either
    language.
    """

    def __init__(
        self, start: int, end: int, en: str, zh: str, *, nearest: str | None = None
    ) -> None:
        if nearest is not None:
            en += f"; did you mean “{nearest}”?"
            zh += f"；是否想写“{nearest}”？"
        super().__init__(en)
        self.start = start
        self.end = end
        self.nearest = nearest
        self._zh = zh

    def show(self, lang: Lang = "en") -> str:
        """The sentence in a language."""
        return self._zh if lang == "zh" else str(self)


class Part(NamedTuple):
    """A piece of text and its place, quotation marks included in the place only."""

    start: int
    end: int
    text: str
    quoted: bool = False


class Word(NamedTuple):
    """A word or phrase to look for."""

    start: int
    end: int
    text: str


class FieldTerm(NamedTuple):
    """A field and the values it may have: ``company:alibaba,bytedance``."""

    start: int
    end: int
    name: Part
    values: tuple[Part, ...]


class Comparison(NamedTuple):
    """A metric compared with a number: ``dau>50M``."""

    start: int
    end: int
    name: Part
    op: str
    value: Part


class Not(NamedTuple):
    """All but the item."""

    start: int
    end: int
    item: Item


class AnyOf(NamedTuple):
    """Items joined by OR."""

    start: int
    end: int
    items: tuple[Item, ...]


class AllOf(NamedTuple):
    """The items of a whole query, or of a bracket; ``joints`` are the places of any ANDs."""

    start: int
    end: int
    items: tuple[Item, ...]
    joints: tuple[tuple[int, int], ...] = ()


Item: TypeAlias = Word | FieldTerm | Comparison | Not | AnyOf | AllOf

# One character for one, so that a place in the plain text is a place in the text.
_PLAIN = str.maketrans(
    {code: chr(code - 0xFEE0) for code in map(ord, "：，（）＞＜＝－｜")}
    | dict.fromkeys(map(ord, "“”„‟＂"), '"')
    | {ord("、"): ",", ord("\u3000"): " ", ord("−"): "-"}
)
_BLANKS = re.compile(r"\s*")
_NAME = re.compile(r'[^\s()":<>=≥≤]+')
_RUN = re.compile(r'[^\s()"]+')
_VALUE = re.compile(r'[^\s()",]+')
_OPERATOR = re.compile(r"\s*([<>]=?|==?|≥|≤)")
_OR, _AND, _NOT = (
    re.compile(rf"(?:{words})(?=[\s()]|$)") for words in (r"OR|\|\|?|或", r"AND|&&?|且", r"NOT|非")
)
_SIGNS = {"≥": ">=", "≤": "<=", "==": "="}


def plain(text: str) -> str:
    """The text with ASCII punctuation, as long as it was."""
    return text.translate(_PLAIN)


def quoted(words: str) -> str:
    """The words in quotation marks, as they stand for themselves in a query."""
    marked = "".join(f"\\{c}" if c == "\\" or plain(c) == '"' else c for c in words)
    return f'"{marked}"'


def quoted_if_needed(value: str) -> str:
    """The value as it can stand after ``field:`` and mean itself."""
    return value if _VALUE.fullmatch(plain(value)) else quoted(value)


def read_syntax(text: str) -> AllOf:
    """Read a query into its terms. Raises `QueryError`."""
    if len(text) > LONGEST:
        raise QueryError(
            LONGEST,
            len(text),
            f"a query may have {LONGEST:,} characters, this has {len(text):,}",
            f"查询最多 {LONGEST} 字，这里有 {len(text)} 字",
        )
    return _Reader(text).whole()


class _Reader:
    """Reads from left to right; ``at`` is the place of the next character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = plain(text)
        self.at = 0
        self.depth = 0
        self.terms = 0

    def whole(self) -> AllOf:
        found = self.all_of()
        if self.at < len(self.text):
            raise QueryError(
                self.at, self.at + 1, "nothing was opened that “)” closes", "“)”没有与之相对的“(”"
            )
        return found

    # The parts of the grammar, from the largest

    def all_of(self) -> AllOf:
        start = self.at
        items: list[Item] = []
        joints: list[tuple[int, int]] = []
        while self.more():
            joint = self.keyword(_AND)
            if joint:
                if not items or not self.more():
                    raise _lonely(joint, "AND")
                joints.append(joint)
            items.append(self.any_of())
        return AllOf(start, self.at, tuple(items), tuple(joints))

    def any_of(self) -> Item:
        items = [self.item()]
        while self.more() and (joint := self.keyword(_OR)):
            if not self.more():
                raise _lonely(joint, "OR")
            items.append(self.item())
        return items[0] if len(items) == 1 else AnyOf(items[0].start, items[-1].end, tuple(items))

    def item(self) -> Item:
        start = self.at
        for pattern, name in ((_OR, "OR"), (_AND, "AND")):
            if joint := self.keyword(pattern):
                raise _lonely(joint, name)
        if negation := self.negation():
            self.deeper(start)
            if not self.more():
                raise _lonely(negation, self.text[slice(*negation)])
            item = self.item()
            self.depth -= 1
            return Not(start, item.end, item)
        if self.sees("("):
            self.deeper(start)
            self.at += 1
            inside = self.all_of()
            if not self.sees(")"):
                raise QueryError(start, start + 1, "“(” is not closed", "“(”没有闭合")
            self.at += 1
            self.depth -= 1
            if not inside.items:
                raise QueryError(start, self.at, "nothing between the brackets", "括号中没有内容")
            return AllOf(start, self.at, inside.items, inside.joints)
        return self.term()

    def negation(self) -> tuple[int, int] | None:
        if not self.sees("-"):
            return self.keyword(_NOT)
        self.at += 1
        if self.at < len(self.plain) and not self.plain[self.at].isspace():
            return self.at - 1, self.at
        raise _lonely((self.at - 1, self.at), "-")

    def term(self) -> Word | FieldTerm | Comparison:
        self.terms += 1
        if self.terms > MOST_TERMS:
            raise QueryError(
                self.at,
                len(self.text),
                f"a query may have {MOST_TERMS} terms",
                f"查询最多 {MOST_TERMS} 项",
            )
        name = self.part(_NAME)
        if name is None:
            sign = self.plain[self.at]
            where = (self.at, self.at + 1)
            if sign == ":":
                raise QueryError(*where, "no field before “:”", "“:”前缺少字段")
            raise QueryError(*where, f"no metric before “{sign}”", f"“{sign}”前缺少指标")
        if self.sees(":"):
            if name.quoted or self.text[name.start].isalpha():
                return self.field_term(name)
            self.at = name.start  # 9:30 is a word
            name = self.part(_RUN) or name
        elif operator := _OPERATOR.match(self.plain, self.at):
            return self.comparison(name, operator)
        return Word(name.start, name.end, name.text)

    def field_term(self, name: Part) -> FieldTerm:
        values: list[Part] = []
        while not values or self.sees(","):
            self.at += 1
            if values:
                self.skip_blanks()
            value = self.part(_VALUE)
            if value is None or not value.text.strip():
                raise QueryError(
                    name.start,
                    self.at,
                    f"{self.text[name.start : self.at].rstrip()} needs a value",
                    f"{self.text[name.start : self.at].rstrip()} 后缺少值",
                )
            values.append(value)
        return FieldTerm(name.start, self.at, name, tuple(values))

    def comparison(self, name: Part, operator: re.Match[str]) -> Comparison:
        self.at = operator.end()
        self.skip_blanks()
        value = self.part(_RUN)
        sign = operator[1]
        if value is None or not value.text.strip():
            raise QueryError(
                name.start,
                operator.end(),
                f"“{name.text} {sign}” needs a number",
                f"“{name.text} {sign}”后缺少数字",
            )
        return Comparison(name.start, self.at, name, _SIGNS.get(sign, sign), value)

    # Characters

    def skip_blanks(self) -> None:
        blanks = _BLANKS.match(self.plain, self.at)
        self.at = blanks.end() if blanks else self.at

    def more(self) -> bool:
        """Whether another item follows, blanks skipped."""
        self.skip_blanks()
        return self.at < len(self.plain) and self.plain[self.at] != ")"

    def sees(self, sign: str) -> bool:
        return self.plain.startswith(sign, self.at)

    def keyword(self, pattern: re.Pattern[str]) -> tuple[int, int] | None:
        found = pattern.match(self.plain, self.at)
        if found is None:
            return None
        self.at = found.end()
        return found.span()

    def deeper(self, start: int) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise QueryError(start, len(self.text), "nested too deeply", "嵌套过深")

    def part(self, bare: re.Pattern[str]) -> Part | None:
        """A quoted text, or a run of characters of the pattern; None if neither stands here."""
        start = self.at
        if self.sees('"'):
            return self.quoted()
        found = bare.match(self.plain, start)
        if found is None:
            return None
        self.at = found.end()
        return Part(start, self.at, self.text[start : self.at])

    def quoted(self) -> Part:
        start = self.at
        letters: list[str] = []
        at = start + 1
        while at < len(self.plain) and self.plain[at] != '"':
            if self.text[at] == "\\" and self.plain[at + 1 : at + 2] in ('"', "\\"):
                at += 1
            letters.append(self.text[at])
            at += 1
        if at >= len(self.plain):
            raise QueryError(
                start, len(self.text), "the quotation mark is not closed", "引号没有闭合"
            )
        self.at = at + 1
        return Part(start, self.at, "".join(letters), quoted=True)


def _lonely(place: tuple[int, int], sign: str) -> QueryError:
    if sign in ("-", "NOT", "非"):
        return QueryError(*place, f"{sign} needs a term after it", f"{sign} 后缺少条件")
    return QueryError(*place, f"{sign} needs a term on both sides", f"{sign} 两边都要有条件")
