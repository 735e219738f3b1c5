"""From the forms that people already have to events: each reader gives records with their lines.

`events.imports.preview` judges the records against a timeline, `events.imports.writing` makes one
change of what came of it. Nothing is read wrongly in silence: what is not understood is refused,
with its line and why.
"""

from __future__ import annotations
