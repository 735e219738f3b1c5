"""Pictures laid out to be looked at: one page of all, and contact sheets where a browser is."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.gallery.drawing import LANGS, SIZES, THEMES, draw
from tests.gallery.rows import BY_NAME

if TYPE_CHECKING:
    from events.when import Lang

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CELL = 12.2  # pixels of a cell's width in the pictures
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--hide-scrollbars", "--force-color-profile=srgb",
)  # fmt: skip

_STYLE = (
    "body{background:#888;font:14px sans-serif} h2{margin:1em 0 .2em}"
    " div{display:flex;flex-wrap:wrap;gap:6px} nav{columns:5}"
)


class Shot(NamedTuple):
    """One picture of one row."""

    row: str
    size: tuple[int, int]
    lang: Lang
    theme: str

    @property
    def file(self) -> str:
        """The name of its file."""
        width, height = self.size
        return f"{self.row}-{width}x{height}-{self.lang}-{self.theme}.svg"


def write_picture(folder: Path, shot: Shot) -> None:
    """Draw one picture into its file."""
    picture = draw(BY_NAME[shot.row], shot.size, shot.lang, shot.theme)
    (folder / shot.file).write_text(picture.svg, "utf-8")


def shots(rows: Iterable[str]) -> list[Shot]:
    """All pictures of some rows, those of a row together."""
    return [
        Shot(row, size, lang, theme)
        for row in rows
        for size in SIZES
        for lang in LANGS
        for theme in THEMES
    ]


def index(rows: Sequence[str]) -> str:
    """A page of all pictures: a row of the table after the other, its pictures side by side."""
    parts = [
        "<title>Every screen and dialog</title>",
        f"<style>{_STYLE}</style>",
        "<nav>",
        *(f'<a href="#{row}">{row}</a><br>' for row in rows),
        "</nav>",
    ]
    for row in rows:
        parts.append(f'<h2 id="{row}">{html.escape(row)}</h2>')
        for size in SIZES:
            of_size = [shot for shot in shots([row]) if shot.size == size]
            parts += ["<div>", *(_image(shot, 0.5) for shot in of_size), "</div>"]
    return "\n".join(parts)


def _image(shot: Shot, scale: float) -> str:
    width = round(shot.size[0] * CELL * scale)
    return (
        f'<a href="{shot.file}"><img src="{shot.file}" width="{width}" loading="lazy"'
        f' title="{shot.file}"></a>'
    )


class Sheet(NamedTuple):
    """A contact sheet: lines of pictures."""

    name: str
    lines: list[list[Shot]]


def sheets(rows: Iterable[str]) -> list[Sheet]:
    """For each row a sheet of every theme and one of every size."""
    made = []
    for row in rows:
        for theme in THEMES:
            lines = [[Shot(row, size, lang, theme) for lang in LANGS] for size in SIZES]
            made.append(Sheet(f"{row}-{theme}", lines))
        for size in SIZES:
            lines = [[Shot(row, size, lang, theme) for theme in THEMES] for lang in LANGS]
            made.append(Sheet(f"{row}-{size[0]}x{size[1]}", lines))
    return made


def browser() -> str | None:
    """The browser that makes PNGs of pages, if there is one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def write_sheets(folder: Path, wanted: Sequence[Sheet], tell: Callable[[str], None]) -> None:
    """Write contact sheets as PNGs into the folder of the pictures."""
    program = browser()
    if program is None:
        tell("no Chromium: no contact sheets")
        return
    for sheet in wanted:
        _photograph(program, folder, sheet)
        tell(f"{sheet.name}.png")


def _shape(picture: Path) -> float:
    """The height of a picture as a part of its width."""
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture.read_text("utf-8"))
    assert box is not None
    return float(box[2]) / float(box[1])


def _photograph(program: str, folder: Path, sheet: Sheet, scale: float = 0.6) -> None:
    gap = 4
    widths = [
        sum(round(shot.size[0] * CELL * scale) + gap for shot in line) for line in sheet.lines
    ]
    heights = [
        max(shot.size[0] * CELL * scale * _shape(folder / shot.file) for shot in line) + 2 * gap
        for line in sheet.lines
    ]
    lines = "".join(
        f'<p style="margin:0 0 {gap}px;white-space:nowrap;font-size:0">'
        + f'<span style="margin-right:{gap}px"></span>'.join(
            _image(shot, scale).replace(' loading="lazy"', "") for shot in line
        )
        for line in sheet.lines
    )
    page = folder / f".{sheet.name}.html"
    page.write_text(f'<body style="margin:0;background:#888">{lines}', "utf-8")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        try:
            subprocess.run(
                [
                    program, *_FLAGS, f"--user-data-dir={home}",
                    f"--window-size={max(widths)},{round(sum(heights))}",
                    f"--screenshot={folder / (sheet.name + '.png')}", page.resolve().as_uri(),
                ],
                check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120,
            )  # fmt: skip
        finally:
            page.unlink()
