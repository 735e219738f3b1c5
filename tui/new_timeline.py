"""What `dateline init` writes: a small timeline to start from, or a copy of the shipped one."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events.when import Lang

NAMES = """\
#:schema ./dateline.schema.json

# The names that events use. Events may refer to an id, a name or an alias, in any language.

[timeline]
title = { en = "My timeline", zh = "我的时间线" }      # one text, or one for each language
language = "en"                 # of texts that are not written by language

[[company]]
id = "acme"
name = { en = "Acme", zh = "顶点公司" }
aliases = ["ACM"]               # other words people type

[[product]]
id = "rocket"
name = { en = "Rocket app", zh = "火箭" }
company = "acme"

# Kinds are told apart by their glyph. An event of a launch kind is the launch of its products.

[[kind]]
id = "launch"
name = { en = "Launch", zh = "发布" }
glyph = "◆"
launch = true

[[kind]]
id = "users"
name = { en = "Users", zh = "用户" }
glyph = "●"

# A metric is a measure with a unit: users, %, USD, CNY, ×, hours, minutes, or a word of your own.

[[metric]]
id = "mau"
name = { en = "Monthly active users", zh = "月活" }
aliases = ["monthly users", "月活跃用户"]
unit = "users"

[[source]]
id = "gazette-2025-11"
title = "Acme's Rocket takes off"
publisher = "The Gazette"
published = 2025-11-20
language = "en"
# url = "https://…"
"""

_TITLE = 'title = { en = "My timeline", zh = "我的时间线" }      '
_REMARKS_AT = 32  # the cell in which the remarks of the first lines begin

EVENTS = """\
#:schema ./dateline.schema.json

# One [[event]] for each thing that happened, or is planned or forecast. A date is as precise as it
# is known: a TOML date, or text:
#   2025-11-11                    that day
#   "2025-11"  "2025"             some time in that month, that year
#   "2025-11~"  "2025-11?"        about then; uncertain
#   "[2025-11-01..2025-11-10]"    once, on one of those days
#   "2025-02/2025-03"  "2026-01/.."   lasted from to; still going on

[[event]]
id = "2025-06-rocket-launch"
date = "2025-06"
kind = "launch"
products = ["rocket"]           # its company follows
title = { en = "Acme launches Rocket", zh = "顶点公司发布“火箭”" }
citations = [{ source = "gazette-2025-11", place = "¶2", date_words = "this June" }]

[[event]]
id = "2025-11-rocket-1m-mau"
date = "2025-11~"
kind = "users"
products = ["rocket"]
title = { en = "Rocket passes a million monthly users", zh = "火箭月活破百万" }
summary = "The company gives no day."
status = "reported"             # or announced, planned, forecast, disputed, withdrawn
related = ["2025-06-rocket-launch"]
readings = [
  # value, or low and high; bound: exact, about, over, under; by: whose figure it is
  { metric = "mau", product = "rocket", value = 1_000_000, bound = "over", by = "Acme" },
]
citations = [{ source = "gazette-2025-11", place = "¶4", date_words = "now" }]
"""

SCHEMA_NAME = "dateline.schema.json"


def starting_files(title: str = "", lang: Lang = "en") -> dict[str, bytes]:
    """The files of a new timeline, by name, with its title if one is given.

    Their remarks are in the language.
    """
    names, events = NAMES, EVENTS
    if lang == "zh":
        from tui import new_timeline_zh

        names, events = new_timeline_zh.NAMES, new_timeline_zh.EVENTS
    if title:
        import tomli_w

        from tui.text import cells

        own = tomli_w.dumps({"title": title}).rstrip("\n")
        own += " " * max(2, _REMARKS_AT - cells(own))
        names = names.replace(_TITLE, own)
    return {
        "names.toml": names.encode(),
        "events.toml": events.encode(),
        SCHEMA_NAME: schema_text().encode(),
    }


def copied_files(folder: Path) -> dict[str, bytes]:
    """The files of the timeline in `folder`, by relative name, and the schema."""
    copied = {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*.toml"))
    }
    return copied | {SCHEMA_NAME: schema_text().encode()}


def schema_text() -> str:
    """The JSON Schema of event files, from the models."""
    from events.schema import schema

    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def write_new(folder: Path, files: dict[str, bytes]) -> list[Path]:
    """Write the files into the folder, made if need be; FileExistsError before anything is written.

    The error names the first file in the way; nothing is ever overwritten.
    """
    paths = [folder / name for name in files]
    for path in paths:
        if path.exists() or path.is_symlink():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    for path, content in zip(paths, files.values(), strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as new:
            new.write(content)
    return paths
