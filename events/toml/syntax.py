"""What a TOML syntax error means for the person who made it: the usual slips, told plainly."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import tomli

from events.toml.meant import date_meant, number_meant
from events.toml.scan import ScanError, Span, deep_bracket, open_quote, statement_start, value_end

Args = tuple[tuple[str, str], ...]

# Signs of Chinese input methods, and what TOML wants.
_PLAIN_FOR = {
    **dict.fromkeys("“”„‟＂", '"'),
    **dict.fromkeys("‘’＇", "'"),
    **dict.fromkeys("，、﹐", ","),
    **dict.fromkeys("　\u00a0", " "),
    "＝": "=",
    "：": "=",
    "［": "[",
    "］": "]",
    "【": "[",
    "】": "]",
    "｛": "{",
    "｝": "}",
    "＃": "#",
    "．": ".",
}
_LONGEST_WORD = 200
_CLOSING = {"[": "]", "{": "}"}
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |\r?$)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WORD = re.compile(r"[^\s\"',=#\[\]{}]*+")  # what is written without a break
_THOUSANDS = re.compile(r",\d\d\d", re.ASCII)
_NUMERAL = re.compile(r"[\d,.]*+", re.ASCII)
_VALUE_WORDS = re.compile(r"[^\"',#\[\]{}\r\n]*+")  # the same with blanks in it
_KEY_WORD = re.compile(r"[^\s\"'.=:：＝#\[\]{}]*+")
_DATE_LIKE = re.compile(r"\[?\.{0,2}\d{3}[\dX](?:[-/.年~?%X]|$)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d|$)", re.ASCII)
_PAIR = re.compile(r"[\w\"'.\- ]*?=")

# The parser's own words, where nothing better is known: the beginning of its message, ours.
_WHY = {
    "Invalid statement": (
        "this is neither a key, nor a table header, nor a comment",
        "既不是键，也不是表头或注释",
    ),
    "Expected '='": ("“=” is missing after the key", "键后缺少“=”"),
    "Expected newline": ("something follows the value on its line", "值之后还有多余内容"),
    "Invalid value": ("this is no value", "这不是有效的值"),
    "Invalid initial character": ("no key begins so", "键不能这样开头"),
    "Invalid date": ("no such day or time", "不存在的日期或时间"),
    "Unclosed array": ("“,” or “]” must stand here", "此处应为“,”或“]”"),
    "Unclosed inline table": ("“,” or “}” must stand here", "此处应为“,”或“}”"),
    "Found invalid character": ("a character that must not stand here", "此处不应有这个字符"),
}


class Fault(NamedTuple):
    """A fault of a text: the rule it breaks, where it stands, and what to say of it."""

    code: str
    span: Span
    args: Args = ()
    suggestion: str | None = None

    def moved(self, by: int) -> Fault:
        """The same fault in a text that begins ``by`` characters earlier."""
        return self._replace(span=(self.span[0] + by, self.span[1] + by))


def explain(text: str, error: Exception) -> Fault:
    """Say what is wrong in a text that the parser refused with an error."""
    if isinstance(error, RecursionError):
        return Fault("too-deep", _too_deep(text))
    if not isinstance(error, tomli.TOMLDecodeError):
        digits = re.search(r"(?<![0-9a-fA-F_])[0-9a-fA-F_]{3000,}", text)
        return Fault("huge-number", digits.span() if digits else (0, 0))
    place = _Place(text, _position(text, error), error.msg)
    for look in _LOOKS:
        fault = look(place)
        if fault is not None:
            return fault
    why = next((words for start, words in _WHY.items() if error.msg.startswith(start)), None)
    en, zh = why or (error.msg, error.msg)
    return Fault("syntax", place.char, (("why", en), ("why@zh", zh)))


class _Place:
    """Where the parser stopped, and why."""

    def __init__(self, text: str, pos: int, message: str) -> None:
        self.text = text
        self.pos = pos
        self.message = message
        self.sign = text[pos : pos + 1]
        self.char = (pos, min(pos + 1, len(text)))
        self.line_start = text.rfind("\n", 0, pos) + 1
        line_end = text.find("\n", pos)
        self.line_end = len(text) if line_end < 0 else line_end
        if text[self.line_end - 1 : self.line_end] == "\r":
            self.line_end -= 1

    def says(self, *beginnings: str) -> bool:
        return self.message.startswith(beginnings)

    def key(self) -> str:
        """The key before the place, as written."""
        before = self.text[self.line_start : self.pos].rstrip(" \t=:：＝")
        return re.split(r"[,{\[]\s*", before)[-1].strip() or "key"

    def word(self, pattern: re.Pattern[str]) -> tuple[str, Span]:
        """The word that the place is in, begun earlier on the line perhaps."""
        start, least = self.pos, max(self.line_start, self.pos - _LONGEST_WORD)
        while start > least and pattern.fullmatch(self.text[start - 1]):
            start -= 1
        match = pattern.match(self.text, start)
        found = match[0].rstrip() if match else ""
        return found, (start, start + len(found))


def _conflict(at: _Place) -> Fault | None:
    if _CONFLICT.match(at.text, at.line_start, at.line_end):
        return Fault("conflict-marks", (at.line_start, at.line_end))
    return None


def _control(at: _Place) -> Fault | None:
    if at.sign == "\r" and at.text[at.pos + 1 : at.pos + 2] != "\n":
        return Fault("bare-cr", at.char)
    if _CONTROL.match(at.sign):
        return Fault("control-character", at.char, (("code", f"{ord(at.sign):04X}"),))
    return None


def _full_width(at: _Place) -> Fault | None:
    pos, sign = at.pos, at.sign
    if at.says("Illegal character '\\n'", 'Expected "\'"', "Unterminated"):
        # A string closed by a curly quote runs on to the end of its line.
        start = open_quote(at.text, at.line_start, at.line_end)
        begun = at.text[start : at.line_end] if start is not None else ""
        pos = at.line_start + max(
            (
                begun.rfind(quote) + (start or 0) - at.line_start
                for quote in "“”‘’＂＇"
                if quote in begun
            ),
            default=-1,
        )
        if pos < at.line_start:
            return None
        sign = at.text[pos]
    plain = _PLAIN_FOR.get(sign)
    if plain is None or at.says("Invalid hex", "Unescaped"):
        return None
    if sign == "：" and at.says("Expected '='"):
        return None
    words = (plain, plain)
    if plain == " ":
        words, sign = ("blank", "空格"), f"U+{ord(sign):04X}"
    return Fault(
        "full-width-sign",
        (pos, pos + 1),
        (("sign", sign), ("plain", words[0]), ("plain@zh", words[1])),
    )


def _colon(at: _Place) -> Fault | None:
    if at.says("Expected '='") and at.sign in (":", "："):
        return Fault("colon-for-equals", at.char, (("key", at.key()),))
    return None


def _key(at: _Place) -> Fault | None:
    if not at.says("Expected '='", "Invalid statement", "Invalid initial character"):
        return None
    word, span = at.word(_KEY_WORD)
    if not word.isascii() and word.replace("-", "").isalnum():
        return Fault("bare-key", span, (("text", word),))
    return None


def _header(at: _Place) -> Fault | None:
    line = at.text[at.line_start : at.line_end].strip()
    if line.startswith("[") and at.says("Expected ']", "Expected newline"):
        name = line.strip("[] \t")
        if re.fullmatch(r"[\w.-]+", name):
            header = f"[{name}]" if "." in name else f"[[{name}]]"
            return Fault("bad-header", (at.line_start, at.line_end), (("header", header),))
    return None


def _backslash(at: _Place) -> Fault | None:
    if at.says("Unescaped", "Invalid hex", "Escaped character"):
        pos = max(at.text.rfind("\\", at.line_start, at.pos + 1), at.line_start)
        return Fault("backslash", (pos, pos + 1))
    return None


def _double_key(at: _Place) -> Fault | None:
    if not at.says("Cannot", "Duplicate"):
        return None
    start = statement_start(at.text, at.pos)
    if at.says("Duplicate"):
        name = at.message.rpartition(" key ")[2].strip("'\"")
        found = at.text.rfind(name, start, at.pos)
        span = (found, found + len(name)) if found >= 0 else at.char
        return Fault("double-key", span, (("key", name),))
    line = at.text[start:].split("\n", 1)[0]
    begin = start + len(line) - len(line.lstrip())
    name = line.strip() if line.lstrip().startswith("[") else line.split("=")[0].strip()
    return Fault("double-key", (begin, begin + len(name)), (("key", name),))


def _string(at: _Place) -> Fault | None:
    if not at.says("Illegal character '\\n'", "Unterminated", "Expected \"'", 'Expected "'):
        return None
    start = open_quote(at.text, statement_start(at.text, at.pos), at.pos)
    if start is None:
        return None
    quote = at.text[start]
    if at.text.startswith(quote * 3, start):
        quote *= 3
    return Fault("unclosed-string", (start, start + len(quote)), (("quote", quote),))


def _value(at: _Place) -> Fault | None:
    """A value that is none, or only in part: 2025-11, users, 1.3亿, True, null."""
    if at.says("Invalid date"):
        word, span = at.word(_WORD)
        return Fault("no-such-day", span, (("text", word),))
    if at.says("Invalid value"):
        if at.sign in ("", "\r", "\n"):
            return Fault("no-value", at.char, (("key", at.key()),))
        if _PAIR.match(at.text, at.pos, at.line_end) and (opened := _unclosed(at)):
            return opened
        match = _VALUE_WORDS.match(at.text, at.pos)
        word = match[0].rstrip() if match else ""
        span = (at.pos, at.pos + len(word))
    elif at.says("Expected newline", "Unclosed"):
        word, span = at.word(_NUMERAL if _THOUSANDS.match(at.text, at.pos) else _WORD)
        if not span[0] < at.pos < span[1]:
            return None  # the value is whole: the fault is what follows it
    else:
        return None
    return _meant(word, span, at)


def _meant(word: str, span: Span, at: _Place) -> Fault | None:
    if not word:
        return None
    if word.lower() in ("true", "false"):
        return Fault("capital-boolean", span, (("text", word),), word.lower())
    if word.lower() in ("null", "none", "nil"):
        return Fault("no-null", span, (("text", word),))
    if _DATE_LIKE.match(word) or (word[0].isdigit() and word[-1] in "年月日号"):
        if _DAY.match(word):
            return Fault("no-such-day", span, (("text", word),))
        return Fault("bare-date", span, (("text", word), ("plain", date_meant(word) or word)))
    if number := number_meant(word):
        key = at.text[at.line_start : span[0]].rstrip(" \t=").rpartition(" ")[2] or "value"
        plain = number.replace("value", key if key.isidentifier() else "value", 1)
        return Fault("number-word", span, (("text", word), ("plain", plain)))
    if word[0].isalnum():
        return Fault("bare-word", span, (("text", word),))
    return None


def _trailing(at: _Place) -> Fault | None:
    """Something behind a value: a quote inside a string, a comma missing, a bracket left open."""
    if not at.says("Expected newline", "Unclosed"):
        return None
    before = at.text[at.pos - 1 : at.pos]
    if before in ("'", '"') and at.sign.isalnum() and before in at.text[at.pos : at.line_end]:
        return Fault("quote-inside", (at.pos - 1, at.pos), (("quote", before),))
    if at.says("Unclosed"):
        begins_value = at.sign.isalnum() or at.sign in "\"'{["
        same_line = at.text[at.line_start : at.pos].strip() != ""
        is_pair = _PAIR.match(at.text, at.pos, at.line_end) is not None
        if begins_value and at.sign and (same_line or not (is_pair or at.sign == "[")):
            return Fault("missing-comma", at.char)
        return _unclosed(at)
    return None


def _unclosed(at: _Place) -> Fault | None:
    """The bracket that was never closed, if there is one before the place."""
    start = statement_start(at.text, at.pos)
    equals = at.text.find("=", start, at.pos)
    for pos in range(equals + 1, at.pos) if equals >= 0 else ():
        if at.text[pos] in " \t":
            continue
        if at.text[pos] not in "[{":
            return None
        try:
            value_end(at.text[: at.pos], pos)
        except ScanError:
            bracket = at.text[pos]
            args = (("bracket", bracket), ("closing", _CLOSING[bracket]))
            return Fault("unclosed-bracket", (pos, pos + 1), args)
        return None
    return None


_LOOKS: tuple[Callable[[_Place], Fault | None], ...] = (
    _conflict,
    _control,
    _full_width,
    _colon,
    _key,
    _header,
    _backslash,
    _double_key,
    _string,
    _value,
    _trailing,
)


def _position(text: str, error: tomli.TOMLDecodeError) -> int:
    """Where the error is in the text: the parser counts CRLF as one character."""
    if "\r\n" not in text:
        return min(error.pos, len(text))
    start = 0
    for _ in range(error.lineno - 1):
        start = text.find("\n", start) + 1
    return min(start + error.colno - 1, len(text))


def _too_deep(text: str) -> Span:
    """Where something begins that is nested too deep, or a key of too many parts."""
    deep = deep_bracket(text, 100)
    if deep is not None:
        return deep, deep + 1
    long = (line for line in re.finditer(r"[^\r\n]+", text) if line[0].count(".") >= 300)
    return next((line.span() for line in long), (0, 0))
