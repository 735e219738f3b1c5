from __future__ import annotations

import json
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from events.finding import shipped
from events.model import TABLES
from events.schema import schema

GOOD = """\
#:schema ./dateline.schema.json

[timeline]
title = { en = "T", zh = "题" }

[[company]]
id = "a"
name = "A"
url = "https://a.example/x"

[[kind]]
id = "k"
launch = true

[[source]]
id = "s"
title.fr = "S"
published = "2026-01-21~"

[[event]]
id = "e"
title = "t"
status = "forecast"
tags = []
readings = [
  { metric = "m", value = 1_000, bound = "over", by = "A" },
  { metric = "m", low = 1, high = 2.5 },
]
citations = [{ source = "s", place = "§1", date_words = "1月14日" }]

[[event.readings2]]
"""
DATES = [
    "2025-11-11",
    "2025-11-11T10:00:00",
    "2025-11-11T10:00:00Z",
    "2025-11-11 10:00:00+08:00",
    "2025",
    '"2025"',
    '"2025-11~"',
    '"202X"',
    '"2004-XX-XX"',
    '"2025-33"',
    '"2025-11-11T09:30:00Z"',
    '"2025-02/2025-03"',
    '"2025/.."',
    '"../2025-21?"',
    '"/2025"',
    '"[2026-01-01..2026-01-10]"',
    '"[..2026]"',
    '"[2026-01%..]"',
]
BAD = {
    'titel = "x"': '"titel"',
    'date = "11/2025"': "11/2025",
    'date = "2025年11月"': "2025年11月",
    "date = true": "",
    "date = 20251111": "",
    'status = "Reported"': "Reported",
    'title = ""': "",
    "title = {}": "",
    'companies = "alibaba"': "",
    'readings = [{ metric = "m" }]': "value",
    'readings = [{ metric = "m", value = "3" }]': "",
    'readings = [{ metric = "m", low = 3 }]': "high",
    'readings = [{ metric = "m", value = 3, low = 1, high = 2 }]': "",
    "readings = [{ value = 3 }]": "metric",
    'citations = [{ place = "x" }]': "source",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("schema")
    (path / "dateline.schema.json").write_text(json.dumps(schema()), "utf-8")
    return path


def lint(folder: Path, **texts: str) -> str:
    """What tombi, offline, has to say of files; "" if nothing."""
    paths = []
    for name, text in texts.items():
        paths.append(folder / f"{name}.toml")
        paths[-1].write_text(text, "utf-8")
    scripts = sysconfig.get_path("scripts")
    tombi = shutil.which("tombi", path=scripts) or shutil.which("tombi")
    assert tombi is not None
    run = subprocess.run(
        [tombi, "lint", "--offline", "--no-cache", *map(str, paths)],
        cwd=folder,
        capture_output=True,
        text=True,
        env={"NO_COLOR": "1", "HOME": str(folder)},
        check=False,
    )
    return "" if run.returncode == 0 else run.stderr + run.stdout


def event(line: str) -> str:
    return f"#:schema ./dateline.schema.json\n[[event]]\n{line}\n"


def test_a_good_file(folder: Path) -> None:
    assert lint(folder, good=GOOD.replace("[[event.readings2]]\n", "")) == ""


def test_good_dates(folder: Path) -> None:
    events = "".join(f"[[event]]\ndate = {date}\n" for date in DATES)
    assert lint(folder, dates="#:schema ./dateline.schema.json\n" + events) == ""


def test_bad_files(folder: Path) -> None:
    names = {f"bad{n}": line for n, line in enumerate(BAD)}
    said = lint(folder, **{name: event(line) for name, line in names.items()})
    for name, line in names.items():
        assert f"{name}.toml:3:" in said or f"{name}.toml:2:" in said, line
        assert BAD[line] in said


@pytest.mark.parametrize("table", [name for name in TABLES if name != "timeline"])
def test_unknown_tables_and_missing_ids(folder: Path, table: str) -> None:
    text = f'#:schema ./dateline.schema.json\n[[{table}]]\nurl_ = "x"\n[[{table}s]]\n'
    said = lint(folder, unknown=text)
    assert "unknown.toml:3:1" in said
    assert "unknown.toml:4:3" in said or "unknown.toml:4:1" in said


def test_the_shipped_timeline_validates(folder: Path) -> None:
    files = {f"seed-{path.stem}": path.read_text("utf-8") for path in shipped().glob("*.toml")}
    assert files
    assert lint(folder, **files) == ""


def test_editors_can_explain_every_key() -> None:
    made = schema()
    definitions: dict[str, Any] = made["$defs"]
    for name, table in made["properties"].items():
        reference = table if name == "timeline" else table["items"]
        definition = definitions[reference["$ref"].rpartition("/")[2]]
        assert definition["description"]
        for key, field in definition["properties"].items():
            assert field.get("description"), f"{name}.{key}"
            assert "null" not in json.dumps(field)


def test_the_schema_beside_the_seeds_is_the_present_one() -> None:
    kept = json.loads((shipped() / "dateline.schema.json").read_text("utf-8"))
    assert kept == schema(), "stale: dateline schema -o seeds/dateline.schema.json"
