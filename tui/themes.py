"""The two themes: a quiet ground, one accent, dim dates, bright titles."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="dateline-dark",
    dark=True,
    primary="#6fb3d2",
    secondary="#9a8fc7",
    accent="#e5b567",
    foreground="#d7dae0",
    background="#14171c",
    surface="#14171c",
    panel="#20252d",
    success="#8abf7b",
    warning="#e0a458",
    error="#e06c75",
    variables={
        "border": "#3a414d",
        "border-blurred": "#2b313a",
        "scrollbar": "#3a414d",
        "scrollbar-background": "#14171c",
        "scrollbar-background-hover": "#14171c",
        "scrollbar-background-active": "#14171c",
        "scrollbar-corner-color": "#14171c",
    },
)

LIGHT = Theme(
    name="dateline-light",
    dark=False,
    primary="#1f6f99",
    secondary="#6b5ca5",
    accent="#9a5b00",
    foreground="#22262c",
    background="#fbfaf7",
    surface="#fbfaf7",
    panel="#ecebe5",
    success="#3d7a37",
    warning="#a15c00",
    error="#b3261e",
    variables={
        "border": "#c4c1b8",
        "border-blurred": "#d9d6cd",
        "scrollbar": "#c4c1b8",
        "scrollbar-background": "#fbfaf7",
        "scrollbar-background-hover": "#fbfaf7",
        "scrollbar-background-active": "#fbfaf7",
        "scrollbar-corner-color": "#fbfaf7",
    },
)
