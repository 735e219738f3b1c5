"""A small timeline on the disk that tests edit, and the lines that a change shows."""

from __future__ import annotations

from pathlib import Path

from events.editing.changes import Change
from events.files import load
from events.timeline import Timeline

NAMES = """\
# Names

[[company]]
id = "alibaba"
name = { en = "Alibaba", zh = "阿里巴巴" }
aliases = ["阿里"]

[[product]]
id = "qwen-app"
name = "千问"
company = "alibaba"

[[kind]]
id = "users"

[[metric]]
id = "mau"

[[source]]
id = "bright"
title = "Bright"

[[view]]
name = { en = "All", zh = "全部" }
query = "company:alibaba"

[[era]]
name = { en = "War", zh = "大战" }
date = "2025"
"""
EVENTS = """\
#:schema ./dateline.schema.json

# On top of the first.
[[event]]
id = "first"   # the id
date = 2025-01-02
companies = ["alibaba"]
title = { en = "First", zh = "第一" }
note = '''
[[event]]
id = "no"
'''
# Below its last key.

# Nobody's paragraph.

[[event]]
id = "second"
date = "2025-03"
title = "Second"
tags = [ "a", 'b' ]
readings = [
\t# the first
\t{ metric = "mau", value = 1_000_000 },  # about
\t{ metric = "mau", low = 1, high = 2 },
]

[[event]]
id = "third"
date = 2025-06-30
title = "Third"
"""


def made(folder: Path) -> Path:
    """The folder, made with the two files of the timeline."""
    folder.mkdir()
    (folder / "events.toml").write_text(EVENTS)
    (folder / "names.toml").write_text(NAMES)
    return folder


def written(folder: Path, text: str, name: str = "events.toml") -> Timeline:
    """The timeline with another text in one of its files."""
    (folder / name).write_bytes(text.encode())
    return load(folder)


def lines(change: Change) -> list[str]:
    """What goes and what comes, line by line."""
    diff = change.diff().splitlines()
    return [line for line in diff if line[:1] in "+-" and line[:3] not in ("+++", "---")]
