"""What touches the disk carefully: whole files or none, hashes, and names that every system accepts."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import sys
import unicodedata
from typing import TYPE_CHECKING, BinaryIO, Final

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

TEMPORARY_PREFIX: Final = ".cpreport-"
TEMPORARY_SUFFIX: Final = ".tmp"
LONGEST_NAME: Final = 200
"""In UTF-8 bytes: below the 255 of most file systems, with room for what backups and sync clients append."""

_LEFT: Final = f"{TEMPORARY_PREFIX}{'[0-9a-f]' * 16}{TEMPORARY_SUFFIX}"
_LONGEST_SUFFIX: Final = 32
# Shares and synced folders that cannot sync a folder answer with one of these; the rename itself is done.
_CANNOT_SYNC: Final = frozenset({errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF, errno.EACCES, errno.EPERM})
# What Windows refuses, control characters, line separators, and marks that turn the reading direction.
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]')
# Hidden files, options, and the lock files (~$x.docx) that collect leaves alone start with one of these.
_BAD_START: Final = (".", "-", "~")
_DEVICE: Final = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])\s*", re.IGNORECASE)
_SPACING_MARKS: Final = "\u0e33\u0eb3\u200d"  # Sara am (Thai, Lao) and the joiner: letters that lean on the left
_LEADING_VOWELS: Final = "เแโใไ"


def sha256(data: bytes) -> str:
    """Returns the SHA-256 of `data` in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def write_atomic(
    path: Path, data: bytes | Iterable[bytes], *, durable: bool = True, check: Callable[[Path], None] | None = None
) -> None:
    """Replaces the file at `path` by `data`, wholly or not at all.

    Args:
        path: The file to write; its folder exists.
        data: What it holds afterwards, as a whole or in pieces.
        durable: Whether the bytes and the name are on the disk, not only in its cache, on return.
        check: Looks at the new file before it replaces the old one; what it raises stops that.

    Raises:
        OSError: The file could not be written. No temporary file is left, and the old file is intact
            unless the very last step, syncing the folder, is what failed.
    """
    # Texts, not paths: with thousands of forms, putting paths together takes half as long as writing.
    target = os.fspath(path)
    folder = target.removesuffix(path.name)
    temporary = f"{folder}{TEMPORARY_PREFIX}{secrets.token_hex(8)}{TEMPORARY_SUFFIX}"
    try:
        with _held_new(temporary) as file:
            file.writelines((data,) if isinstance(data, bytes) else data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
            if check:
                check(path.with_name(temporary.removeprefix(folder)))
            if sys.platform != "win32":
                os.replace(temporary, target)  # noqa: PTH105
        if sys.platform == "win32":  # where nothing that is open can be renamed
            os.replace(temporary, target)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise
    if durable:
        sync_folder(path.parent)


def sweep(folder: Path) -> None:
    """Takes away what `write_atomic` left in a folder when it was killed.

    A temporary file that somebody is writing is held by them and stays; where files cannot be held, all of them do.
    """
    for left in folder.glob(_LEFT):
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                left.unlink()  # fails where it is open
                continue
            with left.open("r+b") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                left.unlink()


def is_temporary(name: str) -> bool:
    """Whether a name is one that `write_atomic` and the archive give to what is not finished."""
    return name.startswith(TEMPORARY_PREFIX) and name.endswith(TEMPORARY_SUFFIX)


def write_new(path: str, data: bytes) -> None:
    """Writes a file that is not there yet; neither its bytes nor its name are on the disk on return.

    Raises:
        OSError: The file could not be written; what of it was written is still there.
    """
    with open(path, "xb", buffering=0) as file:  # noqa: PTH123
        left = memoryview(data)
        while left:
            left = left[file.write(left) :]


def sync_file(path: Path | str) -> None:
    """Waits until what is in a file is on the disk.

    Raises:
        OSError: The disk failed.
    """
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path | str) -> None:
    """Waits until the names in a folder are on the disk; does nothing where a folder cannot be synced.

    Raises:
        OSError: The folder is not there, or the disk failed.
    """
    if os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise
    finally:
        os.close(descriptor)


def safe_name(stem: str, suffix: str) -> str:
    """Returns a file name that Windows, macOS, Linux and shares all accept, always the same for the same words.

    A name over `LONGEST_NAME` bytes is cut between letters, and a short hash of the whole keeps two long
    names apart.

    Args:
        stem: The name as wished, say `kkj_กกจ.`.
        suffix: The ending with its dot, say `.docx`; it survives the cutting.

    Example:
        >>> safe_name("a:b", ".docx"), safe_name("con", ".docx")
        ('a-b.docx', 'con_.docx')
    """
    wished = unicodedata.normalize("NFC", stem), unicodedata.normalize("NFC", suffix)
    stem, suffix = (_trim(_FORBIDDEN.sub("-", part)) for part in wished)
    if len(suffix.encode()) > _LONGEST_SUFFIX:
        stem, suffix = stem + suffix, ""
    stem = _usable(stem)
    if len((stem + suffix).encode()) <= LONGEST_NAME:
        return stem + suffix
    tail = f"-{sha256(chr(0).join(wished).encode(errors='surrogatepass'))[:10]}{suffix}"
    return _cut(stem, LONGEST_NAME - len(tail.encode())) + tail


@contextlib.contextmanager
def _held_new(path: str) -> Iterator[BinaryIO]:
    """A new file, held while it is open so that nobody sweeps it away."""
    # Not tempfile: its files are for the owner alone, and a colleague on the share must be able to read ours.
    while True:
        with open(path, "xb") as file:  # noqa: PTH123
            if sys.platform != "win32":
                with contextlib.suppress(OSError):  # some shares hold no files; there nothing is swept away either
                    fcntl.flock(file, fcntl.LOCK_EX)
                if not os.fstat(file.fileno()).st_nlink:
                    continue  # swept away between these two steps
            yield file
            return


def _trim(text: str) -> str:
    return text.rstrip(". ").rstrip().lstrip()


def _usable(stem: str) -> str:
    if stem.startswith(_BAD_START):
        stem = f"_{stem[1:]}"
    base, dot, rest = stem.partition(".")
    if _DEVICE.fullmatch(base):
        stem = f"{base.rstrip()}_{dot}{rest}"
    return stem or "_"


def _cut(text: str, room: int) -> str:
    """Returns as much of the start of `text` as fits into `room` bytes without parting a mark from its letter."""
    end = len(text.encode()[:room].decode(errors="ignore"))
    while 0 < end < len(text) and _leans(text[end]):
        end -= 1
    return _trim(text[:end].rstrip(_LEADING_VOWELS)) or "_"


def _leans(character: str) -> bool:
    return character in _SPACING_MARKS or unicodedata.category(character).startswith("M")
