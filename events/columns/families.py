"""Companies and their parents: who is below whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events.model import Company
    from events.names import Names


class Families:
    """The ways up and down from each company of a timeline."""

    def __init__(self, companies: Mapping[str, Company], names: Names) -> None:
        """Take the companies by their ids, and what they are called."""
        self._parents: dict[str, str] = {}
        self._children: dict[str, list[str]] = {}
        for id, company in companies.items():
            parent = names.resolve(company.parent) if company.parent else None
            if parent:
                self._parents[id] = parent
                self._children.setdefault(parent, []).append(id)

    def below(self, company: str) -> tuple[str, ...]:
        """A company and all below it: its children, theirs, and so on."""
        found = {company: None}
        pending = [company]
        while pending:
            for child in self.children(pending.pop()):
                if child not in found:
                    found[child] = None
                    pending.append(child)
        return tuple(found)

    def above(self, company: str) -> tuple[str, ...]:
        """A company, its parent, the parent's parent, and so on; never twice the same."""
        found = {company: None}
        parent = self._parents.get(company)
        while parent is not None and parent not in found:
            found[parent] = None
            parent = self._parents.get(parent)
        return tuple(found)

    def children(self, company: str) -> Sequence[str]:
        """The companies whose parent it is."""
        return self._children.get(company, ())
