"""The fields that a listing is asked for, and those that it is put in order by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.language import say
from tui.opening import did_you_mean
from tui.shell.click_words import asked_language
from tui.text import clean

if TYPE_CHECKING:
    from events.timeline import Timeline


def fields_asked(ctx: click.Context, param: click.Parameter, given: str | None) -> list[str] | None:
    """The fields of ``--fields``, each once."""
    if given is None:
        return None
    from tui.shell.listing import FIELDS, SINGULAR

    names = [SINGULAR.get(name.strip(), name.strip()) for name in given.split(",")]
    for name in names:
        if name not in FIELDS:
            lang = asked_language()
            near = did_you_mean(name, FIELDS, lang)
            words = say(lang, f"no field {name!r}{near}", f"没有字段“{clean(name)}”{near}")
            raise click.BadParameter(words)
    return list(dict.fromkeys(names))


def sort_keys(given: str | None, timeline: Timeline) -> list[tuple[str, bool]]:
    """The (field or metric id, descending) pairs of ``--sort``."""
    from tui.shell.listing import FIELDS, SINGULAR

    keys = []
    for written in given.split(",") if given else ():
        name = written.strip().removeprefix("-")
        name = SINGULAR.get(name, name)
        metrics = timeline.names["metric"]
        key = name if name in FIELDS else metrics.resolve(name)
        if key is None:
            lang = asked_language()
            near = did_you_mean(name, (*FIELDS, *metrics), lang)
            words = say(
                lang,
                f"no field or metric {name!r}{near}",
                f"没有字段或指标“{clean(name)}”{near}",
            )
            raise click.BadParameter(words, param_hint="'--sort'")
        keys.append((key, written.strip().startswith("-")))
    return keys
