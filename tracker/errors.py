"""Everything that can go wrong in a way the user can mend, and the sentence that says so.

TrackerError                   anything below; str(error) is fit to be shown to the user
  ConfigError                  config.toml, an environment variable: every problem at once, with its line
  UnknownTitle                 no tracked work goes by that title
  UnknownSource                no source of that location is watched
  ReleaseError                 a day that cannot be recorded as a work's release, or none that could be taken back
  SourceError                  one article or source; the others go on
    FetchError                 it could not be had
      Moved                    another host has it
    ParseError                 it was had, but cannot be read as an article
  StoreError                   the database
    SchemaTooNew               it was written by a later version
  OutputError                  a file that was asked for cannot be written
"""

from collections.abc import Sequence


class TrackerError(Exception):
    """Base of all errors that are told to the user as a sentence, without a traceback."""


class ConfigError(TrackerError):
    """The configuration cannot be used.

    Args:
        problems: one sentence each, with file and line where known.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class UnknownTitle(TrackerError):
    """No tracked work goes by that title.

    Args:
        title: as the user wrote it.
        near: titles that it may have meant, best first.
    """

    def __init__(self, title: str, near: Sequence[str] = ()) -> None:
        self.title = title
        self.near = tuple(near)
        hint = (
            f"did you mean {' or '.join(repr(t) for t in near)}?"
            if near
            else "`tracker works` lists the titles."
        )
        super().__init__(f"no tracked work is called {title!r}: {hint}")


class UnknownSource(TrackerError):
    """The user has made no source of that location.

    Args:
        location: as the user wrote it.
        reason: why it is watched all the same, as the second half of a sentence; None where it is not.
    """

    def __init__(self, location: str, reason: str | None = None) -> None:
        super().__init__(
            f"{_printable(location)} {reason or 'is not watched: `tracker sources` lists what is.'}"
        )


class ReleaseError(TrackerError):
    """The day cannot be recorded as that of a work's release, or none is recorded that could be taken back."""


class SourceError(TrackerError):
    """One article or source failed; the others go on.

    Args:
        source: the path, address or `file:line` that failed.
        reason: what is wrong, as the second half of a sentence.
    """

    def __init__(self, source: str, reason: str) -> None:
        self.source = _printable(source)
        self.reason = _printable(reason)
        super().__init__(f"{self.source}: {self.reason}")


class FetchError(SourceError):
    """It could not be had: missing, refused, unreachable, too large.

    Args:
        source: see `SourceError`.
        reason: likewise.
        status: the code that the server answered, if it did (RFC 9110).
        wait: for how many seconds the server asks to be left alone; None where it does not say.
        host_fails: whether the whole host is in trouble or asks for patience, not this page alone.
    """

    def __init__(
        self,
        source: str,
        reason: str,
        *,
        status: int | None = None,
        wait: float | None = None,
        host_fails: bool = False,
    ) -> None:
        super().__init__(source, reason)
        self.status = status
        self.wait = wait
        self.host_fails = host_fails


class Moved(FetchError):
    """It is to be had from another host, which has to be asked whether and when.

    Args:
        source: see `SourceError`.
        location: where it is, a web address.
    """

    def __init__(self, source: str, location: str) -> None:
        super().__init__(source, f"it has moved to {location}.")
        self.location = location


class ParseError(SourceError):
    """It was had, but cannot be read as an article."""


class StoreError(TrackerError):
    """The database cannot be opened, read or written."""


class SchemaTooNew(StoreError):
    """The database was written by a later version of tracker."""


class OutputError(TrackerError):
    """A file that was asked for cannot be written."""


def _printable(text: str) -> str:
    """A text with its controls and broken characters spelt out: names of files and servers' words may hold any."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
