"""Event files as a test writes them, and what is said of them."""

from __future__ import annotations

from pathlib import Path

from events.timeline import Timeline

NAMES = """\
[timeline]
title = "T"

[[company]]
id = "alibaba"
name = { en = "Alibaba", zh = "阿里巴巴" }
aliases = ["阿里"]

[[company]]
id = "ant"
name = "Ant"
parent = "阿里"

[[company]]
id = "tencent"
name = "Tencent"

[[product]]
id = "qwen"
name = { zh = "千问" }
company = "Alibaba"

[[kind]]
id = "users"
name = { en = "Users", zh = "用户" }

[[metric]]
id = "mau"
name = { zh = "月活" }

[[source]]
id = "s1"
title = "Source"
"""


def write(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        path = folder / f"{name.replace('__', '/')}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def places(timeline: Timeline) -> list[str]:
    return [f"{p.file}:{p.line}:{p.column} {p.code}" for p in timeline.problems]


def ids(timeline: Timeline) -> list[str]:
    return timeline.id_of
