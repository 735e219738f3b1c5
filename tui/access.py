"""What the explorer may do with the files it shows."""

from __future__ import annotations

from typing import Literal, TypeAlias

Access: TypeAlias = Literal["edit", "copy", "look"]
"""``edit`` them; offer to ``copy`` them first, as for the shipped timeline; only ``look``."""
