"""Finds the articles that the user means: a file, a folder, a glob, an address, an archive, standard input.

From a word of the command line to a stream of `Fetched`, or `SourceError` values where something is wrong with one of
them; the others go on. Reads bytes, one article at a time, and does not look into them.
"""

import datetime as dt
import glob
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, TypeAlias

from tracker.errors import FetchError, SourceError
from tracker.ingest.archive import read_archive
from tracker.ingest.fetched import MAX_BYTES, Fetched
from tracker.ingest.warc import read_warc

Found: TypeAlias = Fetched | SourceError
Fetch: TypeAlias = Callable[[str, dt.datetime], Iterator[Found]]

# What a folder is searched for; archives are named, or found by a glob, never met by chance.
SUFFIXES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
}
_ARCHIVES: dict[str, Callable[[BinaryIO, Path, dt.datetime], Iterator[Found]]] = {
    ".jsonl": read_archive,
    ".ndjson": read_archive,
    ".warc": read_warc,
    ".warc.gz": read_warc,
}
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def locate(
    what: str, now: dt.datetime, *, fetch: Fetch, stdin: BinaryIO, max_bytes: int = MAX_BYTES
) -> Iterator[Found]:
    """The articles that a word of the command line names.

    Args:
        what: path of a file or folder, glob (`**` for any depth), address, archive (`.jsonl`, `.warc`), or `-`.
        now: aware, UTC.
        fetch: gets what lies at an address.
        stdin: read to its end where `what` is `-`: one article, text or HTML.
        max_bytes: a larger file is refused; an archive may be larger, its lines have a limit of their own.

    Yields:
        Articles as they are got, in the order of their names; a `SourceError` for each that cannot be had.
    """
    if what == "-":
        yield _standard_input(stdin, now, max_bytes)
    elif _ADDRESS.match(what):
        yield from fetch(what, now)
    else:
        for path in _on_disk(what):
            yield from [path] if isinstance(path, SourceError) else _file(path, now, max_bytes)


def _standard_input(stdin: BinaryIO, now: dt.datetime, max_bytes: int) -> Found:
    source = "standard input"
    body = stdin.read(max_bytes + 1)
    if len(body) > max_bytes:
        return FetchError(source, _too_large(max_bytes))
    key = "text:sha256:" + hashlib.sha256(body).hexdigest()
    return Fetched(source=source, key=key, body=body, fetched_at=now, shelf=source)


def _on_disk(what: str) -> Iterator[Path | SourceError]:
    """The files that a path or glob names, in the order of their names."""
    path = Path(what).expanduser()
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except OSError as error:  # a name longer than the system allows
        yield FetchError(what, _reason(error))
        return
    if is_folder:
        yield from _folder(path)
    elif not exists and glob.has_magic(what):
        yield from _glob(what)
    else:
        yield path


def _folder(folder: Path) -> Iterator[Path | SourceError]:
    """The articles below a folder, hidden ones left out, in the order of their names."""
    found = False
    unreadable: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                found = True
                yield Path(root, name)
    yield from (FetchError(str(error.filename), _reason(error)) for error in unreadable)
    if not found and not unreadable:
        yield FetchError(str(folder), f"this folder holds no article ({', '.join(SUFFIXES)}).")


def _glob(pattern: str) -> Iterator[Path | SourceError]:
    paths = sorted(glob.iglob(os.path.expanduser(pattern), recursive=True))  # noqa: PTH111, PTH207 - Path.glob hides nothing
    files = [path for path in map(Path, paths) if not path.is_dir()]
    if not files:
        yield FetchError(pattern, "no file goes by this pattern.")
    yield from files


def _file(path: Path, now: dt.datetime, max_bytes: int) -> Iterator[Found]:
    try:
        with path.open("rb") as stream:
            archive = next(
                (read for ending, read in _ARCHIVES.items() if path.name.lower().endswith(ending)), None
            )
            if archive is not None:
                yield from archive(stream, path, now)
            else:
                yield _article(path, stream.read(max_bytes + 1), now, max_bytes)
    except OSError as error:
        yield FetchError(str(path), _reason(error))
    except ValueError:  # a NUL in the name
        yield FetchError(repr(str(path)), "no file can have this name.")


def _article(path: Path, body: bytes, now: dt.datetime, max_bytes: int) -> Found:
    if len(body) > max_bytes:
        return FetchError(str(path), _too_large(max_bytes))
    place = path.absolute()
    return Fetched(
        source=str(path),
        key=Path(os.path.normpath(place)).as_uri(),
        body=body,
        fetched_at=now,
        shelf=place.resolve().parent.name or "file",
        content_type=SUFFIXES.get(path.suffix.lower()),
    )


def _too_large(max_bytes: int) -> str:
    return f"larger than {max_bytes / 1e6:g} MB; an article is not, so it was not read."


def _reason(error: OSError) -> str:
    """What the system says, as the rest of a sentence."""
    return (
        f"{(error.strerror or str(error)).lower()}; check the path."
        if error.filename
        else f"{error.strerror or error}."
    )
