"""``python -m tests.gallery OUT_FOLDER [--only NAME…]``: pictures of every screen and dialog.

For each row of the table: three sizes, two languages, dark, light and NO_COLOR, as SVGs; one
``index.html`` with all of them side by side; and where there is a Chromium, contact sheets as PNGs,
one for each theme (six pictures) and one for each size (six more).
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from tests.gallery.drawing import LANGS, SIZES, THEMES
from tests.gallery.rows import BY_NAME
from tests.gallery.sheets import Shot, index, sheets, shots, write_picture, write_sheets


def main() -> int:
    """Draw what is asked for; the number of pictures that could not be drawn is the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="+", choices=BY_NAME, metavar="NAME", default=[*BY_NAME])
    parser.add_argument("--size", nargs="+", choices=[f"{w}x{h}" for w, h in SIZES])
    parser.add_argument("--lang", nargs="+", choices=LANGS, default=LANGS)
    parser.add_argument("--theme", nargs="+", choices=THEMES, default=THEMES)
    parser.add_argument("--no-sheets", action="store_true", help="only the SVGs and the page")
    parser.add_argument("--jobs", type=int, default=2, help="processes that draw (2)")
    asked = parser.parse_args()
    folder: Path = asked.folder
    folder.mkdir(parents=True, exist_ok=True)

    def is_wanted(shot: Shot) -> bool:
        size = f"{shot.size[0]}x{shot.size[1]}"
        return (
            shot.lang in asked.lang
            and shot.theme in asked.theme
            and (asked.size is None or size in asked.size)
        )

    wanted = [*filter(is_wanted, shots(asked.only))]
    tell = partial(print, flush=True)
    failed = 0
    with ProcessPoolExecutor(asked.jobs, mp_context=get_context("spawn")) as pool:
        under_way = {pool.submit(write_picture, folder, shot): shot for shot in wanted}
        for done in as_completed(under_way):
            why = done.exception()
            failed += why is not None
            tell(under_way[done].file + (f": {why!r}" if why else ""))
    (folder / "index.html").write_text(index(asked.only), "utf-8")
    tell("index.html")
    if not asked.no_sheets:
        drawn = [
            sheet._replace(lines=lines)
            for sheet in sheets(asked.only)
            if (lines := [kept for line in sheet.lines if (kept := [*filter(is_wanted, line)])])
        ]
        write_sheets(folder, drawn, tell)
    return min(failed, 100)


if __name__ == "__main__":
    sys.exit(main())
