from __future__ import annotations

import importlib
import pkgutil

import pytest
from textual.screen import Screen

import tui
from tests.gallery.drawing import HAPPENINGS, draw
from tests.gallery.rows import BY_NAME, ROWS
from tests.gallery.sheets import index, sheets, shots
from tui.screens.in_steps import InSteps
from tui.screens.left_once import Dialog, LeftOnce

# What screens are made of, never shown as such.
BASES = (LeftOnce, Dialog, InSteps)


def _screens() -> set[str]:
    """The names of all screens of the program that are not parts of others."""
    for module in pkgutil.walk_packages(tui.__path__, "tui."):
        if "__main__" not in module.name:
            importlib.import_module(module.name)
    found: set[type] = set()
    left: list[type] = [Screen]
    while left:
        below: list[type] = left.pop().__subclasses__()
        left += below
        found.update(below)
    return {
        one.__name__
        for one in found
        if one.__module__.startswith("tui.")
        and one not in BASES
        and not any(other is not one and issubclass(other, one) for other in found)
    }


def test_every_screen_has_a_row() -> None:
    assert _screens() == {row.screen for row in ROWS}


def test_names_and_happenings_are_known() -> None:
    assert len(BY_NAME) == len(ROWS)
    happen = {key[1:] for row in ROWS for key in row.keys.split() if key.startswith("!")}
    assert happen == set(HAPPENINGS)


@pytest.mark.parametrize(("name", "words"), [("views", "已保存的视图"), ("first-loading", "40")])
def test_a_row_is_drawn(name: str, words: str) -> None:
    picture = draw(BY_NAME[name], (80, 24), "zh", "no-colour")
    assert len(picture.lines) == 24
    assert any(words in line for line in picture.lines)
    assert picture.svg.startswith("<svg")
    assert "font-face" not in picture.svg


def test_a_row_has_eighteen_pictures_each_on_the_page_and_on_two_sheets() -> None:
    files = [shot.file for shot in shots(["help"])]
    assert len(set(files)) == 18
    page = index(["help"])
    assert all(f'src="{file}"' in page for file in files)
    on_sheets = [shot.file for sheet in sheets(["help"]) for line in sheet.lines for shot in line]
    assert sorted(on_sheets) == sorted(files * 2)
