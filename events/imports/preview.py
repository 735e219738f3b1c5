"""What an import would do: each record new, changed, the same as what is there, or refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from events.imports.comparing import FieldChange, changes
from events.imports.judging import Judge, new_data
from events.imports.records import Fault, Progress, Record, Refused
from events.names import every_language, fold, in_language, slug

if TYPE_CHECKING:
    from events.imports.naming import Namer
    from events.names import Text
    from events.timeline import Timeline
    from events.toml.layout import Data
    from events.when import When

Sort: TypeAlias = Literal["new", "changed", "same", "refused"]
SORTS: tuple[Sort, ...] = ("new", "changed", "same", "refused")
_CUT = 80  # characters at which an id made of a title was cut: it may be another's too


@dataclass(frozen=True, slots=True)
class Item:
    """One record and what would come of it."""

    line: int
    sort: Sort
    id: str = ""
    """Of the event that it is, or will be."""
    date: str = ""
    title: Text = ""
    changes: tuple[FieldChange, ...] = ()
    remarks: tuple[Fault, ...] = ()
    """Why it is refused; what of it is left out."""
    number: int | None = None
    """Of the event that is there already."""
    data: Data = field(default_factory=dict)
    """What a new event will hold."""
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """All items in the order of the file, and the new names that they need."""

    items: tuple[Item, ...]
    made: dict[str, list[Data]]

    def count(self, sort: Sort) -> int:
        """How many items are of a sort."""
        return sum(item.sort == sort for item in self.items)


class _Judged:
    """A record that can be taken, and which event it is."""

    __slots__ = ("data", "digest", "id", "line", "number", "remarks", "same_as", "when")

    def __init__(self, record: Record, data: Data, when: When | None) -> None:
        self.line = record.line
        self.digest = record.digest
        self.data = data
        self.when = when
        self.id = ""
        self.number: int | None = None
        self.same_as = 0
        self.remarks: tuple[Fault, ...] = ()


def preview(
    timeline: Timeline,
    records: Iterable[Record | Refused],
    judge: Judge,
    namer: Namer,
    *,
    lines: int = 0,
    progress: Progress | None = None,
) -> Preview:
    """Judge records against a timeline; nothing is written.

    Parameters
    ----------
    lines
        How many lines the file has, for ``progress``.

    Raises `Unreadable` where nothing of the file can be taken.
    """
    found: list[_Judged | Refused] = []
    for record in records:
        found.append(_judged(record, judge))
        if progress is not None and not len(found) % 256:
            progress(min(record.line, lines), lines)
    _identify(timeline, found)
    _link(timeline, found)
    _own(namer, found)
    items = tuple(_item(timeline, one) for one in found)
    if progress is not None:
        progress(lines, lines)
    needed = [item.data for item in items if item.sort == "new"]
    needed += [{change.field: change.after} for item in items for change in item.changes]
    return Preview(items, namer.used(needed))


def _judged(record: Record | Refused, judge: Judge) -> _Judged | Refused:
    if isinstance(record, Refused):
        return record
    try:
        return _Judged(record, *judge.data(record))
    except Fault as fault:
        return Refused(record.line, fault)


# Which event a record is


def _identify(timeline: Timeline, found: list[_Judged | Refused]) -> None:
    """Give each its event, or an id for a new one; what stands twice in the file is told."""
    doubles = _doubles(found)
    given = {one.data["id"] for one in found if isinstance(one, _Judged) and "id" in one.data}
    titles = _titles(timeline)
    claimed: set[int] = set()
    taken: set[str] = set(given)
    for one in found:
        if isinstance(one, Refused) or one.same_as:
            continue
        number = _number(timeline, one, titles, claimed, given)
        if number is not None:
            claimed.add(number)
            one.number, one.id = number, timeline.id_of[number]
            continue
        one.id = one.data.get("id") or _free(timeline, _made_id(one.data), taken)
        taken.add(one.id)
    for one, twin in doubles:
        one.id, one.number = twin.id, twin.number


def _doubles(found: list[_Judged | Refused]) -> list[tuple[_Judged, _Judged]]:
    """The records that say again what one before them says; others with its id are refused."""
    doubles = []
    first: dict[object, _Judged] = {}
    for nth, one in enumerate(found):
        if isinstance(one, Refused):
            continue
        id = one.data.get("id")
        key = ("id", id) if id else repr(one.data)
        twin = first.setdefault(key, one)
        if twin is one:
            continue
        if twin.data == one.data:
            one.same_as = twin.line
            doubles.append((one, twin))
        else:
            found[nth] = Refused(
                one.line,
                Fault(
                    f"line {twin.line} has the id “{id}” too, and says something else",
                    f"第 {twin.line} 行也是 id“{id}”，内容却不同",
                ),
            )
    return doubles


def _titles(timeline: Timeline) -> dict[tuple[str, str], list[int]]:
    """The events of each date and title, in every language."""
    found: dict[tuple[str, str], list[int]] = {}
    for number, event in enumerate(timeline.events):
        for title in dict.fromkeys(every_language(event.title)):
            found.setdefault((str(event.date or ""), fold(title)), []).append(number)
    return found


def _number(
    timeline: Timeline,
    one: _Judged,
    titles: dict[tuple[str, str], list[int]],
    claimed: set[int],
    given: set[str],
) -> int | None:
    """The event that a record is: by id, else by date and title, else by the id made of them."""
    id = one.data.get("id")
    if id is not None and id in timeline.number_of:
        return timeline.number_of[id]
    date = str(one.when or "")
    candidates = [
        number
        for title in every_language(one.data.get("title"))
        for number in titles.get((date, fold(title)), ())
    ]
    if id is None:
        made = _made_id(one.data)
        if made in timeline.number_of and len(made) < _CUT:
            candidates.append(timeline.number_of[made])
    for number in candidates:
        if number not in claimed and timeline.id_of[number] not in given:
            return number
    return None


def _made_id(data: Data) -> str:
    """The id of date and title: the same as long as they are, see `events.edits.new_id`."""
    return slug(str(data.get("date", "")), in_language(data.get("title"), "en")) or "event"


def _free(timeline: Timeline, made: str, taken: set[str]) -> str:
    id, count = made, 1
    while id in taken or id in timeline.number_of:
        count += 1
        id = f"{made}-{count}"
    return id


# Links between events


def _link(timeline: Timeline, found: list[_Judged | Refused]) -> None:
    """Let related events be those there are; links that lead nowhere are left out, and told."""
    known = [one for one in found if isinstance(one, _Judged)]
    renamed = {one.data["id"]: one.id for one in known if "id" in one.data}
    there = {one.id for one in known}
    for one in known:
        if "related" not in one.data:
            continue
        ids = [renamed.get(id, id) for id in one.data["related"]]
        good = [id for id in ids if id in there or id in timeline.number_of]
        lost = [id for id in ids if id not in there and id not in timeline.number_of]
        if lost:
            shown = ", ".join(lost[:3]) + (", …" if len(lost) > 3 else "")
            one.remarks += (
                Fault(f"no such event, link left out: {shown}", f"没有此事件，略去关联：{shown}"),
            )
        if good:
            one.data["related"] = good
        else:
            del one.data["related"]


def _own(namer: Namer, found: list[_Judged | Refused]) -> None:
    """Give new products the one company of their rows; rows that differ are told of."""
    for one in found:
        if isinstance(one, Refused) or one.same_as:
            continue
        companies = one.data.get("companies", [])
        for product in one.data.get("products", []) if len(companies) == 1 else ():
            if other := namer.belongs(product, companies[0]):
                one.remarks += (
                    Fault(
                        f"{product} is made without a company: {other} or {companies[0]}?",
                        f"新产品 {product} 的公司未定：{other} 还是 {companies[0]}？",
                    ),
                )


# What comes of it


def _item(timeline: Timeline, one: _Judged | Refused) -> Item:
    if isinstance(one, Refused):
        return Item(one.line, "refused", remarks=(one.fault,))
    date, title = str(one.when or ""), one.data.get("title", "")
    item = Item(one.line, "same", one.id, date, title, remarks=one.remarks, number=one.number)
    if one.same_as:
        twice = Fault(f"the same as line {one.same_as}", f"与第 {one.same_as} 行相同")
        return replace(item, remarks=(*one.remarks, twice))
    if one.number is None:
        data = new_data(one.data | {"id": one.id})
        return replace(item, sort="new", data=data, when=one.when)
    said = one.data
    if one.digest:
        said = {key: said[key] for key in ("date", "title") if key in said}
    found = tuple(changes(timeline, one.number, said))
    return replace(item, sort="changed", changes=found) if found else item


def of_sort(items: Iterable[Item], sort: Sort) -> Iterator[Item]:
    """The items of one sort."""
    return (item for item in items if item.sort == sort)
