"""The table of milestones: for each lane its anchor's date and after how many days it was where."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from events.metrics import show_number
from tui.language import say
from tui.text import cells, fit
from tui.widgets.compare.page import Part, Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.compare import Alignment
    from events.comparing.milestones import Milestone
    from events.when import Lang
    from tui.widgets.compare.page import Selection

_DATE = 12


class MilestoneTable(NamedTuple):
    """The table for a width; the first columns are those of the lanes above it."""

    selection: Selection
    alignment: Alignment
    label: int
    """Cells of the lanes' names."""
    width: int

    @property
    def shown(self) -> int:
        """How many milestones have room, the last ones before all."""
        room = self.width - self.label - _DATE - 3
        return max(0, min(len(self.alignment.values), room // 12))

    @property
    def _size(self) -> int:
        room = self.width - self.label - _DATE - 3
        return min(26, room // self.shown) if self.shown else 0

    def heading(self, anchor: str) -> list[Run]:
        """What the columns are."""
        alignment, lang = self.alignment, self.selection.lang
        metric = self.selection.short_metric(alignment.metric) if alignment.metric else ""
        runs = [
            Run("  " + fit(metric, self.label), "words"),
            Run(fit(anchor, _DATE) + " ", "words"),
        ]
        for value in self._last(alignment.values):
            runs.append(Run(fit(show_number(value, lang), self._size), "heading"))
        return runs

    def row(self, index: int) -> list[Run]:
        """A lane's date and milestones."""
        lane = self.alignment.lanes[index]
        runs = [Run(self.selection.date(lane.anchor, _DATE) + " ", "date")]
        for each in self._last(self.alignment.milestones[index]):
            text, part = self._cell(each)
            runs.append(Run(fit(text, self._size), part))
        return runs

    def _last(self, columns: Sequence[float] | Sequence[Milestone]) -> Sequence:  # type: ignore[type-arg]
        return columns[len(columns) - self.shown :]

    def _cell(self, found: Milestone) -> tuple[str, Part]:
        lang = self.selection.lang
        days = found.after.show(lang)
        forms: tuple[str, ...]
        part: Part = "faint"
        match found.state:
            case "reached":
                forms, part = (say(lang, f"by {days}", f"至迟 {days}"), days), "number"
            case "not-yet":
                forms = (say(lang, f"not yet, {days}", f"{days}未达"), f"> {days}")
                part = "title"
            case "unclear":
                forms = (say(lang, f"unclear, {days}", f"{days}尚不明"), f"? {days}")
                part = "title"
            case "no-figure":
                forms = (say(lang, f"no reading, {days}", f"{days}无读数"), f"– {days}", "–")
        size = self._size - 1
        return next((form for form in forms if cells(form) <= size), forms[-1]), part


def legend(alignment: Alignment, lang: Lang) -> str:
    """What the table's cells mean."""
    states = {each.state for row in alignment.milestones for each in row}
    said = []
    if "reached" in states:
        said.append(
            say(
                lang,
                "by …: reached then at the latest, when a reading was surely that high",
                "至迟…：届时的读数确已达到，或更早达到",
            )
        )
    if "not-yet" in states:
        said.append(
            say(lang, "not yet, or >: not by the last reading", "未达、>：截至最后一个读数")
        )
    if "unclear" in states:
        said.append(
            say(lang, "unclear, or ?: the last reading may be either", "尚不明、?：读数不足以判断")
        )
    if "no-figure" in states:
        said.append(
            say(lang, "no reading, or –: none on record to this day", "无读数、–：至今没有记录")
        )
    return say(lang, "; ", "；").join(said) + say(lang, ".", "。") if said else ""
