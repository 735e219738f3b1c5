from __future__ import annotations

import pytest
import tomli

from events.problems import Problem
from events.toml.syntax import Fault, explain


def fault_of(text: str) -> Fault:
    with pytest.raises((ValueError, RecursionError)) as caught:
        tomli.loads(text)
    return explain(text, caught.value)


def mend(fault: Fault) -> str:
    return Problem(fault.code, "f.toml", 1, 1, fault.args, suggestion=fault.suggestion).mend()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("line", "code", "marked"),
    [
        ("title = “千问”", "full-width-sign", "“"),
        ('title = "千问”', "full-width-sign", "”"),
        ('tags = ["a", "b”]', "full-width-sign", "”"),
        ('tags = ["a"，"b"]', "full-width-sign", "，"),
        ('tags = ["a"、"b"]', "full-width-sign", "、"),
        ('id ＝ "x"', "full-width-sign", "＝"),
        ('id = "x"，', "full-width-sign", "，"),
        ("［［event］］", "full-width-sign", "［"),
        ('\u3000id = "x"', "full-width-sign", "\u3000"),
        ('r = [{ metric = "mau"， value = 1 }]', "full-width-sign", "，"),
        ('id: "x"', "colon-for-equals", ":"),
        ('id："x"', "colon-for-equals", "："),
        ('r = [{ metric: "mau" }]', "colon-for-equals", ":"),
        ("date = 2025-11", "bare-date", "2025-11"),
        ("date = 2025-11~  # about", "bare-date", "2025-11~"),
        ("date = 2025-Q3", "bare-date", "2025-Q3"),
        ("date = 202X", "bare-date", "202X"),
        ("date = 2025/11/03", "bare-date", "2025/11/03"),
        ("date = 2025年11月", "bare-date", "2025年11月"),
        ("d = { date = 2025-11 }", "bare-date", "2025-11"),
        ("date = 2025-02-30", "no-such-day", "2025-02-30"),
        ("date = 2025-11-11T25:00:00", "no-such-day", "2025-11-11T25:00:00"),
        ('path = "C:\\Users"', "backslash", "\\"),
        ('path = "a\\qb"', "backslash", "\\"),
        ('标题 = "x"', "bare-key", "标题"),
        ('title.中 = "x"', "bare-key", "中"),
        ('title = { 中 = "x" }', "bare-key", "中"),
        ("[[事件]]", "bare-key", "事件"),
        ("kind = users", "bare-word", "users"),
        ("kind = big users  # x", "bare-word", "big users"),
        ("url = https://x.y/z", "bare-word", "https://x.y/z"),
        ("tags = [a, b]", "bare-word", "a"),
        ("launch = True", "capital-boolean", "True"),
        ("url = null", "no-null", "null"),
        ("value = 1.3亿", "number-word", "1.3亿"),
        ("value = 35M", "number-word", "35M"),
        ("value = 1,300", "number-word", "1,300"),
        ("value = >100", "number-word", ">100"),
        ('title = "abc', "unclosed-string", '"'),
        ("title = 'abc", "unclosed-string", "'"),
        ('title = """abc', "unclosed-string", '"""'),
        ('tags = ["a", "b"', "unclosed-bracket", "["),
        ('title = { en = "a", zh = "b"', "unclosed-bracket", "{"),
        ('tags = ["a" "b"]', "missing-comma", '"'),
        ('title = { en = "a" zh = "b" }', "missing-comma", "z"),
        ('title = "the "best" app"', "quote-inside", '"'),
        ("title = 'it's'", "quote-inside", "'"),
        ("title =", "no-value", None),
        ("[event", "bad-header", "[event"),
        ("[[event]", "bad-header", "[[event]"),
        ("[event]]", "bad-header", "[event]]"),
        ('first = "again"', "double-key", "first"),
        ('title = { en = "a", en = "b" }', "double-key", "en"),
        ("[taken]", "double-key", "[taken]"),
        ('title = "a\x01b"', "control-character", "\x01"),
        ("\x00", "control-character", "\x00"),
        ('id = "x"\rtitle = "y"', "bare-cr", "\r"),
        ("<<<<<<< HEAD", "conflict-marks", "<<<<<<< HEAD"),
        ("=======", "conflict-marks", "======="),
        ("// comment", "syntax", "/"),
        ("x = " + "[" * 10_000, "too-deep", "["),
        ("a." * 2000 + "b = 1", "too-deep", "a." * 2000 + "b = 1"),
        ("x = " + "9" * 5000, "huge-number", "9" * 5000),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_explain(line: str, code: str, marked: str | None, newline: str) -> None:
    text = newline.join(['first = "千"', "taken.x = 1", line, "last = 1", ""])
    fault = fault_of(text)
    assert fault.code == code
    if marked is not None:
        start, end = fault.span
        assert text[start:end] == marked
        assert start >= text.index(line)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("date = 2025-11", 'Write "2025-11"'),
        ("date = 2025/11/03", 'Write "2025-11-03"'),
        ("date = 2025年11月上旬", 'Write "[2025-11-01..2025-11-10]"'),
        ("value = 1.3亿", "Write value = 130_000_000."),
        ("low = 35M", "Write low = 35_000_000."),
        ("value = >100", 'Write value = 100, bound = "over".'),
        ("[event", "Write [[event]]."),
        ("[event.title", "Write [event.title]."),
        ("标题 = 1", 'Write "标题"'),
        ('id = “a"', 'Type " instead.'),
        ('kind: "x"', "Write kind = …"),
        ("launch = False", "Did you mean “false”?"),
    ],
)
def test_mend_says_what_to_write(line: str, words: str) -> None:
    assert words in mend(fault_of(line + "\n"))
