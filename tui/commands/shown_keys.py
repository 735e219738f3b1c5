"""Keys as a person knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN = {
    "slash": "/",
    "escape": "Esc",
    "space": "Space",
    "enter": "Enter",
    "tab": "Tab",
    "shift+tab": "⇧Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "right_curly_bracket": "}",
    "left_curly_bracket": "{",
    "apostrophe": "'",
    "question_mark": "?",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "comma": ",",
    "full_stop": ".",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
}


def shown_key(key: str) -> str:
    """One key as a person knows it: ``slash`` is ``/``, ``ctrl+p`` is ``^P``."""
    if key in _SHOWN:
        return _SHOWN[key]
    if key.startswith("ctrl+"):
        return "^" + shown_key(key.removeprefix("ctrl+")).upper()
    if key.startswith("shift+"):
        return "⇧" + shown_key(key.removeprefix("shift+"))
    if key.startswith("alt+"):
        return "Alt+" + shown_key(key.removeprefix("alt+"))
    if len(key) > 1 and key[0] == "f" and key[1:].isdigit():
        return key.upper()
    return key


def shown_keys(keys: Iterable[str]) -> str:
    """Several keys with a blank between."""
    return " ".join(map(shown_key, keys))
