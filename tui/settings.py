"""A person's own settings: language, theme and keys, from a TOML file in the config folder.

``config.toml`` in the platform's config folder (``$DATELINE_CONFIG`` names another file)::

    language = "zh"              # en or zh; else the locale's
    theme = "dateline-light"
    cache = false                # keep no copy of large timelines, see `tui.caching`

    [keys]
    go-to-date = "d"             # a command's id (see the help), its keys

What the program itself remembers from run to run (language and theme as last chosen) goes to the
state folder, so the settings file is never written.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from events.said import Said
    from events.when import Lang

LANGUAGES = ("en", "zh")
THEMES = ("dateline-dark", "dateline-light")
_KNOWN = ("language", "theme", "cache", "keys")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person chose; ``complaints`` name what in the file could not be used, and why."""

    language: Lang | None = None
    theme: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    complaints: tuple[Said, ...] = ()


def settings_file() -> Path:
    """Where the settings are: ``$DATELINE_CONFIG``, else the platform's config folder."""
    if named := os.environ.get("DATELINE_CONFIG"):
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("dateline", appauthor=False) / "config.toml"


def state_file() -> Path:
    """Where the program keeps what it remembers: ``$DATELINE_STATE``, else the state folder."""
    if named := os.environ.get("DATELINE_STATE"):
        return Path(named)
    from platformdirs import user_state_path

    return user_state_path("dateline", appauthor=False) / "state.json"


def read_settings(file: Path, command_ids: Mapping[str, object]) -> Settings:
    """The settings in the file; nothing chosen when there is no such file.

    Never raises: what cannot be used becomes a complaint with the nearest valid name.
    """
    import tomli

    from events.said import Said

    def told(en: object, zh: object) -> Said:
        return Said(f"{file.name}: {en}", f"{file.name}：{zh}")

    try:
        table = tomli.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        why = error.strerror or error
        return Settings(complaints=(told(why, why),))
    except (ValueError, RecursionError) as error:
        return Settings(complaints=(told(error, error),))
    complaints: list[Said] = []

    def complain(
        what: str, zh: str, word: str, known: Mapping[str, object] | tuple[str, ...]
    ) -> None:
        from events.names import nearest

        near = nearest(word, known)
        some = list(known)[:8]
        hint = f"did you mean {near}?" if near else f"known: {', '.join(some)}"
        hint_zh = f"是否想写 {near}？" if near else f"可用：{'、'.join(some)}"
        complaints.append(told(f"unknown {what} “{word}”; {hint}", f"没有{zh}“{word}”；{hint_zh}"))

    for name in table:
        if name not in _KNOWN:
            complain("setting", "设置", name, _KNOWN)

    def choice(name: str, zh: str, allowed: tuple[str, ...]) -> str | None:
        value = table.get(name)
        if value is None or value in allowed:
            return value
        complain(name, zh, str(value), allowed)
        return None

    language = cast("Lang | None", choice("language", "语言", LANGUAGES))
    theme = choice("theme", "主题", THEMES)
    if not isinstance(table.get("cache", True), bool):
        complaints.append(told("cache is true or false", "cache 应为 true 或 false"))
    keys: dict[str, str] = {}
    wanted = table.get("keys", {})
    if not isinstance(wanted, dict):
        complaints.append(
            told("[keys] is a table of command ids and keys", "[keys] 应为命令 id 与按键的表")
        )
        wanted = {}
    for command, key in wanted.items():
        if command not in command_ids:
            complain("command", "命令", command, command_ids)
        elif not isinstance(key, str) or (bad := _unknown_key(key)) is not None:
            shown = bad if isinstance(key, str) else key
            complaints.append(told(f"“{shown}” is no key", f"“{shown}”不是按键"))
        else:
            keys[command] = key
    return Settings(language, theme, keys, tuple(complaints))


def _unknown_key(keys: str) -> str | None:
    """The first of the keys (comma between) that no keyboard sends, or None."""
    from textual.keys import Keys

    known = {key.value for key in Keys}
    for key in keys.split(","):
        name = key.strip()
        last = name.split("+")[-1]
        plain = len(last) == 1 or last in known or last in _NAMED_SIGNS
        modifiers = name.split("+")[:-1]
        if not plain or any(part not in ("ctrl", "shift", "alt", "super") for part in modifiers):
            return name or keys
    return None


_NAMED_SIGNS = frozenset(
    "slash backslash comma full_stop colon semicolon apostrophe quotation_mark question_mark "
    "exclamation_mark left_square_bracket right_square_bracket left_curly_bracket "
    "right_curly_bracket left_parenthesis right_parenthesis minus plus equals_sign underscore "
    "number_sign dollar_sign percent_sign ampersand asterisk at circumflex_accent grave_accent "
    "tilde vertical_line less_than_sign greater_than_sign space".split()
)


def clashes(keys: Mapping[str, str], default: Mapping[str, str]) -> list[Said]:
    """What there is to say of keys that two commands would share.

    ``keys`` are a person's own, ``default`` every command's own keys.
    """
    owner: dict[str, str] = {}
    shared: list[Said] = []
    for command, own in (dict(default) | dict(keys)).items():
        for key in own.split(","):
            first = owner.setdefault(key.strip(), command)
            if first != command:
                from events.said import Said

                en = f"The key {key.strip()} is given to {first} and to {command}."
                zh = f"按键 {key.strip()} 同时指定给 {first} 和 {command}。"
                shared.append(Said(en, zh))
    return shared


def remember(**values: str) -> None:
    """Keep small values (language, theme) for the next run; a disk that refuses is no error."""
    with suppress(OSError):
        write_state(state_file(), recall() | values)


def write_state(file: Path, kept: object) -> None:
    """Replace a file of the state folder, which is made if need be; raises `OSError`."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    # A path that is no UTF-8 holds half characters, which only JSON's own escapes can tell.
    text = json.dumps(kept, ensure_ascii=False, indent=1)
    if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
        text = json.dumps(kept, indent=1)
    try:
        fresh.write_text(text, "utf-8")
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)


def recall() -> dict[str, str]:
    """What was remembered, or nothing."""
    with suppress(OSError, ValueError, RecursionError):
        kept: Any = json.loads(state_file().read_text("utf-8"))
        if isinstance(kept, dict):
            return {str(name): str(value) for name, value in kept.items()}
    return {}


def locale_language() -> Lang:
    """The language of the person's locale: Chinese where it says ``zh``, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
