"""Single values of the settings: from TOML or an environment variable to their type, or a sentence of what is wrong."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated, Any, Final

import msgspec

Count = Annotated[int, msgspec.Meta(ge=1)]
Texts = tuple[str, ...]
Pause = Annotated[dt.timedelta, "may be none at all"]

_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_DURATION: Final = re.compile(r"(\d{1,6})\s*([smhdw])")
_LONGEST: Final = dt.timedelta(weeks=520)
_NO_TIME: Final = ("0s", "0")
_WANTED: Final[dict[Any, str]] = {
    str: "text in quotes",
    bool: "true or false",
    Count: "a whole number above 0",
    Texts: "a list of texts in quotes",
}


def convert(value: object, kind: Any, *, text: bool = False) -> Any:
    """A value as a type.

    Args:
        value: as tomllib gives it, or the text of an environment variable.
        kind: the type wanted: `str`, `Count`, `Texts`, a `StrEnum`, or `dt.timedelta`, which is
            written "30m", "6h", "2d"; `Pause` may be "0s" too.
        text: whether numbers may be written as text, as in the environment they are, and
            lists as words.

    Raises:
        ValueError: what it should be, as the second half of "KEY must be ...".
    """
    if kind is dt.timedelta:
        return _duration(value)
    if kind is Pause:
        return dt.timedelta() if value in _NO_TIME else _duration(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _choice(value, kind)
    if text and kind is Texts:
        value = str(value).split()
    try:
        return msgspec.convert(value, kind, strict=not text)
    except msgspec.ValidationError as error:
        raise ValueError(f"{_WANTED[kind]}, not {value!r}") from error


def _duration(value: object) -> dt.timedelta:
    match = _DURATION.fullmatch(value.strip().lower()) if isinstance(value, str) else None
    length = dt.timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else dt.timedelta()
    if not dt.timedelta() < length <= _LONGEST:
        raise ValueError(f'a duration such as "30m", "6h" or "2d", at most "520w", not {value!r}')
    return length


def _choice(value: object, kind: type[StrEnum]) -> StrEnum:
    try:
        return kind(str(value).lower())
    except ValueError:
        raise ValueError(f"one of {', '.join(kind)}, not {value!r}") from None
