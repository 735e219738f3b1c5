"""Why an edit was not made: one exception for each reason, with its sentence in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from pathlib import Path

    from events.when import Lang


class Refusal(Exception):
    """An edit that was refused or failed; the files are as they were.

    ``code`` names the reason for scripts, ``path`` is the file or folder concerned, if one is, and
    ``facts`` fill the sentence.
    """

    code: ClassVar[str] = "refused"
    en: ClassVar[str] = "{why}"
    zh: ClassVar[str] = "{why}"

    def __init__(self, path: Path | None = None, /, **facts: str) -> None:
        self.path = path
        self.facts = {**facts, "path": str(path), "file": path.name if path else ""}
        super().__init__(self.show())

    def show(self, lang: Lang = "en") -> str:
        """One or two sentences: why, and what can be done."""
        facts = {key: self.facts.get(f"{key}@{lang}", value) for key, value in self.facts.items()}
        return _one_line((self.zh if lang == "zh" else self.en).format_map(facts))


def _one_line(text: str) -> str:
    """Control codes and the like, which file names may hold, as escapes."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


# On the way to the disk


class Conflict(Refusal):
    """The file is not as it was when the edit began; someone else wrote it.

    ``read`` is its text as the edit began from it, ``theirs`` as it is now, ``mine`` as the edit
    would have it. None stands for no such file; ``read`` is None too where it is no longer known.
    """

    code = "conflict"
    en = "{file} was changed on disk since it was read. Nothing was written."
    zh = "{file} 自读取后已在磁盘上被改动，未写入任何内容。"

    def __init__(
        self, path: Path, *, read: str | None, theirs: str | None, mine: str | None
    ) -> None:
        super().__init__(path)
        self.path: Path = path
        self.read = read
        self.theirs = theirs
        self.mine = mine


class ReadOnly(Refusal):
    """The file may not be written."""

    code = "read-only"
    en = "{file} is read-only. Nothing was written."
    zh = "{file} 为只读文件，未写入任何内容。"


class Unwritable(Refusal):
    """No file may be made in the folder, so none in it can be replaced safely."""

    code = "unwritable-folder"
    en = "The folder {path} cannot be written to. Nothing was written."
    zh = "文件夹 {path} 不可写，未写入任何内容。"


class NoFolder(Refusal):
    """The folder is not there, or no longer."""

    code = "no-folder"
    en = "The folder {path} is not there. Nothing was written."
    zh = "文件夹 {path} 不存在，未写入任何内容。"


class NoSpace(Refusal):
    """The disk or a quota is full, or the file would be larger than is allowed."""

    code = "no-space"
    en = "There is no space left to write {file}. It is as it was."
    zh = "空间不足，无法写入 {file}，文件保持原样。"


class Busy(Refusal):
    """Another dateline has been writing the file for some seconds."""

    code = "busy"
    en = "Another dateline is writing {file} just now. Nothing was written: try again."
    zh = "另一个 dateline 正在写入 {file}，未写入任何内容，请重试。"


class NotSaved(Refusal):
    """The system refused the write for another reason, which it names."""

    code = "not-saved"
    en = "{file} could not be written: {why}. It is as it was."
    zh = "无法写入 {file}：{why}。文件保持原样。"


class HalfSaved(Refusal):
    """Of several files some were written, one failed, and those before it could not be put back."""

    code = "half-saved"
    en = "Writing failed halfway ({why}), and these files could not be put back: {files}."
    zh = "写入中途失败（{why}），以下文件未能恢复原样：{files}。"


# Before anything is written


class Broken(Refusal):
    """The file has a syntax error, or is not UTF-8; it takes no edits until it is put right."""

    code = "broken"
    en = "{file} has a syntax error and takes no edits until it is put right in an editor."
    zh = "{file} 有语法错误，请先在编辑器中改正，再作修改。"


class Shipped(Refusal):
    """The timeline is the one that came with the program."""

    code = "shipped"
    en = "This timeline came with the program. Copy it to edit it: dateline init --copy FOLDER"
    zh = "这是随程序附带的时间线，请先复制再编辑：dateline init --copy 文件夹"


class WrongResult(Refusal):
    """The new text did not hold exactly what was wanted. A fault of the program, met in time."""

    code = "wrong-result"
    en = "The edit of {file} came out wrong ({why}). Nothing was written: use an editor here."
    zh = "对 {file} 的修改结果有误（{why}），未写入任何内容，请改用编辑器。"


class OddlyWritten(Refusal):
    """The table is valid TOML, but not written as ``[[event]]``, so that it cannot be cut out."""

    code = "oddly-written"
    en = "In {file} this is not written as [[{table}]]: edit it in an editor."
    zh = "{file} 中此处并非 [[{table}]] 的写法，请用编辑器修改。"


class NotFound(Refusal):
    """There is no such event, company, … ."""

    code = "not-found"
    en = "There is no {table} “{id}”."
    zh = "没有名为“{id}”的{table}。"


class Taken(Refusal):
    """The id is another's already."""

    code = "taken"
    en = "“{id}” is taken by another {table}."
    zh = "“{id}”已被另一{table}使用。"


class Invalid(Refusal):
    """What is to be written breaks the form of its table.

    ``faults`` has for each fault the path of the key or value, and the reason in both languages.
    """

    code = "invalid"
    en = "This cannot be written: {why}."
    zh = "无法写入：{why}。"

    def __init__(self, *faults: tuple[tuple[str | int, ...], str, str]) -> None:
        self.faults = faults
        en = "; ".join(fault[1] for fault in faults)
        zh = "；".join(fault[2] for fault in faults)
        super().__init__(why=en.rstrip("."), **{"why@zh": zh.rstrip("。")})


class FixedDates(Refusal):
    """Dates that cannot be shifted as asked and keep their form; ``dates`` names ids and dates."""

    code = "fixed-dates"
    en = "These dates cannot be shifted so: {why}."
    zh = "以下日期无法这样移动：{why}。"

    def __init__(self, *dates: tuple[str, str]) -> None:
        self.dates = dates
        some = [f"{id} ({date})" if date else id for id, date in dates[:5]]
        super().__init__(why=", ".join(some) + (", …" if len(dates) > 5 else ""))


class NothingLeft(Refusal):
    """There is nothing to undo, or nothing to redo."""

    code = "nothing-left"
    en = "There is nothing to {what}."
    zh = "没有可{what}的操作。"
