"""The styles of Lanes, and pieces of text in them on the shade of what is behind."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style

from tui.text import cells
from tui.widgets.filtered import filtered
from tui.widgets.lanes.pieces import PARTS, Piece
from tui.widgets.look import Look

if TYPE_CHECKING:
    from textual.filter import LineFilter

    from tui.widgets.lanes.ground import Ground


_BLANK = ("ground", "title")  # pieces that may be blanks
_LINED = ("match", "marked", "withdrawn")  # in these blanks are seen


class LaneStyles(Look):
    """Looks up each style once."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"lanes--{part}" for part in PARTS),
        *(f"lanes--{name}" for name in ("bar", "label", "parent", "count", "upper", "lower")),
        *(
            f"lanes--{name}"
            for name in (
                "rule",
                "era",
                "cursor",
                "cursor-sign",
                "run",
                "shade-1",
                "shade-2",
                "shade-3",
                "thumb",
            )
        ),
    }
    DEFAULT_CSS = """
    LaneStyles { height: 1fr; }
    LaneStyles > .lanes--bar { color: $foreground 40%; }
    LaneStyles:focus > .lanes--bar { color: $accent; }
    LaneStyles > .lanes--label { color: $foreground 85%; }
    LaneStyles > .lanes--parent { color: $primary; text-style: bold; }
    LaneStyles > .lanes--count { color: $foreground 45%; }
    LaneStyles > .lanes--upper { color: $primary; text-style: bold; }
    LaneStyles > .lanes--lower { color: $foreground 60%; }
    LaneStyles > .lanes--rule { color: $foreground 20%; }
    LaneStyles > .lanes--shade-1 { background: $secondary 13%; }
    LaneStyles > .lanes--shade-2 { background: $primary 13%; }
    LaneStyles > .lanes--ground { color: $foreground 20%; }
    LaneStyles > .lanes--year { color: $foreground 16%; }
    LaneStyles > .lanes--today { color: $accent 70%; }
    LaneStyles > .lanes--shade-3 { background: $panel 70%; }
    LaneStyles > .lanes--era-edge { color: $secondary 60%; }
    LaneStyles > .lanes--glyph { color: $primary; }
    LaneStyles > .lanes--crowd { color: $primary; }
    LaneStyles > .lanes--many { color: $foreground; text-style: bold; }
    LaneStyles > .lanes--marked { color: $warning; text-style: bold underline; }
    LaneStyles > .lanes--title { color: $foreground 88%; }
    LaneStyles > .lanes--unsure { color: $foreground 88%; text-style: italic; }
    LaneStyles > .lanes--withdrawn { color: $foreground 60%; text-style: strike; }
    LaneStyles > .lanes--match { color: $accent; text-style: underline; }
    LaneStyles > .lanes--span { color: $secondary; }
    LaneStyles > .lanes--window { color: $foreground 30%; }
    LaneStyles > .lanes--run { color: $accent; text-style: bold; }
    LaneStyles > .lanes--thumb { color: $scrollbar; }
    LaneStyles > .lanes--cursor { background: $primary 25%; }
    LaneStyles:focus > .lanes--cursor { background: $primary 35%; text-style: bold; }
    LaneStyles > .lanes--cursor-sign { background: $accent 45%; color: $foreground; }
    LaneStyles:focus > .lanes--cursor-sign {
        background: $accent; color: $background; text-style: bold;
    }
    LaneStyles:nocolor > .lanes--cursor, LaneStyles:nocolor > .lanes--cursor-sign {
        color: $foreground; background: $background; text-style: reverse;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._styles: dict[tuple[str, int, bool], Style] = {}
        self._filters: Sequence[LineFilter] = ()

    def _style(self, part: str, tint: int = 0, *, cursor: bool = False) -> Style:
        key = (part, tint, cursor)
        style = self._styles.get(key)
        if style is None:
            is_base = part == "base"
            style = self.rich_style if is_base else self.get_component_rich_style(f"lanes--{part}")
            if tint:
                shade = self.get_component_rich_style(f"lanes--shade-{tint}")
                style += Style(bgcolor=shade.bgcolor)
            if cursor:
                style = self._under_cursor(part, style)
            style = filtered(self, style)
            # Parts that look alike have one style, so that neighbours can be one segment.
            alike = (known for known in self._styles.values() if known == style)
            style = self._styles[key] = next(alike, style)
        return style

    def _under_cursor(self, part: str, style: Style) -> Style:
        """A style as it is under the cursor: a run keeps its ground."""
        if part in ("span", "window"):
            run = self.get_component_rich_style("lanes--run")
            return style + Style(color=run.color, bold=run.bold)
        if part in ("glyph", "crowd", "many", "marked"):
            return style + self.get_component_rich_style("lanes--cursor-sign")
        over = self.get_component_rich_style("lanes--cursor")
        return style + Style(
            bgcolor=over.bgcolor, bold=over.bold or None, reverse=over.reverse or None
        )

    def _styled(self, pieces: Iterable[tuple[str, str]]) -> Iterator[Segment]:
        return (Segment(text, self._style(part)) for text, part in pieces)

    def _segments(self, pieces: Iterable[Piece], ground: Ground) -> Iterator[Segment]:
        """Pieces in their styles, on the shade of what is behind them.

        Neighbours of one style are one segment, and so are blanks with what is before them: the
        terminal is sent less.
        """
        text, takes_blanks, at_tint = "", False, 0
        style: Style | None = None
        shaded = pieces if ground.is_plain else _on_shades(pieces, ground)
        for _, _, more, part, is_cursor, tint in shaded:
            if takes_blanks and tint == at_tint and part in _BLANK and more.isspace():
                text += more
                continue
            new = self._styles.get((part, tint, is_cursor))
            if new is None:
                new = self._style(part, tint, cursor=is_cursor)
            if new is not style:
                if text:
                    yield Segment(text, style)
                text, style, at_tint = more, new, tint
                takes_blanks = not is_cursor and part not in _LINED
            else:
                text += more
        if text:
            yield Segment(text, style)


def _on_shades(pieces: Iterable[Piece], ground: Ground) -> Iterator[Piece]:
    """The pieces cut where the shade behind them changes."""
    tints = ground.tints
    ends = [end for _, end, _ in tints]
    for piece in pieces:
        start, end, text = piece.start, piece.end, piece.text
        at = bisect_right(ends, start)
        while start < end:
            until, tint = min(end, tints[at][1]), tints[at][2]
            if until == end:
                yield piece._replace(start=start, text=text, tint=tint)
            else:
                head, size = _head(text, until - start)
                until = start + size
                yield piece._replace(start=start, end=until, text=head, tint=tint)
                text = text[len(head) :]
            start = until
            at += start >= tints[at][1]


def _head(text: str, width: int) -> tuple[str, int]:
    """The beginning of a text up to a width, or beyond it by half a wide character; its cells."""
    size = 0
    for place, character in enumerate(text):
        own = cells(character)
        if size >= width and own:
            return text[:place], size
        size += own
    return text, size
