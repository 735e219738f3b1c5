"""What a table is to hold: fields made plain, joined with the old ones, and checked for form."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from events.editing.refusals import Invalid
from events.model import NAMED_ONLY

if TYPE_CHECKING:
    from events.toml.layout import Data
    from events.when import When

DATES = ("date", "published")
"""The keys that hold dates."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEAR = re.compile(r"[1-9]\d{3}", re.ASCII)


def plain(new: Mapping[str, Any]) -> Data:
    """The fields as TOML can hold them; raises `Invalid` for what it cannot."""
    faults: list[tuple[tuple[str | int, ...], str, str]] = []

    def checked(value: Any, path: tuple[str | int, ...]) -> Any:
        if isinstance(value, Mapping):
            return {
                checked(str(key), (*path, key)): checked(item, (*path, key))
                for key, item in value.items()
            }
        if isinstance(value, list | tuple):
            return [checked(item, (*path, nth)) for nth, item in enumerate(value)]
        fits = isinstance(value, bool | int | float | date | time)
        if isinstance(value, str):
            fits = not any("\ud800" <= sign <= "\udfff" for sign in value)
        if not fits and (value is not None or len(path) > 1):
            name = ".".join(map(str, path))
            faults.append(
                (path, f"{name} is nothing that TOML can hold", f"{name} 不是 TOML 可存的值")
            )
        return value

    data: Data = checked(new, ())
    if faults:
        raise Invalid(*faults)
    return data


def merged(table: str, id: str, old: Data, new: Mapping[str, Any]) -> Data:
    """The table's data after the edit; an event gets its id written."""
    data = dict(old)
    for key, value in plain(new).items():
        if value is None:
            data.pop(key, None)
        else:
            data[key] = _in_form(old.get(key), value) if key in DATES else value
    if table not in NAMED_ONLY and "id" not in data:
        data["id"] = id
    check(table, old, data)
    return data


def _in_form(old: Any, new: Any) -> Any:
    """A date in the form that the file has it in: a TOML date, a year as integer, or a text."""
    if not isinstance(new, str):
        return new
    try:
        if isinstance(old, date) and _DAY.fullmatch(new):
            return date.fromisoformat(new)
        if isinstance(old, datetime):
            return datetime.fromisoformat(new)
    except ValueError:
        return new
    if type(old) is int and _YEAR.fullmatch(new):
        return int(new)
    return new


def with_days(data: Data, near: Mapping[str, Any] | None = None) -> Data:
    """A new table with whole days as TOML dates, unless the table near it has them as texts."""
    for key in DATES:
        beside = (near or {}).get(key)
        if key in data and not (isinstance(beside, str) and _DAY.fullmatch(beside)):
            data = {**data, key: _in_form(date.min, data[key])}
    return data


def check(table: str, old: Data, new: Data) -> None:
    """Raise `Invalid` for what breaks the form of the table and did not before."""
    from events.loading.plain_rows import plain_model
    from events.model import TABLES

    model = TABLES[table]
    if plain_model(model, new) is not None and _can_be_written(new):
        return
    from events.loading.form import mended
    from events.problems import Problem

    known = {finding[:3] for finding in mended(model, old).findings} if old else set()
    found = [finding for finding in mended(model, new).findings if finding[:3] not in known]
    if found:
        problems = [(f.path, Problem(f.code, "", 1, 1, f.args)) for f in found]
        raise Invalid(
            *((path, problem.what("en"), problem.what("zh")) for path, problem in problems)
        )


def _can_be_written(data: Data) -> bool:
    """Whether there is no lone surrogate in its texts, which UTF-8 has not."""
    try:
        json.dumps(data, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return False
    return True


def when_of(data: Mapping[str, Any]) -> When | None:
    """The date of an event's data, which is right; None if it is undated."""
    from events.when import When

    value = data.get("date")
    return None if value is None else When.of(value)
