"""Help in the person's language; Chinese is wrapped by the cells it takes, not by its letters."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

import click

from tui.shell.click_words import asked_language

if TYPE_CHECKING:
    from collections.abc import Iterable


class HelpContext(click.Context):
    """The context of a command whose help is in the language that the command line asks for."""

    def get_help(self) -> str:
        """The help, for a terminal of so many columns."""
        if asked_language() == "en":
            return super().get_help()
        from tui.shell.help_zh import HELP

        command = copy(self.command)
        command.help = HELP[command.name or ""]
        formatter = _Chinese(width=self.terminal_width, max_width=self.max_content_width)
        command.format_help(self, formatter)
        return formatter.getvalue().rstrip("\n")


class _Chinese(click.HelpFormatter):
    """Puts the words of `tui.shell.words_zh` in place of the English ones."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, "用法：")

    def write_heading(self, heading: str) -> None:
        self.write(f"{ {'Options': '选项', 'Commands': '命令'}.get(heading, heading) }：\n")

    def write_text(self, text: str) -> None:
        from tui.text import wrap

        indent = " " * self.current_indent
        paragraphs = []
        for paragraph in text.split("\n\n"):
            kept = paragraph.startswith("\b\n")
            lines = paragraph.split("\n")
            lines = lines[1:] if kept else wrap("".join(lines), self.width - len(indent))
            paragraphs.append("".join(f"{indent}{line}\n" for line in lines))
        self.write("\n".join(paragraphs))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        from tui.shell.words_zh import WORDS
        from tui.text import cells, wrap

        rows = list(rows)
        column = min(max(cells(first) for first, _ in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        for first, second in rows:
            english, gap, more = second.partition("  [")
            words = WORDS.get(english, english) + gap.replace("  ", " ") + more
            if cells(first) + col_spacing > column:
                self.write(f"{indent}{first}\n{indent}{' ' * column}")
            else:
                self.write(f"{indent}{first}{' ' * (column - cells(first))}")
            lines = wrap(words, max(self.width - column - 2, 10)) or [""]
            self.write(f"\n{indent}{' ' * column}".join(lines) + "\n")
