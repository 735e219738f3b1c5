"""The table of everything there is to see: each row is opened by keys from the main screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from tui.access import Access

Folder = Literal["seeds", "faulty", "empty", "broken", "missing"]
"""Copies of the seeds, as they are or with a file full of problems; a folder without files; one
whose only file cannot be read; none at all."""


class Row(NamedTuple):
    """Something to see.

    ``keys`` are Textual key names with blanks between; ``=words`` is typed letter by letter, a
    ``_`` in it being a blank; ``!name`` is something that happens, see `drawing.HAPPENINGS`.
    ``screen`` is the class of the screen that must be on top in the end.
    """

    name: str
    keys: str = ""
    query: str = ""
    screen: str = "MainScreen"
    folder: Folder = "seeds"
    access: Access = "edit"
    held: bool = False
    """The files are never read to their end."""
    welcome: bool = False


_EDITED = "e tab tab tab =_again ctrl+s enter wait"  # another title, looked at and saved

ROWS: tuple[Row, ...] = (
    # ---- the main screen
    Row("list"),
    Row("list-query", query="product:qwen-app,doubao"),
    Row("list-newest-first", "r"),
    Row("details", "j j j j enter"),
    Row("details-long", "slash =73m enter enter"),
    Row("facets", "f j j space"),
    Row("facet-find", "F =ali"),
    Row("query-completions", "slash =company:a"),
    Row("query-error", "slash =compny:alibaba enter"),
    Row("query-half-typed", "slash =date:2025-1"),
    Row("empty-selection", query="company:tencent kind:stock"),
    Row("undated-only", query="is:undated"),
    Row("one-event", query="id:2026-02-07-qwen-73m-dau"),
    Row("as-known", "K"),
    Row("marks-on-list", "m j j m j"),
    # ---- ways of looking
    Row("lanes", "2"),
    Row("lanes-by-kind", "2 l l z"),
    Row("lanes-empty", "2", query="company:tencent kind:stock"),
    Row("chart", "3"),
    Row("chart-metric", "3", query="metric:dau,mau"),
    Row("chart-table", "3 tab"),
    Row("chart-empty", "3", query="company:tencent kind:stock"),
    Row("compare-align", "4"),
    Row("compare-measure", "m j j j j j j m G m 4 l"),
    Row("compare-measure-empty", "4 l"),
    Row("compare-lag", "4 l l"),
    Row("compare-around", "4 l l l"),
    Row("coverage", "5"),
    Row("coverage-by-kind", "5 l l"),
    Row("coverage-empty", "5", query="company:tencent kind:stock"),
    # ---- screens
    Row("sources", "s", screen="SourcesScreen"),
    Row("sources-events", "s enter", screen="SourcesScreen"),
    Row("claims", "s c", screen="SourcesScreen"),
    Row("problems", "p", screen="ProblemsScreen", folder="faulty"),
    Row("problems-none", "p", screen="ProblemsScreen"),
    Row("help", "question_mark", screen="HelpScreen"),
    Row("help-in-chart", "3 question_mark", screen="HelpScreen"),
    Row("palette", "ctrl+p", screen="Palette"),
    Row("palette-find", "ctrl+p =ex", screen="Palette"),
    Row("welcome", screen="Welcome", welcome=True),
    Row("welcome-copy", screen="Welcome", access="copy", welcome=True),
    # ---- dialogs that change nothing
    Row("go-to-date", "t =nov_2025", screen="GoToDate"),
    Row("go-to-date-error", "t =nov_20255", screen="GoToDate"),
    Row("marks", "m j j m j m apostrophe", screen="Pick"),
    Row("copy", "y", screen="Pick"),
    Row("views", "v", screen="ViewsDialog"),
    Row("views-save", "v s =Qwen_against_Doubao", "product:qwen-app,doubao", "ViewsDialog"),
    Row("export", "X", screen="ExportDialog"),
    Row("export-wrong", "X ctrl+u =/nowhere/brief.md enter", screen="ExportDialog"),
    Row("export-query", "X down down", "product:qwen-app,doubao", "ExportDialog"),
    Row("series-choice", "3 c", screen="ChooseSeries"),
    Row("compare-choices", "4 c", screen="Pick"),
    Row("compare-lag-choices", "4 l l c", screen="AskQueries"),
    Row("compare-figure", "4 c j j enter", screen="AskQueries"),
    Row("compare-days", "4 l l l c", screen="Pick"),
    Row("series-none", "3 c slash =zzz", screen="ChooseSeries"),
    Row("palette-none", "ctrl+p =zzz wait", screen="Palette"),
    Row("lane-choice", "2 b", screen="Pick"),
    Row("event-picker", "2 G 0 minus minus minus enter", screen="EventPicker"),
    # ---- editing
    Row("form-edit", "e", screen="EditForm"),
    Row("form-edit-error", "e =_in_Novembr", screen="EditForm"),
    Row("form-errors", "e =13 tab =x tab =y ctrl+s", screen="EditForm"),
    Row("form-add", "a", screen="EditForm"),
    Row("form-empty", "a ctrl+s", screen="EditForm"),
    Row("form-duplicate", "D", screen="EditForm"),
    Row("form-choices", "e tab down", screen="EditForm"),
    Row("form-new-name", "a tab tab tab tab tab tab tab =Nokia down enter", screen="MakeNew"),
    Row("form-diff", "e tab tab tab =_again ctrl+s", screen="ConfirmChange"),
    Row("form-leave", "e tab tab tab =_again escape", screen="Pick"),
    Row("delete", "x", screen="ConfirmChange"),
    Row("mend", "p j M", screen="ConfirmChange", folder="faulty"),
    Row("bulk-edit", "m j m B", screen="BulkEdit"),
    Row("bulk-edit-value", "m j m B j enter", screen="BulkEdit"),
    Row("bulk-edit-none", "m j m B j enter =zzz", screen="BulkEdit"),
    Row("bulk-edit-dates", "m j m B end enter =1_month_3_days", screen="BulkEdit"),
    Row("rename-id", "R", screen="RenameId"),
    Row("rename-id-none", "R =zzzz", screen="RenameId"),
    Row("rename-id-taken", "R down enter ctrl+u =bytedance", screen="RenameId"),
    Row("rename-id-new", "R enter", screen="RenameId"),
    Row("conflict", "e tab tab tab =_again !changed ctrl+s", screen="ConflictScreen"),
    Row("saved-steps", f"{_EDITED} U", screen="Steps"),
    Row("saved-steps-none", "U", screen="Steps"),
    Row("copy-timeline", "e", screen="CopyTimeline", access="copy"),
    # ---- when there is nothing yet, or nothing to read
    Row("first-loading", held=True),
    Row("empty-folder", folder="empty"),
    Row("broken-file", folder="broken"),
    Row("missing-folder", folder="missing"),
    Row("read-only", "e", access="look"),
)
BY_NAME = {row.name: row for row in ROWS}
