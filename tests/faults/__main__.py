"""The long runs, with a table of counts at the end: ``python -m tests.faults --help``."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.faults import edits, fuzz, places, reloads, saves


def main() -> int:
    """Run what was asked for; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--edits", type=int, default=10_000, help="random documents to edit")
    parser.add_argument("--reloads", type=int, default=2_000, help="timelines to read again")
    parser.add_argument("--kills", type=int, default=300, help="saves to kill")
    parser.add_argument("--saves", type=int, default=200, help="saves of each of two processes")
    parser.add_argument(
        "--fuzz", type=float, default=600, help="seconds of spoiled files, half of them on screen"
    )
    parser.add_argument("--seed", type=int, default=0, help="where the random numbers begin")
    options = parser.parse_args()
    rng = Random(options.seed)
    seeds = range(options.seed, options.seed + options.edits)

    def in_part(_: Path) -> saves.Outcome:
        with edits.narrow_view():
            return edits.edit_many(seeds)

    scenes: dict[str, Callable[[Path], saves.Outcome]] = {
        "random edits": lambda _: edits.edit_many(seeds),
        "random edits, parsed in part": in_part,
        "read again": lambda folder: reloads.reload_many(folder, seeds[: options.reloads]),
        "spoiled files": lambda _: fuzz.read_many(options.fuzz / 2, rng),
        "spoiled files on the screen": lambda _: fuzz.show_many(options.fuzz / 2, rng),
        "killed": lambda folder: saves.killed(folder, options.kills, rng),
        "two processes": lambda folder: saves.raced(folder, options.saves),
        "no space": saves.without_space,
        "no space, hard link": lambda folder: saves.without_space(folder, links=2),
        "no space for the second file": saves.without_space_for_second,
        "full disk": saves.on_full_disk,
        "read-only folder": lambda folder: saves.without_rights(folder, "unwritable-folder"),
        "read-only file": lambda folder: saves.without_rights(folder, "read-only"),
        "vanished folder": saves.vanished,
        "symbolic link": saves.through_symlink,
        "hard link": saves.through_hard_link,
        "resized in every dialog": places.resized,
        "read-only disk": places.read_only_disk,
        "1,000 files": places.many_files,
        "a file of 50 MB": places.large_file,
    }
    rows, faults = [], []
    for name, scene in scenes.items():
        print(f"{name} …", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory() as folder:
            os.environ["DATELINE_STATE"] = f"{folder}/state/state.json"
            place = Path(folder) / "timeline"
            place.mkdir()
            begin = time.monotonic()
            counts, wrong = scene(place)
        took = time.monotonic() - begin
        said = ", ".join(f"{what} {count}" for what, count in counts.items())
        rows.append((name, said, str(len(wrong)), f"{took:.1f} s"))
        faults += [f"{name}: {fault}" for fault in wrong]
    for row in (("", "counts", "wrong", "time"), *rows):
        print(f"{row[0]:<30}{row[1]:<75}{row[2]:>6}{row[3]:>10}")
    print(*faults[:50], sep="\n", end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
