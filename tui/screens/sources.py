"""The sources screen: every source, the events of one in its order, and claims side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on, work
from textual.binding import Binding
from textual.widgets import Static
from textual.worker import get_current_worker

from events.names import in_language
from events.readings.claims import rivals
from events.sources import in_document_order, source_rows
from tui.commands import bindings
from tui.language import say
from tui.screens.event_commands import is_web_address
from tui.screens.left_once import LeftOnce
from tui.text import cells, clean, cut
from tui.widgets.claim_words import claim_items
from tui.widgets.key_bar import KeyBar, Now
from tui.widgets.piece_lines import Item, Items, PieceLines
from tui.widgets.source_words import (
    about_event,
    about_source,
    cited_items,
    source_head,
    source_items,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from events.readings.claims import Rivals
    from events.sources import SourceRow
    from events.timeline import Timeline
    from events.when import Lang

# Up to so many events their claims are compared at once; from then on in a thread.
_AT_ONCE = 5_000

Showing = Literal["sources", "events", "claims"]
Asked = tuple[Literal["event", "editor"], int]
"""To go to an event, or to open the editor at its line."""


class SourcesScreen(LeftOnce[Asked | None]):
    """A list over what is known of the line under the cursor. The answer is an event to go to."""

    DEFAULT_CSS = """
    SourcesScreen { layout: vertical; }
    SourcesScreen > Static { padding: 0 1; }
    SourcesScreen #title { height: 1; background: $panel; text-style: bold; }
    SourcesScreen #head { height: 1; }
    SourcesScreen #nothing { height: 1fr; content-align: center middle; display: none; }
    SourcesScreen #about { height: 40%; max-height: 12; border-top: solid $border; }
    SourcesScreen.-empty #list, SourcesScreen.-empty #about { display: none; }
    SourcesScreen.-empty #nothing { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("sources"),
        Binding("question_mark", "help", show=False, id="help"),
    ]
    AUTO_FOCUS = "#list"

    def __init__(
        self, timeline: Timeline, lang: Lang, own_keys: Mapping[str, str], at: int | None = None
    ) -> None:
        """Begin at the first source of the event ``at``."""
        super().__init__()
        self._timeline = timeline
        self._lang = lang
        self._own_keys = own_keys
        self._event = at
        self._rows = source_rows(timeline)
        self._pairs: list[Rivals] = []
        self._showing: Showing = "sources"
        self._before: Showing = "sources"  # what was shown before the claims
        self._source: str | None = None
        if at is not None:
            cited = (one.source for one in timeline.events[at].citations)
            self._source = next((id for id in cited if id in timeline.sources), None)

    def compose(self) -> ComposeResult:
        """Title, heads, list, what the line says, keys."""
        yield Static(id="title", markup=False)
        yield PieceLines(id="head")
        pane = PieceLines(id="list")
        pane.can_focus = True
        yield pane
        yield Static(id="nothing", markup=False)
        yield PieceLines(id="about")
        bar = KeyBar(self._own_keys, "sources")
        bar.lang = self._lang
        yield bar

    def on_mount(self) -> None:
        """Begin with the sources; the claims of many events are compared meanwhile."""
        if len(self._timeline) <= _AT_ONCE:
            self._pairs = rivals(self._timeline)
        else:
            self._seek_pairs()
        self._show("sources")

    def on_resize(self) -> None:
        """Other columns have room."""
        self._show(self._showing)

    @work(thread=True, exit_on_error=False)
    def _seek_pairs(self) -> None:
        pairs = rivals(self._timeline)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._take_pairs, pairs)

    def _take_pairs(self, pairs: list[Rivals]) -> None:
        self._pairs = pairs
        if self._showing == "claims":
            self._show("claims")
        else:
            self._moved()

    @property
    def _list(self) -> PieceLines:
        return self.query_one("#list", PieceLines)

    # ---- what is shown

    def _show(self, showing: Showing) -> None:
        """Show a list, the cursor where it was, or on what it was about."""
        self._showing = showing
        width = max(1, self.size.width - 3)  # the bar, the thumb and a blank
        timeline, lang = self._timeline, self._lang
        items = Items.of(())
        head = Item()
        if showing == "sources":
            items = Items.of(source_items(timeline, self._rows, lang, width))
            head = source_head(lang, width)
        elif showing == "events" and self._source is not None:
            cited = in_document_order(timeline, self._source, lang)
            items = cited_items(timeline, cited, lang, width)
        elif showing == "claims":
            items = Items.of(claim_items(timeline, self._pairs, lang, width))
        self.query_one("#title", Static).update(cut(self._title(), max(1, self.size.width - 2)))
        self.query_one("#head", PieceLines).display = showing == "sources" and bool(items.stops)
        self.query_one("#head", PieceLines).fill(Items.of([head]))
        self.query_one("#nothing", Static).update(self._nothing())
        self.set_class(not items.stops, "-empty")
        self._list.fill(items, self._source if showing == "sources" else self._event)
        self._offer_keys()

    def _title(self) -> str:
        timeline, lang = self._timeline, self._lang
        if self._showing == "claims":
            count = len(self._pairs)
            words = say(lang, "Claims side by side", "各方说法并列")
            pairs = say(lang, f"{count:,} pair{'' if count == 1 else 's'}", f"{count:,} 对")
            rule = say(
                lang,
                "same metric, other people, the same dates or at most 31 days apart",
                "同一指标、不同出处，日期相同或相隔至多 31 天",
            )
            title = f"{words}   {pairs} · {rule}"
            if cells(title) > self.size.width - 2:
                rule = say(lang, "one metric, at most 31 days apart", "同一指标，相隔至多 31 天")
                title = f"{words}   {pairs} · {rule}"
            return title
        if self._showing == "events" and self._source is not None:
            source = timeline.sources[self._source]
            name = in_language(source.publisher or source.title, lang) or self._source
            order = say(lang, "events in the order of the document", "按原文顺序的事件")
            return f"{clean(name)}   {order}"
        total = len(timeline)
        cited = sum(bool(event.citations) for event in timeline.events)
        counts = say(
            lang,
            f"{len(self._rows):,} source{'' if len(self._rows) == 1 else 's'}"
            f" · {cited:,} of {total:,} events cite one",
            f"{len(self._rows):,} 个来源 · {total:,} 个事件中 {cited:,} 个有来源",
        )
        return f"{say(lang, 'Sources', '来源')}   {counts}"

    def _nothing(self) -> str:
        if self._showing == "claims":
            return say(
                self._lang,
                "No two people make claims on the same metric at nearly the same time.",
                "没有不同出处在相近时间对同一指标的说法。",
            )
        if self._showing == "events":
            return say(self._lang, "No event cites this source.", "没有事件引用此来源。")
        return say(self._lang, "This timeline has no sources.", "这条时间线没有来源。")

    @on(PieceLines.Moved, "#list")
    def _moved(self) -> None:
        stop = self._list.stop
        lang, width = self._lang, max(1, self.size.width - 3)
        items: list[Item] = []
        if isinstance(stop, str):
            self._source = stop
            row = next(row for row in self._rows if row.id == stop)
            items += about_source(self._timeline, row, self._against(row), lang, width)
        elif isinstance(stop, int):
            self._event = stop
            # Where claims are listed they stand side by side already.
            pairs = [] if self._showing == "claims" else self._pairs
            items += about_event(self._timeline, stop, pairs, lang, width)
        self.query_one("#about", PieceLines).fill(Items.of(items))
        self._offer_keys()

    def _offer_keys(self) -> None:
        """Tell the bottom line what can be done with what is under the cursor."""
        is_event = isinstance(self._list.stop, int)
        idle = set() if is_event else {"editor"}
        if self._list.stop is None:
            idle.add("source-choose")
        if self._address() is None:
            idle.add("source-address")
        labels: dict[str, tuple[str, str]] = {"back": ("Back", "返回")}
        if is_event:
            labels["source-choose"] = ("Go to the event", "转到事件")
        if self._showing == "claims":
            idle.add("source-claims")
        first = ("back",) if self._showing != "sources" else ()
        self.query_one(KeyBar).now = Now(None, frozenset(idle), first, labels)

    def _against(self, row: SourceRow) -> int:
        """How many pairs of claims the source has one in."""
        return sum(
            any(
                citation.source == row.id
                for figure in (pair.one, pair.other)
                for citation in self._timeline.events[figure.number].citations
            )
            for pair in self._pairs
        )

    # ---- what the person does

    @on(PieceLines.Chosen, "#list")
    def _chosen(self) -> None:
        stop = self._list.stop
        if isinstance(stop, int):
            self.dismiss(("event", stop))
        elif isinstance(stop, str):
            self._source = stop
            self._show("events")

    @on(KeyBar.Chosen)
    async def _key_clicked(self, message: KeyBar.Chosen) -> None:
        await self.run_action(message.command.action)

    def action_move(self, lines: int) -> None:
        """Move the cursor by lines."""
        self._list.action_move(lines)

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages."""
        self._list.action_page(pages)

    def action_first(self) -> None:
        """To the first line."""
        self._list.action_first()

    def action_last(self) -> None:
        """To the last line."""
        self._list.action_last()

    def action_choose(self) -> None:
        """Show the source's events, or go to the event."""
        self._list.action_choose()

    def action_claims(self) -> None:
        """Show the claims side by side, or again what was there before."""
        if self._showing == "claims":
            self._show(self._before)
        else:
            self._before = self._showing
            self._show("claims")

    def _address(self) -> str | None:
        """The address of the source under the cursor, or of that of the event's."""
        sources = self._timeline.sources
        ids = [self._source] if self._showing != "claims" else []
        if self._showing == "claims" and self._event is not None:
            ids += [one.source for one in self._timeline.events[self._event].citations]
        urls = (sources[id].url for id in ids if id in sources)
        return next(filter(is_web_address, urls), None)

    def action_address(self) -> None:
        """Open the address of the source under the cursor, or of that of the event's."""
        url = self._address()
        if url is None:
            self._say("This source has no web address.", "此来源没有网址。")
        else:
            self.app.open_url(url)
            self._say(f"Opening {clean(url)}", f"正在打开 {clean(url)}")

    def action_editor(self) -> None:
        """Open the editor at the line of the event under the cursor."""
        stop = self._list.stop
        if isinstance(stop, int):
            self.dismiss(("editor", stop))
        else:
            self._say("E opens the line of an event.", "E 用于打开事件所在的行。")

    def action_help(self) -> None:
        """Show the keys."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self._lang, "sources", own_keys=self._own_keys))

    def action_back(self) -> None:
        """To what was shown before; from the sources to the main screen."""
        if self._showing == "claims":
            self._show(self._before)
        elif self._showing == "events":
            self._show("sources")
        else:
            self.dismiss(None)

    def action_leave(self) -> None:
        """To the main screen."""
        self.dismiss(None)

    def _say(self, en: str, zh: str) -> None:
        self.notify(say(self._lang, en, zh), markup=False)
