"""The main screen: query line, overview, facets, the list, details. It owns the state.

Widgets are given plain data and send messages up; the reading and checking of files happens in
threads that only post messages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.containers import Vertical
from textual.reactive import var

from events.names import in_language
from tui.commands import bindings, commands_at
from tui.language import say
from tui.messages import Checked, FilesChanged, Loaded, NotLoaded, Progress, Unchanged
from tui.screens.exporting import Exporting
from tui.screens.knowing import Knowing
from tui.screens.moving import Moving
from tui.screens.offering import Offering
from tui.screens.palette import CommandsByName
from tui.screens.saved_views import SavedViews
from tui.screens.windows import Windows
from tui.text import clean
from tui.widgets.covered import CoveredRow
from tui.widgets.details import Details
from tui.widgets.event_list import EventList
from tui.widgets.facets import FacetPanel
from tui.widgets.key_bar import KeyBar
from tui.widgets.look import Look
from tui.widgets.overview import Overview
from tui.widgets.query_line import QueryLine
from tui.widgets.title_bar import Contents, TitleBar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.geometry import Size
    from textual.timer import Timer

    from events.problems import Problem
    from events.timeline import Timeline
    from events.when import Lang
    from tui.access import Access
    from tui.commands import Command, Group
    from tui.host import Host

# From these widths on (columns): details as a strip under the look; details beside it, and beside
# the list the facets too; the facets beside every look, and both broader.
NARROW = 60
WIDE = 110
ROOMY = 150

FIRST_FRAME = 0.03  # seconds
UNTIL_BACK = 2.0  # seconds until a timeline that could not be read is looked for again


class MainScreen(Offering, SavedViews, Knowing, Exporting, Windows, Moving):
    """Everything about one open timeline."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("main")
    COMMANDS: ClassVar = {CommandsByName}
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012
        (0, "-tiny"),
        (NARROW, "-narrow"),
        (WIDE, "-wide"),
        (ROOMY, "-roomy"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (10, "-low"), (18, "-tall")]  # noqa: RUF012
    AUTO_FOCUS = "EventList"

    drawer = var(False, toggle_class="-drawer")
    """The facets are shown over the list (narrow screens)."""
    facets_over = var(False, toggle_class="-facets-over")
    """The facets lie over the look when they are shown, and are hidden otherwise."""
    reading = var(False, toggle_class="-reading")
    """The details have the list's place (narrow screens)."""

    def __init__(
        self, path: Path, *, query: str = "", view: str | None = None, access: Access = "edit"
    ) -> None:
        super().__init__(query)
        self.first_view = view
        self.path = path
        self.access = access
        self.problems: Sequence[Problem] = ()
        self.marked_ids = set()
        self._readings = 0
        self._until_back: Timer | None = None

    # ---- what is on it

    def compose(self) -> ComposeResult:
        """The panes, all there from the first frame on."""
        self._suit(self.app.size)
        yield TitleBar()
        yield QueryLine()
        yield Overview()
        with CoveredRow(id="body"):
            yield FacetPanel()
            with Vertical(id="view"):
                yield EventList()
            yield Details()
        without: Group | None = "edit" if self.access == "look" else None
        yield KeyBar(self.own_keys, "main", "list", without=without)

    def _suit(self, size: Size) -> None:
        """Take the classes for a size, of which Textual and `_arrange` hear after the first frame.

        Then they would find the styles of all panes, and lay these out, a second time.
        """
        wide = [name for least, name in self.HORIZONTAL_BREAKPOINTS if size.width >= least]
        high = [name for least, name in self.VERTICAL_BREAKPOINTS if size.height >= least]
        self.add_class(wide[-1], high[-1])
        self.facets_over = size.width < WIDE

    def on_mount(self) -> None:
        """Show the words first, then read the files."""
        self._speak()
        if self.query_text:
            self.query_one(QueryLine).set_text(self.query_text)
        # The first frame is written before the reading takes the processor.
        self.set_timer(FIRST_FRAME, self.read_files)

    @property
    def host(self) -> Host:
        """The app, as what it is for a screen."""
        return cast("Host", self.app)

    @property
    def lang(self) -> Lang:
        """The language chosen for interface and data."""
        return self.host.lang

    @property
    def own_keys(self) -> Mapping[str, str]:
        """The keys the person gave to commands."""
        return self.host.settings.keys

    def on_resize(self, event: events.Resize) -> None:
        """Details are a strip under the list unless the screen is wide."""
        self._arrange(event.size.width)

    def arrange_panes(self) -> None:
        """Give the panes their places anew."""
        self._arrange(self.size.width)

    def _arrange(self, width: int) -> None:
        wide = width >= WIDE
        self.facets_over = width < (WIDE if self.look_name == "list" else ROOMY)
        self.reading = self.reading and not wide
        self.drawer = self.drawer and self.facets_over
        self.query_one(Details).compact = not wide and not self.reading

    # ---- reading files (the work itself is in FileReading)

    @on(Progress)
    def _show_progress(self, message: Progress) -> None:
        self.query_one(TitleBar).progress = message.done / max(1, message.total)
        words = say(self.lang, "Reading the files…", "正在读取文件……")
        self.query_one(EventList).notice = (words,)

    @on(Loaded)
    async def _take_timeline(self, message: Loaded) -> None:
        if message.generation != self.generation:
            return
        kept = self.current_id
        self.take(message.timeline, message.search)
        self._readings = message.readings
        self.problems = message.timeline.problems
        self.query_one(TitleBar).progress = None
        self.query_one(TitleBar).failure = ""
        self._give_timeline()
        self.run_query(self.query_text, keep=kept)
        await self.open_first_view()
        self._count_contents(checked=False)
        self.draws_at_once = False
        self.collect_when_still()
        self.was_read(checked=False)
        # The events are on the screen before checking and watching take the processor.
        self.set_timer(FIRST_FRAME, self.check_timeline)
        self.set_timer(FIRST_FRAME, self.watch_files)

    @on(Unchanged)
    def _keep_timeline(self, message: Unchanged) -> None:
        if message.generation != self.generation:
            return
        self.query_one(TitleBar).progress = None
        self.query_one(TitleBar).failure = ""
        self.watch_files()
        self.was_read(checked=self.is_checked)
        if not self.is_checked:  # that check was of an older reading, and came to nothing
            self.check_timeline()

    @on(NotLoaded)
    def _say_not_loaded(self, message: NotLoaded) -> None:
        if message.generation != self.generation:
            return
        self.query_one(TitleBar).progress = None
        reason = self._not_read(message.error)
        if self.query_one(TitleBar).failure != reason:
            self.notify(reason, severity="error", markup=False)
        self.query_one(TitleBar).failure = reason
        hope = say(self.lang, "It is shown as soon as it can be read.", "一旦可以读取就会显示。")
        self.query_one(EventList).notice = (reason, hope)
        self.was_read(checked=True)
        self.stop_watching()  # what was watched may be gone, and another be there in its place
        if self._until_back is not None:
            self._until_back.stop()
        self._until_back = self.set_timer(UNTIL_BACK, self.read_changed_files)

    def _not_read(self, error: OSError) -> str:
        """Say that the timeline cannot be read, and whether what is shown is from before."""
        name = clean(str(self.path))
        if isinstance(error, FileNotFoundError):
            words = say(self.lang, f"{name} is not there", f"{name} 不存在")
        else:
            why = error.strerror or str(error)
            words = say(self.lang, f"{name} cannot be read: {why}", f"无法读取 {name}：{why}")
        if self.timeline is None:
            return words
        return words + say(
            self.lang, "; shown is what was read before", "；所显示的是先前读取的内容"
        )

    @on(Checked)
    def _take_problems(self, message: Checked) -> None:
        if message.generation == self.generation:
            self.problems = message.problems
            self._count_contents(checked=True)
            self.was_read(checked=True)

    @on(FilesChanged)
    def _read_again(self) -> None:
        self.read_changed_files()

    def _count_contents(self, *, checked: bool) -> None:
        timeline = self.timeline
        if timeline is None:
            return
        wrong = sum(problem.level != "remark" for problem in self.problems)
        self.query_one(TitleBar).contents = Contents(
            title=_title(timeline, self.lang),
            events=len(timeline),
            readings=self._readings,
            sources=len(timeline.sources),
            problems=wrong if checked else None,
            read_only=self.access != "edit",
        )

    def _give_timeline(self) -> None:
        """Hand the timeline to every pane that shows a part of it."""
        timeline = self.timeline
        if timeline is None:
            return
        self.load_look()
        self.show_marks()
        self.query_one(FacetPanel).load(timeline, self.lang, self.search)
        self.query_one(Overview).load(timeline, self.lang)
        self.query_one(QueryLine).load(timeline, self.lang)

    # ---- the event under the cursor

    @on(Look.Opened)
    def _opened(self) -> None:
        self.action_details()

    @on(Details.Followed)
    def _followed(self, message: Details.Followed) -> None:
        self.go_to(message.number)

    @on(Details.AddressFollowed)
    def _address_followed(self, message: Details.AddressFollowed) -> None:
        self.open_address(message.address)

    @on(KeyBar.Chosen)
    async def _key_clicked(self, message: KeyBar.Chosen) -> None:
        await self.run_command(message.command)

    # ---- finding

    async def run_command(self, command: Command) -> None:
        """Do what a command of the main screen or of the look says."""
        target = self.look if command.place == self.look_name else self
        await self.app.run_action(command.action, target)

    async def on_key(self, event: events.Key) -> None:
        """The keys of the look that is in sight work from the panes beside it too."""
        look = self.look
        if look.has_focus or not look.is_on_screen or event.key in self.active_bindings:
            return
        for command in commands_at(self.look_name):
            is_own = command.place == self.look_name
            if is_own and event.key in command.keys_with(self.own_keys):
                event.stop()
                await self.run_command(command)

    def action_query(self) -> None:
        """Type a query."""
        self.query_one(QueryLine).focus_input()

    def action_back(self) -> None:
        """Close what is open, nearest first; then clear the query."""
        if self.reading:
            self.reading = False
            self.arrange_panes()
            self.focus_look()
        elif self.drawer:
            self.drawer = False
            self.focus_look()
        elif self.focused is not self.look:
            self.focus_look()
        elif self.query_text:
            self.clear_query()

    def action_facets(self) -> None:
        """Show the facets and go to them; from them, back to the list."""
        panel = self.query_one(FacetPanel)
        if panel.has_focus or (self.drawer and panel.has_focus_within):
            self.drawer = False
            self.focus_look()
            return
        self.drawer = self.facets_over
        panel.focus()

    def action_find_facet(self) -> None:
        """Search in the facets."""
        self.drawer = self.facets_over
        self.query_one(FacetPanel).action_search()

    def action_tick(self) -> None:
        """Tick the facet value under the cursor."""
        panel = self.query_one(FacetPanel)
        if panel.has_focus:
            panel.action_tick()

    # ---- seeing

    def action_details(self) -> None:
        """Read the event: its details take the list's place, or the focus where both fit."""
        details = self.query_one(Details)
        if isinstance(self.focused, FacetPanel):
            self.focused.action_tick()
        elif details.has_focus:
            details.action_follow()
        else:
            if self.size.width < WIDE:
                self.reading = True
                self.arrange_panes()
            details.focus()

    def action_language(self) -> None:
        """Switch the language of interface and data."""
        self.host.switch_language()
        kept = self.current_id
        self._speak()
        self._give_timeline()
        self.run_query(self.query_text, keep=kept)
        self._count_contents(checked=self.query_one(TitleBar).contents is not None)

    def action_theme(self) -> None:
        """Switch between light and dark."""
        self.host.switch_theme()

    def _speak(self) -> None:
        """Tell the panes that write interface words the language."""
        self.query_one(TitleBar).lang = self.lang
        self.query_one(KeyBar).lang = self.lang
        self.query_one(QueryLine).lang = self.lang

    def action_help(self) -> None:
        """Show the keys and how to write a query."""
        from tui.screens.help import HelpScreen

        first: Group | None = None if self.look_name == "list" else self.look_name
        examples: Mapping[str, str] = {}
        if self.timeline is not None and self.search is not None:
            from events.queries.examples import query_examples

            examples = query_examples(self.timeline, self.search, self.lang)
        self.app.push_screen(HelpScreen(self.lang, first, examples, self.own_keys))

    def open_copy(self, folder: Path) -> None:
        """Show the copy of this timeline in a folder from now on."""
        self.stop_watching()
        self.path, self.access = folder, "edit"

    def action_reload(self) -> None:
        """Read the files again."""
        self.read_files()


def _title(timeline: Timeline, lang: Lang) -> str:
    """The timeline's own title, or else its folder's name."""
    title = in_language(timeline.info.title, lang) if timeline.info else ""
    return title or timeline.root.name
