"""Writing files so that nobody ever sees half of one and nobody's work is overwritten unseen.

A file is written to a temporary file beside it, which then takes its place in one step. Before that
the file must hold what the edit began from. A lock, kept in the person's state folder, holds off
other runs of this program on the machine; against editors, which know no lock, the comparison
guards, once at the start and once right before the file is replaced.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from events.editing.leftovers import NEW, OLD
from events.editing.refusals import (
    Busy,
    Conflict,
    HalfSaved,
    NoFolder,
    NoSpace,
    NotSaved,
    ReadOnly,
    Refusal,
    Unwritable,
)

_PATIENCE = 5.0  # seconds to wait for another run of the program
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}
_CANNOT_SYNC = {errno.EINVAL, errno.EBADF, errno.ENOTSUP, errno.EACCES}


@dataclass(frozen=True, slots=True)
class Write:
    """A file to be written: what it must hold now and what it is to hold. None means no file."""

    path: Path
    before: bytes | None
    after: bytes | None


def read(path: Path) -> bytes | None:
    """What the file holds; None if there is none. Raises `OSError` if it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def save(writes: Sequence[Write]) -> None:
    """Write the files, all or none of them.

    All new contents are on the disk before the first file is replaced; if a later one then cannot
    be, those before it get their old content back. Symbolic links, mode, owner and extended
    attributes stay. A file with hard links, or whose owner cannot be kept, is overwritten in
    place, with a safety copy beside it as long as that lasts.

    Raises
    ------
    Conflict
        A file does not hold what it should.
    ReadOnly, Unwritable, NoFolder, NoSpace, Busy, NotSaved
        Nothing was written.
    HalfSaved
        A write failed and the files before it could not be put back.
    """
    targets = [_Target(write) for write in writes if write.before != write.after]
    targets.sort(key=lambda target: target.path)  # the one order in which locks are taken
    with ExitStack() as stack:
        for target in targets:
            stack.enter_context(_lock(target.path))
        for target in targets:
            target.check()
        try:
            for target in targets:
                target.prepare()
            for target in targets:
                target.put()
            for folder in {target.path.parent for target in targets}:
                _sync_folder(folder)
        except BaseException as error:
            _put_back(targets, error)
            raise
        finally:
            for target in targets:
                target.clean()


class _Target:
    """One file on its way: checked, prepared beside, put in place, if need be put back."""

    def __init__(self, write: Write) -> None:
        self.path = Path(os.path.realpath(write.path))  # through links: they stay
        self.before = write.before
        self.after = write.after
        self.begun = False
        self._stat: os.stat_result | None = None
        self._temporary: Path | None = None
        self._in_place = False

    def check(self) -> None:
        """Refuse what can be known to fail."""
        folder = self.path.parent
        if not os.path.isdir(folder):
            raise NoFolder(folder)
        self._compare()
        if self._stat is not None and not _writable(self.path, self._stat):
            raise ReadOnly(self.path)
        with _refusing(self.path):
            if os.name == "posix" and not _writable(folder, folder.stat()):
                raise Unwritable(folder)

    def prepare(self) -> None:
        """Bring the new content to the disk, beside the file."""
        if self.after is None:
            return
        with _refusing(self.path):
            if self._stat is None or self._stat.st_nlink == 1:
                self._temporary, alike = self._beside(self.after, NEW)
                if alike:
                    return
                os.unlink(self._temporary)
            self._temporary, _ = self._beside(self.before or b"", OLD)
            self._in_place = True

    def put(self) -> None:
        """Let the file hold the new content."""
        if self._stat_now() != _signature(self._stat):
            self._compare()
        with _refusing(self.path):
            self.begun = True
            if self.after is None:
                os.unlink(self.path)
            elif self._in_place:
                self._overwrite(self.after)
            elif self._temporary is not None:
                _replace(self._temporary, self.path)
                self._temporary = None

    def put_back(self) -> bool:
        """Give the file its old content again; False if that failed."""
        try:
            if self._in_place and self.before is not None:
                self._overwrite(self.before)
            elif read(self.path) != self.after:
                return True  # it was not reached
            elif self.before is None:
                os.unlink(self.path)
            else:
                old, _ = self._beside(self.before, NEW)
                _replace(old, self.path)
        except OSError:
            if self._in_place:
                self._temporary = None  # the safety copy is all there is: it stays
            return False
        return True

    def clean(self) -> None:
        """Remove what was made beside the file."""
        if self._temporary is not None:
            with suppress(OSError):
                os.unlink(self._temporary)

    def _compare(self) -> None:
        try:
            found = self.path.stat()
            if not stat.S_ISREG(found.st_mode):
                raise NotSaved(self.path, why=os.strerror(errno.EISDIR))
            now: bytes | None = self.path.read_bytes()
            self._stat = found
        except FileNotFoundError:
            now = self._stat = None
        except OSError as error:
            raise _refusal(error, self.path) from error
        if now != self.before:
            raise Conflict(
                self.path, read=_text(self.before), theirs=_text(now), mine=_text(self.after)
            )

    def _stat_now(self) -> tuple[int, int, int] | None:
        try:
            return _signature(self.path.stat())
        except OSError:
            return None

    def _beside(self, data: bytes, suffix: str) -> tuple[Path, bool]:
        """A file beside this one, safe on the disk, and whether it could be made like this one."""
        handle, name = tempfile.mkstemp(
            prefix=f".{self.path.name[:40]}.", suffix=suffix, dir=self.path.parent
        )
        temporary = Path(name)
        try:
            with open(handle, "wb") as file:
                file.write(data)
                file.flush()
                alike = _keep_attributes(handle, self.path, self._stat)
                _sync(handle)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
        return temporary, alike

    def _overwrite(self, data: bytes) -> None:
        with open(self.path, "r+b") as file:
            file.write(data)
            file.truncate()
            file.flush()
            _sync(file.fileno())


def _put_back(targets: Sequence[_Target], error: BaseException) -> None:
    lost = [target for target in targets if target.begun and not target.put_back()]
    if lost:
        names = ", ".join(str(target.path) for target in lost)
        raise HalfSaved(lost[0].path, why=str(error), files=names) from error


def _writable(path: Path, found: os.stat_result) -> bool:
    """Whether it may be written: for root too, whom the system refuses nothing."""
    return os.access(path, os.W_OK) and bool(found.st_mode & 0o222)


def _signature(found: os.stat_result | None) -> tuple[int, int, int] | None:
    return found and (found.st_ino, found.st_size, found.st_mtime_ns)


def _keep_attributes(handle: int, path: Path, found: os.stat_result | None) -> bool:
    """Make a temporary file like the one it will replace; False if the owner cannot be kept."""
    if sys.platform == "win32":
        return True
    if found is None:
        mask = os.umask(0)
        os.umask(mask)
        os.fchmod(handle, 0o666 & ~mask)
        return True
    kept = True
    mine = os.fstat(handle)
    if (mine.st_uid, mine.st_gid) != (found.st_uid, found.st_gid):
        try:
            os.fchown(handle, found.st_uid, found.st_gid)
        except PermissionError:
            kept = False
    os.fchmod(handle, stat.S_IMODE(found.st_mode))
    if sys.platform == "linux":
        with suppress(OSError):
            for name in os.listxattr(path):
                with suppress(OSError):
                    os.setxattr(handle, name, os.getxattr(path, name))
    return kept


def _replace(new: Path, path: Path) -> None:
    for attempt in range(10):
        try:
            os.replace(new, path)
        except PermissionError:
            if os.name != "nt" or attempt == 9:
                raise
            time.sleep(0.05 * (attempt + 1))  # Windows: someone has it open just now
        else:
            return


def _sync(handle: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
            return
    os.fsync(handle)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    with _refusing(folder):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in _CANNOT_SYNC:  # some network file systems
                raise
        finally:
            os.close(handle)


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Hold off other runs of this program from the file."""
    lock = _lock_file(path)
    if lock is None:
        yield
        return
    import filelock

    held = filelock.FileLock(lock, timeout=_PATIENCE)
    try:
        held.acquire()
    except filelock.Timeout as error:
        raise Busy(path) from error
    except (OSError, NotImplementedError):  # no locks on this file system
        yield
        return
    try:
        yield
    finally:
        held.release()


def _lock_file(path: Path) -> Path | None:
    """In the state folder, so that no stray file stands beside the person's own.

    None if there can be no such folder: then the comparison alone must guard.
    """
    from platformdirs import user_state_path

    named = os.environ.get("DATELINE_STATE")  # the program's state file, if not in its usual place
    state = Path(named).parent if named else user_state_path("dateline", appauthor=False)
    folder = state / "locks"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    if not os.access(folder, os.W_OK):
        return None
    return folder / f"{blake2b(os.fsencode(path), digest_size=16).hexdigest()}.lock"


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Tell an error of the system as the refusal that it means."""
    try:
        yield
    except OSError as error:
        raise _refusal(error, path) from error


def _refusal(error: OSError, path: Path) -> Refusal:
    if error.errno in _FULL:
        return NoSpace(path)
    if error.errno in _NOT_ALLOWED:
        return Unwritable(path.parent)
    if error.errno == errno.ENOENT and not os.path.isdir(path.parent):
        return NoFolder(path.parent)
    return NotSaved(path, why=error.strerror or str(error))


def _text(data: bytes | None) -> str | None:
    return None if data is None else data.decode("utf-8", "replace")
