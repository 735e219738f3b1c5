"""A small timeline, and the command line called on it: in this process, or in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from tui.cli import cli

ROOT = Path(__file__).parent.parent

NAMES = """
[timeline]
title = "Tests"
language = "en"

[[company]]
id = "alibaba"
name = { en = "Alibaba", zh = "阿里巴巴" }
aliases = ["阿里"]

[[company]]
id = "bytedance"
name = { en = "ByteDance", zh = "字节跳动" }

[[product]]
id = "qwen"
name = { en = "Qwen", zh = "千问" }
company = "alibaba"

[[product]]
id = "doubao"
name = { en = "Doubao", zh = "豆包" }
company = "bytedance"

[[kind]]
id = "users"
name = { en = "Users", zh = "用户" }
glyph = "●"

[[kind]]
id = "stock"
name = { en = "Stock", zh = "股价" }
glyph = "$"

[[metric]]
id = "dau"
name = { en = "Daily active users", zh = "日活" }
aliases = ["DAU"]
unit = { en = "users", zh = "人" }

[[metric]]
id = "change"
name = "Share price change"
unit = "%"

[[source]]
id = "s1"
title = "An article"
publisher = "Gazette"
published = 2026-02-01
"""

EVENTS = """
[[event]]
id = "qwen-launch"
date = "2025-11"
products = ["qwen"]
title = { en = "Qwen launches", zh = "千问面市" }
citations = [{ source = "s1", place = "§1", date_words = "11月" }]

[[event]]
id = "eleme-renamed"
date = "[2025-12-01..2025-12-31]"
companies = ["alibaba"]
title = { en = "Ele.me becomes Taobao Flash Sale", zh = "饿了么升级为淘宝闪购" }
citations = [{ source = "s1", date_words = "去年末" }]

[[event]]
id = "shares-fall"
date = 2026-01-08
kind = "stock"
companies = ["alibaba"]
title = "Shares fall"
readings = [{ metric = "change", company = "alibaba", value = -2.2, bound = "over" }]
citations = [{ source = "s1" }]

[[event]]
id = "doubao-dau"
date = "2026-01-20~"
kind = "users"
products = ["doubao"]
title = { en = "Doubao over 100 million a day", zh = "豆包日活破亿" }
readings = [{ metric = "dau", product = "doubao", value = 100_000_000, bound = "over" }]
citations = [{ source = "s1" }]

[[event]]
id = "qwen-dau"
date = 2026-02-07
kind = "users"
products = ["qwen"]
title = { en = "Qwen at 73.52 million a day", zh = "千问日活7352万" }
summary = "As measured."
readings = [{ metric = "dau", product = "qwen", value = 73_520_000, by = "QuestMobile" }]
citations = [{ source = "s1" }]

[[event]]
id = "still-open"
date = "2026-02/.."
title = "Goes on"
status = "planned"

[[event]]
id = "undated"
title = "Some day"
tags = ["loose", "end"]
"""

IDS = [
    "qwen-launch",
    "eleme-renamed",
    "shares-fall",
    "doubao-dau",
    "still-open",
    "qwen-dau",
    "undated",
]

HOSTILE = r"""
[[event]]
id = "x"
date = 2026-01-01
title = "\u001b]52;c;eA==\u0007\u001b[31m[/x] \u009b31m \u202egnp\u0000 =1+1"
summary = "\t=HYPERLINK(\"evil\")"
note = "-1"
tags = ["@a", "+b"]
"""


# Nothing of the person who runs the tests: no settings, timeline, language or colours.
BARE: dict[str, str | None] = {
    "LC_ALL": None,
    "LC_MESSAGES": None,
    "LANG": "en_US.UTF-8",
    "NO_COLOR": None,
    "COLUMNS": None,
    "DATELINE_PATH": None,
    "DATELINE_CONFIG": os.devnull,
    "DATELINE_TODAY": "2026-02-26",
}


def write_timeline(folder: Path) -> Path:
    """Write the small timeline into a new folder."""
    folder.mkdir()
    (folder / "names.toml").write_text(NAMES, "utf-8")
    (folder / "events.toml").write_text(EVENTS, "utf-8")
    return folder


def run(
    *arguments: str | Path, code: int = 0, env: Mapping[str, str | None] | None = None
) -> Result:
    """Run `dateline` here and hold it to its exit code."""
    words = [str(argument) for argument in arguments]
    result = CliRunner().invoke(cli, words, env=BARE | dict(env or {}))
    assert result.exit_code == code, (result.output, result.exception)
    return result


def process(
    *arguments: str,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    stdout: int = subprocess.PIPE,
) -> subprocess.CompletedProcess[bytes]:
    """Run `dateline` as a program."""
    bare = {name: value for name, value in BARE.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-m", "tui", *arguments],
        cwd=cwd,
        env=os.environ | bare | {"PYTHONPATH": str(ROOT)} | dict(env or {}),
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
    )
