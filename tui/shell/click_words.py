"""The words of the command line's own library in Chinese: of usage errors.

Click says what it says through `gettext`, whose catalogues are binary files chosen by the
environment; the language here is the one that was asked for, so its modules are given this table
for their translator.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.when import Lang

_ZH = {
    "Usage:": "用法：",
    "default: {default}": "默认：{default}",
    "Error: {message}": "错误：{message}",
    "Aborted!": "已中止！",
    "Try '{command} {option}' for help.": "帮助：{command} {option}",
    "Missing command.": "缺少命令。",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "No such option {name!r}.": "没有选项 {name}。",
    "No such command {name!r}.": "没有命令 {name}。",
    "Did you mean {possibility}?": "是否想写 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是否想写其中之一：{possibilities}？）",
    "Got unexpected extra argument ({args})": "多余的参数（{args}）",
    "Got unexpected extra arguments ({args})": "多余的参数（{args}）",
    "Option {name!r} requires an argument.": "选项 {name} 需要一个值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name} 需要 {nargs} 个值。",
    "Option {name!r} does not take a value.": "选项 {name} 不带值。",
    "Invalid value: {message}": "值无效：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值无效：{message}",
    "Choose from:\n\t{choices}": "可选：\n\t{choices}",
    "{value!r} is not {choice}.": "“{value}”不是 {choice}。",
    "{value!r} is not one of {choices}.": "“{value}”不在可选值之中：{choices}。",
    "{value!r} is not a valid {number_type}.": "“{value}”不是数字。",
    "{value} is not in the range {range}.": "{value} 超出范围 {range}。",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "{name} {filename!r} does not exist.": "{name} {filename} 不存在。",
    "{name} {filename!r} is a file.": "{name} {filename} 是文件。",
    "{name} {filename!r} is a directory.": "{name} {filename} 是文件夹。",
    "{name} {filename!r} is not readable.": "{name} {filename} 不可读取。",
    "{name} {filename!r} is not writable.": "{name} {filename} 不可写入。",
    "Could not open file {filename!r}: {message}": "无法打开文件 {filename}：{message}",
}
_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")


class _Asked:
    """The words after the program's name, and the language that they ask for."""

    words: Sequence[str] = ()
    lang: Lang | None = None


def hear(words: Sequence[str] | None) -> None:
    """Answer from now on in the language that a command line asks for; None: this program's."""
    _Asked.words, _Asked.lang = sys.argv[1:] if words is None else words, None
    for name in _MODULES:
        module = getattr(click, name, None)
        for translator, ours in (("_", _one), ("ngettext", _some)):
            if hasattr(module, translator):
                setattr(module, translator, ours)


def asked_language() -> Lang:
    """The language that the command line asks for, else that of the settings or the locale."""
    if _Asked.lang is None:
        from tui.opening import language_of

        asked = None
        for word, following in zip(_Asked.words, [*_Asked.words[1:], ""], strict=False):
            if word == "--":
                break
            name, is_one, value = word.partition("=")
            if name == "--lang":
                asked = value if is_one else following
        _Asked.lang = language_of(asked if asked in ("en", "zh") else None)
    return _Asked.lang


class _Words(str):
    """Words with places for what was typed, of which nothing reaches a terminal that acts there."""

    def format(self, *args: object, **given: object) -> str:
        """Fill the places in."""
        from tui.text import clean_lines

        shown = {
            name: "\n".join(clean_lines(one)) if type(one) is str and name != "choices" else one
            for name, one in given.items()
        }
        return super().format(*args, **shown)


def _one(words: str) -> str:
    return _Words(_ZH.get(words, words) if asked_language() == "zh" else words)


def _some(one: str, many: str, count: int) -> str:
    return _one(one if count == 1 else many)
