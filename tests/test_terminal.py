"""The program as a person meets it: in a terminal, typed at, looked at."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.terminal import MARK, assert_clean, explore

SEEDS = Path(__file__).parent.parent / "seeds"

# The key as terminals send it that know kitty's protocol: a bare ESC is waited for, lest it begin a
# sequence.
ESC = "\x1b[27u"
HOSTILE = [
    "[/x] [b]bold[/b] [@click=app.quit]click[/] [",
    f"esc \x1b[{MARK}m \x1b]52;c;{MARK}\x07 \x1b]0;{MARK}\x1b\\ \x1bP{MARK}\x1b\\",
    f"c1 \x9b{MARK}m \x9d0;{MARK}\x9c \x85 nul \x00 del \x7f bell \x07",
    "bidi \u202ereversed\u202c \u2066isolated\u2069 \u200fmark",
    "stack " + "Z" + "\u0335\u0336\u0337" * 40,
    "tab\there\nnewline\r\nreturn\x0bvertical",
    "emoji ❤️ 👍🏽 👩🏽‍💻 1️⃣ 🇨🇳 🫨 千问",
    "long " + "长" * 20_000,
]


def toml(text: str) -> str:
    """A TOML basic string of any text."""
    return json.dumps(text).replace("\x7f", "\\u007F")


def write_hostile(folder: Path) -> None:
    parts: list[str] = []
    for number, text in enumerate(HOSTILE):
        bad = toml(text)
        parts.append(
            f'[[company]]\nid = "c{number}"\nname = {bad}\naliases = [{bad}]\n'
            f'[[product]]\nid = "p{number}"\nname = {bad}\ncompany = "c{number}"\n'
            f'[[kind]]\nid = "k{number}"\nname = {bad}\nglyph = {toml(text[:9])}\n'
            f'[[metric]]\nid = "m{number}"\nname = {bad}\nunit = {bad}\n'
            f'[[source]]\nid = "s{number}"\ntitle = {bad}\npublisher = {bad}\nauthor = {bad}\n'
            f"[[event]]\nid = {toml(f'e{number} ' + text[:60])}\ndate = 2025-01-0{number + 1}\n"
            f"title = {{ en = {bad}, zh = {bad} }}\nsummary = {bad}\nnote = {bad}\ntags = [{bad}]\n"
            f'kind = "k{number}"\nproducts = ["p{number}"]\n'
            f'readings = [{{ metric = "m{number}", value = 5, by = {bad} }}]\n'
            f'citations = [{{ source = "s{number}", place = {bad}, date_words = {bad} }}]\n'
            f"{toml(text[:40])} = 1\n"
        )
    (folder / "bad \x1b[6543m[b]\u202e名.toml").write_text("\n".join(parts), "utf-8")
    (folder / "broken.toml").write_text(f'[[event]]\ntitle = "{"千" * 30}\n', "utf-8")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_in_a_file_harms_the_terminal(tmp_path: Path, lang: str) -> None:
    folder = tmp_path / "timeline"
    folder.mkdir()
    write_hostile(folder)
    with explore(folder, tmp_path, lang=lang) as terminal:
        terminal.wait_for("2025")
        terminal.settle()
        # Every event in the details, every pane, every screen, and back.
        for keys in ("j", "j", "j", "j", "j", "j", "j", "G", "g"):
            terminal.send(keys)
            terminal.settle(0.12)
        for keys in ("\t", "jjj", "\t", "f", "jj ", " ", ESC, "F", "bold", ESC, ESC):
            terminal.send(keys)
            terminal.settle(0.12)
        for keys in ("m", "'", ESC, "y", ESC, "?", "G", ESC, "p", "jjjj", "G", ESC):
            terminal.send(keys)
            terminal.settle(0.12)
        for keys in ("/", "[/x", "] company:", "\t", ESC, ESC, ESC, "t", "[b]x", ESC):
            terminal.send(keys)
            terminal.settle(0.12)
        terminal.send("\x10")  # the palette
        terminal.settle(0.2)
        terminal.send(ESC)
        terminal.settle(0.2)
        terminal.resize(70, 24)
        terminal.settle(0.2)
        terminal.send("\r")
        terminal.settle(0.2)
        terminal.send(ESC)
        terminal.settle(0.2)
        assert_clean(terminal)
        terminal.send("q")
        assert terminal.close() == 0


@pytest.mark.parametrize(
    ("columns", "lines", "lang", "words"),
    [
        (80, 24, "en", ["dateline", "Qwen", "Query"]),
        (120, 40, "zh", ["千问与对手", "公司", "产品", "查询"]),
        (200, 60, "en", ["COMPANY", "PRODUCT", "SOURCES"]),
        (40, 12, "zh", ["千问"]),
    ],
)
def test_the_story_at_every_size(
    tmp_path: Path, columns: int, lines: int, lang: str, words: list[str]
) -> None:
    with explore(
        SEEDS, tmp_path, columns=columns, lines=lines, lang=lang, args=["--query", "千问"]
    ) as terminal:
        for word in words:
            terminal.wait_for(word)
        terminal.send("q")
        assert terminal.close() == 0


def test_no_colour_when_asked(tmp_path: Path) -> None:
    with explore(SEEDS, tmp_path, env={"NO_COLOR": "1"}) as terminal:
        terminal.wait_for("Qwen")
        terminal.settle()
        colours = re.findall(rb"\x1b\[(?:[0-9;]*;)?[34]8;2;(\d+);(\d+);(\d+)m", terminal.output)
        assert all(red == green == blue for red, green, blue in colours)
        terminal.send("q")


def test_no_size_is_too_small(tmp_path: Path) -> None:
    with explore(SEEDS, tmp_path, columns=120, lines=40) as terminal:
        terminal.wait_for("Qwen")
        for size in ((1, 1), (2, 3), (20, 2), (5, 40)):
            terminal.resize(*size)
            terminal.settle(0.12)
            for keys in ("j", "f", ESC, "/x", ESC, ESC, "?", ESC, "p", ESC):
                terminal.send(keys)
                terminal.settle(0.12)
        terminal.resize(100, 30)
        terminal.wait_for("Qwen")
        terminal.send("q")
        assert terminal.close() == 0
