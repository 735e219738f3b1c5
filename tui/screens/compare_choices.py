"""What can be chosen in Compare: dialogs for each of its modes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.language import say
from tui.screens.pick import Choice, Pick
from tui.text import clean
from tui.widgets.compare.align import Aligning
from tui.widgets.compare.around import SPANS, Around
from tui.widgets.compare.lag import Lagging
from tui.widgets.compare.measure import Measuring

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from textual.app import App

    from events.compare import Way
    from events.comparing.lane_figures import LaneField
    from events.when import Lang
    from tui.widgets.compare.align_words import Anchored
    from tui.widgets.compare.page import Page, Selection

_NOW = "● "


def ask(app: App[Any], page: Page, selection: Selection, done: Callable[[], None]) -> None:
    """Ask what a mode is to compare; ``done`` is called when something was chosen."""
    if isinstance(page, Aligning):
        _ask_alignment(app, page, selection, done)
    elif isinstance(page, Lagging):
        _ask_sides(app, page, selection, done)
    elif isinstance(page, Around):
        _ask_days(app, page, selection.lang, done)
    elif isinstance(page, Measuring):
        app.notify(
            say(
                selection.lang,
                "Measure is between what is marked: m marks an event, ' lists the marks.",
                "测量已标记事件之间的间隔：按 m 标记事件，按 ' 列出标记。",
            ),
            markup=False,
        )


def _ask_alignment(
    app: App[Any], page: Aligning, selection: Selection, done: Callable[[], None]
) -> None:
    lang, chosen = selection.lang, page.chosen
    options: dict[str, tuple[Anchored, Choice]] = {}

    def offer(value: str, wanted: Anchored, label: str, detail: str) -> None:
        shown = ("● " if wanted == chosen else "  ") + label
        options[value] = wanted, Choice(value, shown, detail)

    over = clean(chosen.over) or say(lang, "mau>100M", "mau>1亿")
    ways: dict[Way, str] = {
        "launch": say(lang, "Launch", "上线"),
        "first": say(lang, "First event", "首个事件"),
        "reading": say(lang, f"First reading such as {over} …", f"首个读数，如 {over} …"),
        "marked": say(lang, "Marked event", "标记事件"),
    }
    for way, label in ways.items():
        offer(f"way:{way}", chosen._replace(way=way), label, say(lang, "day 0", "起点"))
    fields: dict[LaneField, str] = {
        "product": say(lang, "Products", "产品"),
        "company": say(lang, "Companies", "公司"),
    }
    for field, label in fields.items():
        offer(f"field:{field}", chosen._replace(field=field), label, say(lang, "lanes", "分行"))
    if page.alignment is not None:
        now = page.alignment.metric
        for metric in selection.comparison.metrics(page.alignment, selection.known):
            wanted = chosen if metric == now else chosen._replace(metric=metric)
            label = selection.name("metric", metric)
            offer(f"metric:{metric}", wanted, label, say(lang, "milestones", "里程碑"))

    def take(value: str | None) -> None:
        if value == "way:reading":
            _ask_reading(app, page, selection, done)
        elif value is not None:
            page.chosen = options[value][0]
            done()

    choices = [choice for _, choice in options.values()]
    at = next((value for value, (wanted, _) in options.items() if wanted == chosen), None)
    app.push_screen(Pick(say(lang, "Align", "对齐"), choices, lang, at=at), take)


def _ask_reading(
    app: App[Any], page: Aligning, selection: Selection, done: Callable[[], None]
) -> None:
    from tui.screens.ask_queries import Asked, AskQueries, Question

    lang = selection.lang

    def wrong(texts: tuple[str, ...]) -> str:
        if page.understood(texts[0]) is not None:
            return ""
        return say(lang, "one metric compared, as in mau>100M", "请比较一个指标，如 mau>1亿")

    question = Question(
        say(lang, "Day 0 is the first reading that is surely", "以首个确定满足下式的读数为起点"),
        page.chosen.over or "mau>100M",
    )

    def take(asked: Asked | None) -> None:
        if asked is not None:
            page.chosen = page.chosen._replace(way="reading", over=asked.texts[0].strip())
            done()

    title = say(lang, "Align at a reading", "以读数为起点")
    app.push_screen(AskQueries(title, (question,), selection, wrong=wrong), take)


def _ask_sides(
    app: App[Any], page: Lagging, selection: Selection, done: Callable[[], None]
) -> None:
    from tui.screens.ask_queries import Asked, AskQueries, Question

    lang = selection.lang
    questions = (
        Question(say(lang, "A: which events", "A：哪些事件"), page.sides[0]),
        Question(say(lang, "B: which may answer them", "B：哪些可能是回应"), page.sides[1]),
    )

    def take(asked: Asked | None) -> None:
        if asked is not None:
            page.choose((asked.texts[0], asked.texts[1]), asked.days or page.within)
            done()

    title = say(lang, "Lag and response", "滞后与回应")
    app.push_screen(AskQueries(title, questions, selection, days=page.within), take)


def _ask_days(app: App[Any], page: Around, lang: Lang, done: Callable[[], None]) -> None:
    choices = [
        Choice(
            str(days),
            (_NOW if days == page.within else "  ")
            + say(lang, f"{days} days before and after", f"前后 {days} 天"),
        )
        for days in SPANS
    ]

    def take(value: str | None) -> None:
        if value is not None:
            page.within = int(value)
            done()

    app.push_screen(Pick(say(lang, "Around", "前后"), choices, lang, at=str(page.within)), take)
