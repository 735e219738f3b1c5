"""The long runs, with a table of counts at the end: ``python -m tests.faults --help``."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple, get_args

from tests.faults import bombs, caches, edits, fuzz, places, reloads, saves
from tests.faults.doors import DOORS
from tests.faults.tries import Case, Sort, many, sort_of


class Scene(NamedTuple):
    """What is done, in an empty folder, and what a fault in it is where that is not said."""

    run: Callable[[Path], saves.Outcome]
    fault: Sort = "wrong"


def scenes(options: argparse.Namespace) -> Iterator[tuple[str, Scene]]:
    """All of them, by name."""
    rng = Random(options.seed)
    seeds = range(options.seed, options.seed + options.edits)

    def in_part(_: Path) -> saves.Outcome:
        with edits.narrow_view():
            return edits.edit_many(seeds)

    def without_rights(code: str) -> Callable[[Path], saves.Outcome]:
        return lambda folder: saves.without_rights(folder, code)

    yield "random edits", Scene(lambda _: edits.edit_many(seeds), "lost")
    yield "random edits, parsed in part", Scene(in_part, "lost")
    yield "read again", Scene(lambda folder: reloads.reload_many(folder, seeds[: options.reloads]))
    yield "from the cache", Scene(lambda folder: caches.cache_many(folder, seeds[: options.caches]))
    yield "spoiled files", Scene(lambda _: fuzz.read_many(options.fuzz / 2, rng), "crash")
    show = partial(fuzz.show_many, options.fuzz / 2, rng)
    yield "spoiled files on the screen", Scene(lambda _: show(), "crash")
    for name, case in DOORS.items():
        yield name, Scene(_through(case, options.doors, rng))
    yield "visitors of serve", Scene(lambda folder: _visited(folder, options.doors, rng))
    yield "small files that are large to read", Scene(bombs.set_off, "crash")
    yield "killed", Scene(lambda folder: saves.killed(folder, options.kills, rng), "lost")
    yield "two processes", Scene(lambda folder: saves.raced(folder, options.saves), "lost")
    yield "no space", Scene(saves.without_space, "lost")
    yield "no space, hard link", Scene(lambda folder: saves.without_space(folder, links=2), "lost")
    yield "no space for the second file", Scene(saves.without_space_for_second, "lost")
    yield "full disk", Scene(saves.on_full_disk, "lost")
    yield "read-only folder", Scene(without_rights("unwritable-folder"), "lost")
    yield "read-only file", Scene(without_rights("read-only"), "lost")
    yield "vanished folder", Scene(saves.vanished)
    yield "symbolic link", Scene(saves.through_symlink, "lost")
    yield "hard link", Scene(saves.through_hard_link, "lost")
    yield "resized in every dialog", Scene(places.resized)
    yield "read-only disk", Scene(places.read_only_disk)
    yield "1,000 files", Scene(places.many_files)
    yield "a file of 50 MB", Scene(places.large_file)


def _through(case: Case, seconds: float, rng: Random) -> Callable[[Path], saves.Outcome]:
    return lambda _: many(case, rng, seconds=seconds)


def _visited(folder: Path, seconds: float, rng: Random) -> saves.Outcome:
    try:
        import textual_serve  # noqa: F401
    except ModuleNotFoundError:
        return Counter({"skipped: textual-serve is not installed": 0}), []
    from tests.faults.visits import visited

    return visited(folder, seconds, rng)


def main() -> int:
    """Run what was asked for; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--edits", type=int, default=10_000, help="random documents to edit")
    parser.add_argument("--reloads", type=int, default=2_000, help="timelines to read again")
    parser.add_argument("--caches", type=int, default=2_000, help="timelines to keep in a cache")
    parser.add_argument("--kills", type=int, default=300, help="saves to kill")
    parser.add_argument("--saves", type=int, default=200, help="saves of each of two processes")
    parser.add_argument(
        "--fuzz", type=float, default=600, help="seconds of spoiled files, half of them on screen"
    )
    parser.add_argument("--doors", type=float, default=30, help="seconds at each of the doors")
    parser.add_argument("--only", default="", help="the scenes whose names hold this")
    parser.add_argument("--seed", type=int, default=0, help="where the random numbers begin")
    options = parser.parse_args()
    sorts: tuple[Sort, ...] = get_args(Sort)
    faults: list[str] = []
    sums: Counter[str] = Counter()
    _show("", ("cases", "lost bytes", "crashes", "control bytes", "wrong", "time"), "of them")
    for name, scene in scenes(options):
        if options.only not in name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            os.environ["DATELINE_STATE"] = f"{folder}/state/state.json"
            place = Path(folder) / "timeline"
            place.mkdir()
            begin = time.monotonic()
            counts, wrong = scene.run(place)
        took = time.monotonic() - begin
        cases = counts.get("keys") or next(iter(counts.values()), 0)
        found = Counter(sort_of(fault, scene.fault) for fault in wrong)
        sums += found + Counter(cases=cases)
        said = ", ".join(f"{what} {count:,}" for what, count in counts.items() if what != "cases")
        figures = (f"{found[sort]:,}" for sort in sorts)
        _show(name, (f"{cases:,}", *figures, f"{took:.0f} s"), said[:100])
        faults += [f"{name}: {fault}" for fault in wrong]
    _show("all", (f"{sums['cases']:,}", *(f"{sums[sort]:,}" for sort in sorts), ""), "")
    print(*faults[:50], sep="\n", end="\n" if faults else "")
    return 1 if faults else 0


_WIDTHS = (9, 12, 9, 15, 7, 8)


def _show(name: str, between: tuple[str, ...], last: str) -> None:
    """A row of the table, as soon as it is known."""
    line = "".join(f"{text:>{width}}" for text, width in zip(between, _WIDTHS, strict=True))
    print(f"{name:<36}{line}  {last}".rstrip(), flush=True)


if __name__ == "__main__":
    sys.exit(main())
