"""Run the benchmarks and print their table: ``python -m tests.bench [--events N] [--only NAME]``.
With ``--peers`` the same events are measured in other programs, see `tests.bench.peers`.

Figures are processor time, with compiled modules present; a floor is measured in the same run.
Goals in milliseconds were set on a machine that starts a bare Python in 7.4 ms: elsewhere they
are stretched as much as that takes longer. Nothing is asserted: machines differ, and a busy one
more so.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator

from tests.bench import compare, domain, lanes, screens
from tests.bench.rows import Benchmark, Ground, Row, start_ms

# Milliseconds of a bare interpreter where the goals were set.
BARE_PYTHON = 7.4
# Each module has its BENCHMARKS.
BENCHMARKS: dict[str, Benchmark] = {
    **domain.BENCHMARKS,
    **screens.BENCHMARKS,
    **lanes.BENCHMARKS,
    **compare.BENCHMARKS,
}


def main() -> None:
    """Read the command line and print the table row by row."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--events",
        type=int,
        nargs="+",
        default=[1_000, 10_000, 100_000],
        metavar="N",
        help="sizes of the made-up timelines",
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=sorted(BENCHMARKS),
        metavar="NAME",
        help=f"run these only, of {', '.join(BENCHMARKS)}",
    )
    parser.add_argument(
        "--peers",
        action="store_true",
        help="the same events in other programs, in place of the benchmarks",
    )
    asked = parser.parse_args()
    if asked.peers:
        from tests.bench.peers import compare

        for line in compare(asked.events):
            print(line, flush=True)
        return
    ground = Ground(asked.events)
    bare = min(start_ms("-c", "pass", runs=5) for _ in range(5))
    print(f"bare Python starts in {bare:.1f} ms: goals in ms are × {bare / BARE_PYTHON:.2f}\n")
    try:
        for line in table(rows(asked.only or BENCHMARKS, ground), bare / BARE_PYTHON):
            print(line, flush=True)
    finally:
        ground.close()


def rows(names: Iterable[str], ground: Ground) -> Iterator[Row]:
    """The rows of the named benchmarks, as they are measured."""
    for name in names:
        yield from BENCHMARKS[name](ground)


def table(rows: Iterable[Row], pace: float = 1.0) -> Iterator[str]:
    """The lines of the table; ``pace`` is how much slower than the goals' own this machine is."""
    yield f"{'what':<44}{'figure':>12}{'floor':>12}{'ratio':>8}{'goal':>10}"
    for row in rows:
        floor = "" if row.floor is None else f"{row.floor:,.1f} {row.unit}"
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}×"
        goal = row.goal_at(pace)
        shown = f"≤ {goal:.3g}" + ("×" if row.floor is not None else f" {row.unit}")
        figure = f"{row.figure:,.1f} {row.unit}"
        missed = "" if row.met(pace) else "   missed"
        yield f"{row.what:<44}{figure:>12}{floor:>12}{ratio:>8}{shown:>10}{missed}"


if __name__ == "__main__":
    main()
