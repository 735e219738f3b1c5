"""The main screen's query: what the line asks for is what every pane shows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from textual import on

from events.when import today
from tui.screens.editing import EventEditing
from tui.text import clean
from tui.widgets.details import Details
from tui.widgets.event_list import EventList
from tui.widgets.facets import FacetPanel
from tui.widgets.overview import Overview
from tui.widgets.query_line import QueryLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.query import Query, Result, Search
    from events.timeline import Field, Timeline

FACET_FIELDS: tuple[Field, ...] = (
    "company",
    "product",
    "kind",
    "status",
    "source",
    "tag",
    "metric",
)


class Querying(EventEditing):
    """The query as text, as it was last understood, and what it found.

    Whatever asks for other events, a facet, a link, a saved file, goes through `run_query`.
    """

    def __init__(self, query: str) -> None:
        super().__init__()
        self.timeline: Timeline | None = None
        self.search: Search | None = None
        self.result: Result | None = None
        self.query_text = query
        self._query: Query | None = None
        self._sought = ""  # the last query that asked for anything, for `n` after it is cleared

    def take(self, timeline: Timeline, search: Search) -> None:
        """Take a timeline that was read; `run_query` shows it."""
        self.timeline, self.search = timeline, search
        self.result = None

    def run_query(self, text: str, *, keep: str | None = None, half_typed: bool = False) -> None:
        """Show what the text asks for; a text with an error leaves the last result standing.

        ``keep`` is the id of the event that stays under the cursor.
        """
        from events.query import QueryError

        self.query_text = text
        search = self.search
        if search is None:
            return
        line = self.query_one(QueryLine)
        try:
            query = self.understood(text)
        except QueryError as error:
            line.show_error(error)
            if self.result is None:  # other files: the last good query is asked of them
                query = self._last_good()
                self._take(query, search.run(query), keep)
            elif not self.result.count:  # as the word that turned out to be a mistake was typed
                self._show_before(text[: error.start], keep)
            return
        line.show_error(None)
        result = search.run(query)
        if half_typed and not result.count and line.may_be_field and self.result is not None:
            # The word may yet become a field: an empty list would only flash by.
            return
        if not query.is_empty:
            self._sought = text
        self._take(query, result, keep)

    def understood(self, text: str) -> Query:
        """What a text asks. Raises `QueryError`."""
        from events.query import parse_query

        assert self.timeline is not None
        return parse_query(text, self.timeline, today())

    def _last_good(self) -> Query:
        """The query last understood, asked anew: other files may not know its names."""
        from events.query import QueryError

        try:
            return self.understood(self._query.text if self._query else "")
        except QueryError:
            return self.understood("")

    def _show_before(self, text: str, keep: str | None) -> None:
        """Show what was asked before a mistake."""
        from events.query import QueryError

        try:
            query = self.understood(text.rstrip())
        except QueryError:  # nothing that stands for itself: a bracket was opened, say
            return
        assert self.search is not None
        self._take(query, self.search.run(query), keep)

    def _take(self, query: Query, result: Result, keep: str | None) -> None:
        self.result, self._query = result, query
        self._show(result, query, keep)

    def _show(self, result: Result, query: Query, keep: str | None) -> None:
        timeline = self.timeline
        assert timeline is not None
        kept = timeline.number_of.get(keep) if keep is not None else None
        self.show_result(result, kept)
        ticks: dict[str, frozenset[str]] = {field: query.ticked(field) for field in FACET_FIELDS}
        self.query_one(FacetPanel).show(result, ticks)
        self.query_one(QueryLine).show_counts(result.count, result.total)
        self.show_known(query)
        self.query_one(Overview).show(result.numbers, self.look.window, self.known(query))
        self.show_details(self.look.cursor_event)

    @on(QueryLine.Edited)
    def _edited(self, message: QueryLine.Edited) -> None:
        # Letters may have come while this message waited: only the line as it is now counts.
        if message.text == self.query_one(QueryLine).text:
            self.begin_typing()
            self.run_query(message.text, keep=self.kept_id, half_typed=True)

    @on(QueryLine.Submitted)
    def _submitted(self, message: QueryLine.Submitted) -> None:
        self.run_query(message.text, keep=self.kept_id)
        self.end_typing()
        self.focus_look()

    @on(QueryLine.Left)
    def _left_query(self) -> None:
        self.end_typing()
        self.focus_look()

    @on(FacetPanel.Ticked)
    def _ticked(self, message: FacetPanel.Ticked) -> None:
        from events.query import QueryError, tick

        if self.timeline is None or self._query is None:
            return
        wanted = message.value not in self._query.ticked(message.field)
        try:
            text = tick(self.query_text, message.field, message.value, wanted, self.timeline)
        except QueryError as error:
            # Half a query stands in the line: nothing can be added to it until it is mended.
            self.query_one(QueryLine).show_error(error)
            return
        self.ask_query(text)

    def known(self, query: Query) -> Sequence[int] | None:
        """The events known on the day on which the query asks what was known; None: it does not."""
        raise NotImplementedError

    def show_known(self, query: Query) -> None:
        """Show the day on which the query asks what was known, if it asks."""
        raise NotImplementedError

    def show_details(self, number: int | None) -> None:
        """Show an event in the details, or that there is none."""
        query = self._query
        if self.timeline is not None and query is not None:
            from events.known import known_day

            details = self.query_one(Details)
            details.show(self.timeline, number, self.lang, query.words, known_day(query))
            is_why = number is None and self.result is not None and not self.result.count
            details.alone = self.search.alone(query) if is_why and self.search else ()

    def go_to(self, number: int) -> None:
        """Put the cursor on an event; the query is cleared when it hides the event.

        A number that was said before the files were read again may be that of no event now.
        """
        if self.timeline is None or not 0 <= number < len(self.timeline):
            return
        self.leave()
        self.choose(number)
        if not self.look.go_to_event(number):
            self.clear_query()
            self.look.go_to_event(number)

    def clear_query(self) -> None:
        """Show all events; the one under the cursor stays there."""
        self.ask_query("")

    def action_next_match(self, step: int) -> None:
        """Go to the next match of the query, or of the last one when it is cleared."""
        from events.query import QueryError

        look = self.look
        here = look.cursor_event
        if not self._sought:
            self.tell("No query yet: / types one.", "还没有查询：按 / 输入。")
        elif here is not None and self.search is not None:
            try:
                numbers = self.search.run(self.understood(self._sought)).numbers
            except QueryError as error:  # the files no longer know its names
                self.notify(clean(error.show(self.lang)), markup=False)
                return
            backwards = isinstance(look, EventList) and look.newest_first
            ahead = (step > 0) != backwards
            at = bisect_right(numbers, here) if ahead else bisect_left(numbers, here) - 1
            while 0 <= at < len(numbers) and not look.go_to_event(numbers[at]):
                at += 1 if ahead else -1
