"""A TOML text with faults, cut at its tables: each piece is parsed alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

import tomli

from events.toml.pieces import MOST_FAULTS, Piece
from events.toml.scan import ScanError, value_end
from events.toml.syntax import Fault, explain

# How many pieces an open value may run through, and how far all such looks may go together.
_REACH = 64
_LOOK_AHEAD = 4
_OPENING = re.compile(r"=[ \t]*(?:\"\"\"|''')\Z")


class Cutter:
    """Finds the pieces of a text that have no faults, and the faults of the others."""

    def __init__(self, text: str, tables: Iterable[str]) -> None:
        """Cut the text at the headers of the tables."""
        self.text = text
        # A header with a bracket missing, or full-width ones, still shows where a table was meant.
        names = "|".join(map(re.escape, tables))
        head = re.compile(
            rf"^[ \t]*[\[［【]{{1,2}}+[ \t]*[\"']?(?:{names})[\"']?[ \t]*[\]］】]{{0,2}}[ \t]*"
            r"(?:#.*)?\r?$",
            re.MULTILINE,
        )
        cuts = [match.start() for match in head.finditer(text)]
        self.bounds = sorted({0, *cuts, len(text)})
        self.look_ahead = _LOOK_AHEAD * len(text)
        self.faults: list[Fault] = []

    def pieces(self) -> tuple[list[Piece], list[Fault]]:
        """Parse piece by piece."""
        found = []
        conflicts = self._conflicts()
        done = 0
        for start, end in pairwise(self.bounds):
            if start < done:
                continue
            clean_end = self._before_conflict(start, end, conflicts)
            if clean_end is None:
                continue
            piece = self._piece(start, clean_end)
            if piece is not None:
                found.append(piece)
                done = piece.end
        return found, self.faults

    def _piece(self, start: int, end: int) -> Piece | None:
        part = self.text[start:end]
        if not part.isascii() and re.search("[\ud800-\udfff]", part):
            return None  # not UTF-8, which is a problem of its own
        try:
            return Piece(start, end, tomli.loads(part))
        except (ValueError, RecursionError) as error:
            if len(self.faults) >= MOST_FAULTS:
                self.faults.append(Fault("syntax", (start, start)))
                return None
            fault = explain(part, error).moved(start)
        if fault.code in ("unclosed-string", "unclosed-bracket"):
            # Perhaps the header that ends this piece stands inside a long string of it.
            longer = self._longer(start, end, fault.span[0])
            if longer is not None:
                return longer
        self.faults.append(fault)
        return None

    def _longer(self, start: int, end: int, opening: int) -> Piece | None:
        """The piece up to the end of the one in which what opens in it is closed."""
        nth = bisect_right(self.bounds, end - 1)
        limit = self.bounds[min(nth + _REACH, len(self.bounds) - 1)]
        if limit <= end or self.look_ahead <= 0:
            return None
        try:
            closed = opening + value_end(self.text[opening:limit], 0)
        except ScanError:
            self.look_ahead -= limit - opening
            return None
        self.look_ahead -= closed - opening
        if _OPENING.search(self.text, max(opening, closed - 20), closed):
            return None  # not its end, but where a later string begins: its own end is missing
        end = self.bounds[min(bisect_right(self.bounds, closed - 1), len(self.bounds) - 1)]
        try:
            return Piece(start, end, tomli.loads(self.text[start:end]))
        except (ValueError, RecursionError):
            return None

    def _conflicts(self) -> list[tuple[int, int]]:
        """Where git left both sides of a conflict; each is a fault."""
        found: list[tuple[int, int]] = []
        begin: re.Match[str] | None = None
        for mark in re.finditer(r"^(?:<{7}|>{7})(?: .*)?\r?$", self.text, re.MULTILINE):
            if mark[0].startswith("<"):
                begin = begin or mark
            elif begin is not None:
                found.append((begin.start(), mark.end()))
                self.faults.append(Fault("conflict-marks", begin.span()))
                begin = None
        return found

    def _before_conflict(
        self, start: int, end: int, conflicts: list[tuple[int, int]]
    ) -> int | None:
        """Where a piece ends if a conflict follows in it; None if it is in the conflict."""
        nth = bisect_right(conflicts, start, key=lambda conflict: conflict[1])
        if nth == len(conflicts) or conflicts[nth][0] >= end:
            return end
        begin, finish = conflicts[nth]
        mark_end = self.text.find("\n", begin, finish)
        follows = self.text[mark_end:end].strip()
        return begin if start <= begin and not follows and end < finish else None
