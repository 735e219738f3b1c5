"""How the main screen reads, checks and watches files: threads that only post messages."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from importlib import import_module
from threading import Event as Flag
from time import monotonic, sleep
from typing import TYPE_CHECKING

from textual import work
from textual.worker import get_current_worker

from tui.caching import UserCache
from tui.garbage import CollectsWhenStill
from tui.messages import Checked, FilesChanged, Loaded, NotLoaded, Progress, Unchanged

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from events.editing.saving import Write
    from events.timeline import Field, Timeline
    from tui.access import Access

# The fields whose sets of events the facets count at once.
PREPARED: tuple[Field, ...] = ("company", "product", "kind", "status", "metric", "source", "tag")
READING = "read"
"""The group of the workers that read files."""
# Seconds of reading after which a progress bar is shown.
_PATIENCE = 0.3
# Seconds that the screen has between two texts that are read behind its back.
_TURN = 0.001


@dataclass
class _UnderWay:
    """A reading that has not come to its end."""

    changed: frozenset[Path] | None
    """The files it looks at; None: all of them."""
    again: bool = False
    """Files were changed since it began."""


@dataclass
class _Foreseen:
    """The timeline that files are about to give, made before they are written."""

    timeline: Timeline
    changed: frozenset[Path]
    """The files that are not as they were."""


class FileReading(CollectsWhenStill):
    """The background half of the main screen.

    A reading has a number, the generation: a thread cannot be stopped, so what comes late from an
    older one is told by its number and left.
    """

    path: Path
    access: Access
    timeline: Timeline | None
    generation = 0
    _under_way: _UnderWay | None = None
    _foreseen: _Foreseen | None = None
    _watching: Flag | None = None

    def __init__(self) -> None:
        super().__init__()
        self._cache = UserCache()

    def read_files(self, changed: Iterable[Path] | None = None) -> None:
        """Read the timeline's files (again), all that did not change being kept.

        ``changed``: these were just written, and the others need no look. Should others have
        changed as well, the watch on the folder tells.
        """
        only = None if changed is None or self.timeline is None else frozenset(changed)
        again = False
        if self._under_way is not None:  # what it finds will not be taken: this one finds it too
            again = self._under_way.again
            before = self._under_way.changed
            only = None if only is None or before is None else only | before
        self._under_way = _UnderWay(only, again)
        self.generation += 1
        known, foreseen = self.timeline, self._foreseen
        self._foreseen = None
        if foreseen is not None and only is not None and foreseen.changed <= only:
            known = foreseen.timeline
        self._read(self.generation, self.timeline, known, only)

    def foresee(self, writes: Sequence[Write]) -> None:
        """Make the timeline that the files will give when this is written; in the writing thread.

        The reading afterwards only sees by the files' hashes that they came out so.
        """
        from events.files import load

        self._foreseen = None
        contents = {write.path: write.after for write in writes if write.after is not None}
        if self.timeline is None or len(contents) < len(writes):
            return
        try:
            timeline = load(
                self.path, previous=self.timeline, changed=contents.keys(), contents=contents
            )
        except OSError:
            return
        # Where a problem stands is found in the file on the disk, which is still another.
        if all(problem.span is not None for problem in timeline.problems):
            self._foreseen = _Foreseen(timeline, frozenset(contents))

    def read_changed_files(self) -> None:
        """Read the files that changed on the disk; after a reading under way, not instead of it."""
        if self._under_way is not None:
            self._under_way.again = True
        else:
            self.read_files()

    def reading_ended(self) -> None:
        """The latest reading came to its end, and the screen shows what it found."""
        under_way, self._under_way = self._under_way, None
        if under_way is not None and under_way.again:
            self.read_files()

    @work(thread=True, exclusive=True, exit_on_error=False, group=READING)
    def _read(
        self,
        generation: int,
        previous: Timeline | None,
        known: Timeline | None,
        changed: frozenset[Path] | None,
    ) -> None:
        from events.files import load
        from events.query import Search

        worker = get_current_worker()
        begun = monotonic()

        def progress(done: int, total: int) -> None:
            if monotonic() - begun > _PATIENCE and not worker.is_cancelled:
                self.post_message(Progress(done, total))

        try:
            timeline = load(
                self.path, progress=progress, previous=known, changed=changed, cache=self._cache
            )
        except OSError as error:
            self.post_message(NotLoaded(generation, error))
            return
        if previous is not None and _is_same(timeline, previous):
            self.post_message(Unchanged(generation))
            return
        search = Search(timeline)
        for _ in search.prepare(PREPARED):  # what the first key would otherwise wait for
            if worker.is_cancelled:
                return
        readings = sum(timeline.reading_counts)
        if not worker.is_cancelled:
            self.post_message(Loaded(generation, timeline, search, readings))

    def check_timeline(self) -> None:
        """Run the checks beyond form on the timeline just read.

        Not while another is being read: what is found in this one would be taken for that one's.
        """
        if self.timeline is not None and self._under_way is None:
            self._check(self.generation, self.timeline)

    @work(thread=True, exclusive=True, exit_on_error=False, group="check")
    def _check(self, generation: int, timeline: Timeline) -> None:
        from events.cache.late import read_rest
        from events.checks import check
        from events.phrases import read_date
        from events.when import today

        worker = get_current_worker()
        # What the first letter of a query and the first date in words would build: not at the key.
        import_module("events.queries.complete")
        read_date("3 days ago", today())
        len(timeline.number_of)
        for _ in read_rest(timeline):  # what came from the cache only when it was looked at
            sleep(_TURN)
            if worker.is_cancelled:
                return
        self._cache.keep(timeline)  # before the check, which may take long where much is wrong
        try:
            problems = check(timeline)
        except OSError:  # a file went away meanwhile: the next reading tells
            problems = list(timeline.problems)
        if not worker.is_cancelled:
            self.post_message(Checked(generation, problems))
        if self.access == "edit":
            from events.editing.leftovers import sweep

            sweep(timeline.root)  # what killed runs left behind
        if generation == 1:  # later there may be garbage, which would stay with them
            gc.freeze()

    def watch_files(self) -> None:
        """Watch the timeline's folder from now on; only the first call starts it."""
        if self._watching is None:
            self._watching = Flag()
            self._watch(self._watching)

    @work(thread=True, exit_on_error=False, group="watch")
    def _watch(self, stop: Flag) -> None:
        from watchfiles import watch

        # Editors replace files, so the folder is watched, not the file.
        one_file = self.path.is_file()
        folder = self.path.parent if one_file else self.path
        try:
            for changes in watch(
                folder,
                watch_filter=lambda _, name: name.endswith(".toml"),
                stop_event=stop,
                rust_timeout=500,
                debounce=200,
                step=50,
                recursive=not one_file,
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                if changes:
                    self.post_message(FilesChanged())
        except OSError:
            # A folder that cannot be watched (gone, or no watches left): F5 still reads it.
            return

    def stop_watching(self) -> None:
        """Let the watching thread end."""
        if self._watching is not None:
            self._watching.set()
            self._watching = None

    def on_unmount(self) -> None:
        """Nobody is told of changes any more."""
        self.stop_watching()


def _is_same(timeline: Timeline, previous: Timeline) -> bool:
    """Whether reading gave nothing new: no file was read again, and none is missing."""
    return (
        [*timeline.files] == [*previous.files]
        and timeline.problems == previous.problems
        and timeline.writable == previous.writable
    )
