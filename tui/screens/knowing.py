"""The main screen as it was known on a day: `asof:` in the query line, moved by keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from events.names import in_language
from events.when import today
from tui.screens.querying import Querying
from tui.widgets.overview import Overview
from tui.widgets.query_line import QueryLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.query import Query, Search
    from events.timeline import Timeline
    from events.when import Lang
    from tui.widgets.known_line import KnownLine


class Knowing(Querying):
    """The line with the day is there while the query has an ``asof:`` term of its own.

    What came later is in no pane, as all of them show the selection; in the details of an event
    that had been known, later sources and later related events are left out.
    """

    # The query after the last step: steps one after the other are one of the trail.
    _stepped_to: str | None = None
    _known_line: KnownLine | None = None
    _known_then: tuple[Search, int, Sequence[int]] | None = None

    def show_known(self, query: Query) -> None:
        """Show the day on which the query asks what was known, if it asks."""
        from events.known import counted, known_day, publications

        timeline, search = self.timeline, self.search
        day = known_day(query)
        if day is None or timeline is None or search is None:
            if self._known_line is not None:
                self._known_line.add_class("-off")
            return
        if self._known_line is None:
            from tui.widgets.known_line import KnownLine

            self._known_line = KnownLine()
            self.mount(self._known_line, after=self.query_one(Overview))
        published = publications(timeline)
        named = next((one.sources for one in published if one.day == day), ())
        names = [_publisher(timeline, id, self.lang) for id in named]
        self._known_line.show(day, published, counted(search, query), names, self.lang)
        self._known_line.remove_class("-off")

    def known(self, query: Query) -> Sequence[int] | None:
        """The events known on the day on which the query asks what was known; None: it does not."""
        from events.known import known_by, known_day

        day, search = known_day(query), self.search
        if day is None or search is None:
            return None
        if self._known_then is None or self._known_then[:2] != (search, day):
            self._known_then = search, day, known_by(search, day)
        return self._known_then[2]

    def action_as_known(self) -> None:
        """Show what was known on the last day that a source came out; or all again."""
        from events.known import latest, publications

        if self.timeline is None:
            return
        if self._day_asked() is not None:
            self._ask_day(None)
        elif published := publications(self.timeline):
            self._ask_day(latest(published, today().toordinal()))
        else:
            self.tell("No source here has a publication date.", "这里的来源都没有发布日期。")

    def action_known_step(self, step: int) -> None:
        """Go to the next or the previous day on which a source came out."""
        from events.known import publications, stepped

        if self.timeline is None:
            return
        day = self._day_asked()
        if day is None:
            self.tell(
                "K shows what was known on a day; then , and . step.",
                "按 K 显示某日已知的内容，再用 , 和 . 前后移动。",
            )
            return
        following = stepped(publications(self.timeline), day, step)
        if following is not None:
            self._ask_day(following)
        elif step > 0:
            self.tell("No source came out later.", "此后没有来源发布。")
        else:
            self.tell("No source came out before.", "此前没有来源发布。")

    def on_known_line_chosen(self, message: KnownLine.Chosen) -> None:
        """Go to the publication day that was clicked."""
        self._ask_day(message.day)

    def _day_asked(self) -> int | None:
        """The day of the query that is shown."""
        from events.known import known_day

        return None if self.result is None else known_day(self.result.query)

    def _ask_day(self, day: int | None) -> None:
        """Write a day into the query line, or take it out."""
        from events.queries.terms import with_term
        from events.query import QueryError

        value = None if day is None else date.fromordinal(day).isoformat()
        try:
            text = with_term(self.query_text, "asof", value)
        except QueryError as error:  # half a query stands in the line
            self.query_one(QueryLine).show_error(error)
            return
        if self.query_text == self._stepped_to:
            self.query_one(QueryLine).set_text(text)
            self.run_query(text, keep=self.kept_id)
        else:
            self.ask_query(text)
        self._stepped_to = None if day is None else text


def _publisher(timeline: Timeline, id: str, lang: Lang) -> str:
    """Who put a source out, or else its title."""
    source = timeline.sources[id]
    return in_language(source.publisher or source.title, lang) or id
