"""Column types: Python values on one side, what SQLite and PostgreSQL can both keep on the other."""

import datetime as dt
import zlib
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import DateTime, Dialect, LargeBinary, String
from sqlalchemy.types import TypeDecorator

_E = TypeVar("_E", bound=StrEnum)


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A moment: aware in, aware and in UTC out.

    SQLite keeps no offset, so a value is turned to UTC before it is stored.

    Raises:
        ValueError: where a naive value is to be stored.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002 (the interface's)
        """To the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs its time zone: {value!r} is naive")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002 (the interface's)
        """From the database."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Choice(TypeDecorator[_E]):
    """One member of a `StrEnum`, kept as its value, so that a new member needs no migration.

    Args:
        members: the enumeration.
    """

    impl = String(16)
    cache_ok = True

    def __init__(self, members: type[_E]) -> None:
        super().__init__()
        self.members = members

    def process_bind_param(self, value: _E | None, dialect: Dialect) -> str | None:  # noqa: ARG002 (the interface's)
        """To the database."""
        return None if value is None else self.members(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> _E | None:  # noqa: ARG002 (the interface's)
        """From the database."""
        return None if value is None else self.members(value)


class ZippedText(TypeDecorator[str]):
    """A long text, compressed. Comes back character for character, whatever it holds."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 (the interface's)
        """To the database."""
        return None if value is None else zlib.compress(as_bytes(value))

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002 (the interface's)
        """From the database."""
        return None if value is None else zlib.decompress(value).decode("utf-8", "surrogatepass")


def as_bytes(text: str) -> bytes:
    """UTF-8 of any `str`, half a surrogate pair included."""
    return text.encode("utf-8", "surrogatepass")
