from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from tui.editors import editor_words, run_editor, told_line

FILE = Path("/a folder/events.toml")


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({}, []),
        ({"VISUAL": "", "EDITOR": "  "}, []),
        ({"EDITOR": "nano"}, ["nano"]),
        ({"VISUAL": "code --wait", "EDITOR": "nano"}, ["code", "--wait"]),
        ({"VISUAL": " ", "EDITOR": "vi"}, ["vi"]),
        ({"EDITOR": "'/my programs/vim' -u NONE"}, ["/my programs/vim", "-u", "NONE"]),
        ({"EDITOR": "vi; rm -rf $HOME"}, ["vi;", "rm", "-rf", "$HOME"]),  # words, no shell
    ],
)
def test_visual_comes_before_editor(env: dict[str, str], words: list[str]) -> None:
    assert editor_words(env) == words


def test_a_quotation_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="quotation"):
        editor_words({"EDITOR": "vim 'oops"})


@pytest.mark.parametrize(
    ("editor", "told"),
    [
        ("vi", "+7 {}"),
        ("/usr/bin/vim", "+7 {}"),
        ("nvim --clean", "+7 {}"),
        ("gvim", "--nofork +7 {}"),
        ("gvim -f", "+7 {}"),
        ("nano", "+7 {}"),
        ("emacs -nw", "+7 {}"),
        ("emacsclient -t", "+7 {}"),
        ("hx", "{}:7"),
        ("helix", "{}:7"),
        ("micro", "+7 {}"),
        ("kak", "+7 {}"),
        ("code", "--wait -g {}:7"),
        ("code -w", "-g {}:7"),
        ("codium --wait", "-g {}:7"),
        ("cursor", "--wait -g {}:7"),
        ("subl", "--wait {}:7"),
        ("subl -w", "{}:7"),
        ("ed", "{}"),
        ("my-own-editor --fast", "{}"),
    ],
)
def test_each_editor_is_told_the_line_in_its_own_way(editor: str, told: str) -> None:
    words = editor.split()
    rest = [word.replace("{}", str(FILE)) for word in told.split(" ")]
    assert told_line(words, FILE, 7) == [*words, *rest]


def test_an_editor_s_end_is_told() -> None:
    assert run_editor([sys.executable, "-c", "raise SystemExit(3)"]) == (3, "")


@pytest.mark.parametrize("command", [["/no/such/editor"], ["nul\0"], [str(Path(__file__).parent)]])
def test_an_editor_that_cannot_be_started_says_why(command: list[str]) -> None:
    code, why = run_editor(command)
    assert code == 127
    assert why


def test_the_interrupt_key_is_the_editor_s() -> None:
    before = signal.getsignal(signal.SIGINT)
    script = "import os, signal; os.kill(os.getppid(), signal.SIGINT); print(end='')"
    assert run_editor([sys.executable, "-c", script]) == (0, "")
    default = "import signal as s; raise SystemExit(s.getsignal(s.SIGINT) is s.SIG_IGN)"
    assert run_editor([sys.executable, "-c", default]) == (0, "")
    assert signal.getsignal(signal.SIGINT) is before
