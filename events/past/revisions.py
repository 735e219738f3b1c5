"""A timeline as it was: read from the revisions of a git repository, which is not touched.

Only ``git`` itself is asked, for what its objects hold: none of the programs runs that a repository
may name (hooks, filters, pagers, gpg), and nothing is fetched that it lacks.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from events.files import load

if TYPE_CHECKING:
    from events.timeline import Timeline

_LINK, _MODULE = "120000", "160000"  # modes of tree entries that are no files
# A log of signed commits may run whatever the settings call gpg.
_SETTINGS = (
    "core.quotePath=false",
    "core.fsmonitor=false",
    "log.showSignature=false",
    "i18n.logOutputEncoding=UTF-8",
)
# A lazy clone asks its server for what it lacks, and for that runs what its settings name: they
# have a say over other settings (protocol.file.allow), but not over these.
_OURS = {"GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}
# Within a hook these name the repository that the hook is of.
_OF_ANOTHER = frozenset(("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"))
_FORMAT = "%H%x00%an%x00%aI%x00%s%x00%P"


class RevisionError(Exception):
    """There is no such revision, no repository, or no git; ``show`` says it in a language."""

    def __init__(self, en: str, zh: str) -> None:
        """Take the sentence in both languages."""
        super().__init__(en)
        self._sentences = (en, zh)

    def show(self, lang: str = "en") -> str:
        """The sentence in a language."""
        return self._sentences[lang == "zh"]


class Commit(NamedTuple):
    """One commit: its hash, who made it, when (ISO 8601) and its first line."""

    hash: str
    author: str
    date: str
    subject: str
    parents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repository:
    """The part of a git repository in which a timeline lies: a folder, or one file."""

    top: Path
    inside: str
    """The timeline's path in the repository, with ``/``; "" for the whole of it."""

    @classmethod
    def of(cls, path: Path) -> Repository:
        """The repository in which a path, or what it links to, lies.

        Raises `RevisionError` if it is in none.
        """
        path = path.resolve()
        folder = path if path.is_dir() else path.parent
        top = _git(folder, "rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape")
        root = Path(top.removesuffix("\n")).resolve()
        if not path.is_relative_to(root):  # core.worktree is elsewhere
            raise RevisionError(f"{path} is not in {root}", f"{path} 不在 {root} 中")
        inside = path.relative_to(root).as_posix()
        return cls(root, "" if inside == "." else inside)

    def commit(self, revision: str) -> str:
        """The full hash that a revision means. Raises `RevisionError` if it means none."""
        try:
            found = _git(
                self.top, "rev-parse", "--verify", "--quiet", "--end-of-options",
                f"{revision}^{{commit}}",
            )  # fmt: skip
        except RevisionError:
            raise RevisionError(
                f"there is no revision “{revision}” in {self.top}",
                f"{self.top} 中没有版本“{revision}”",
            ) from None
        return found.decode().strip()

    def files_at(self, commit: str) -> dict[str, str]:
        """The event files of a commit: the path of each within the timeline, and its blob.

        For a timeline of one file its path is the file's name.
        """
        listed = _git(self.top, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *self._paths)
        files = {}
        for entry in listed.decode("utf-8", "surrogateescape").split("\0")[:-1]:
            about, _, path = entry.partition("\t")
            mode, _, blob = about.split(" ")
            if path.endswith(".toml") and mode not in (_LINK, _MODULE) and _stays_within(path):
                within = path.removeprefix(self.inside).lstrip("/")
                files[within or path.rpartition("/")[2]] = blob
        return files

    @property
    def _paths(self) -> tuple[str, ...]:
        # Taken literally: a name may hold what git takes for a pattern.
        return (f":(top,literal){self.inside}",) if self.inside else ()

    def blob(self, blob: str) -> bytes:
        """What a file held."""
        return _git(self.top, "cat-file", "blob", blob)

    def commits(self, revision: str = "HEAD") -> list[Commit]:
        """The commits up to a revision that touched the timeline, the first one first."""
        told = _git(
            self.top, "log", "-z", "--reverse", "--topo-order", "--full-history",
            f"--format={_FORMAT}", self.commit(revision), "--", *self._paths,
        )  # fmt: skip
        fields = told.decode("utf-8", "replace").split("\0")
        rows = [fields[at : at + 5] for at in range(0, len(fields) - 4, 5)]
        return [
            Commit(hash, author, date, subject, tuple(parents.split()))
            for hash, author, date, subject, parents in rows
        ]


class Past:
    """Reads one revision after the other; what did not change between two is not read again."""

    def __init__(self, repository: Repository, folder: Path) -> None:
        """``folder`` is empty and takes the files as they were."""
        self._repository = repository
        self._folder = folder
        self._written: dict[str, str] = {}
        self._last: Timeline | None = None

    def timeline(self, commit: str) -> Timeline:
        """The timeline as a commit has it; one without files if it was not there yet."""
        files = self._repository.files_at(commit)
        if files == self._written and self._last is not None:
            return self._last
        for gone in self._written.keys() - files.keys():
            (self._folder / gone).unlink()
            for parent in (self._folder / gone).relative_to(self._folder).parents[:-1]:
                with suppress(OSError):  # others are in it
                    (self._folder / parent).rmdir()
        for name, blob in files.items():
            if self._written.get(name) != blob:
                self._write(name, self._repository.blob(blob))
        self._written = files
        self._last = load(self._folder, previous=self._last)
        return self._last

    def _write(self, name: str, data: bytes) -> None:
        path = self._folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError as error:  # a tree may hold what no disk does
            why = error.strerror or error
            raise RevisionError(f"git: {name}: {why}", f"git：{name}：{why}") from None


@contextmanager
def past_of(repository: Repository) -> Iterator[Past]:
    """Read the past of a repository's timeline; what is read is good within the ``with``."""
    with TemporaryDirectory(prefix="dateline-") as folder:
        yield Past(repository, Path(folder))


def _stays_within(path: str) -> bool:
    """Whether a path of a tree leads down only: git writes no other, but anybody could."""
    return not any(part in ("", ".", "..") or "\\" in part for part in path.split("/"))


def _git(folder: Path, *arguments: str) -> bytes:
    """What a git command prints. Raises `RevisionError` with git's own words if it fails."""
    settings = (part for setting in _SETTINGS for part in ("-c", setting))
    command = ["git", "-C", str(folder), *settings, *arguments]
    environment = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER}
    environment |= _OURS
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            env=environment,
        )
    except FileNotFoundError:
        raise RevisionError(
            "revisions are read with git, which is not installed", "读取版本需要 git，但未安装"
        ) from None
    except (OSError, ValueError) as error:  # what no program can be told: too long, a NUL
        why = getattr(error, "strerror", None) or error
        raise RevisionError(f"git: {why}", f"git：{why}") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        raise RevisionError(f"git: {said}", f"git：{said}")
    return done.stdout
