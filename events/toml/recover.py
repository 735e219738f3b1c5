"""Reading what can be read of a TOML text with faults."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import tomli

from events.toml.pieces import Piece

if TYPE_CHECKING:
    from events.toml.syntax import Fault


def parse(
    text: str, tables: Iterable[str], *, damaged: bool = False
) -> tuple[list[Piece], list[Fault]]:
    """Parse a whole text, or if it has faults those of its pieces that have none.

    Parameters
    ----------
    text
        Decoded, BOM off.
    tables
        The names of tables at whose headers a faulty text is cut.
    damaged
        Whether it was not UTF-8: pieces with undecodable bytes (as lone surrogates) are left out.
    """
    whole: Exception | None = None
    if not damaged:
        try:
            return [Piece(0, len(text), tomli.loads(text))], []
        except (ValueError, RecursionError) as error:
            whole = error
    from events.toml.cutting import Cutter  # only files with faults pay for it
    from events.toml.syntax import explain

    pieces, faults = Cutter(text, tables).pieces()
    if not faults and whole is not None:  # the pieces are right each alone, but not together
        faults = [explain(text, whole)]
    return pieces, sorted(faults, key=lambda fault: fault.span)
