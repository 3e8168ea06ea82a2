"""Which keys there are and of what type, and the typed values of a parsed file with the environment's put over them.

Says nothing of what the values mean: paths and titles are checked in `meaning`.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tracker.config.convert import Count, Pause, Texts, convert
from tracker.config.lines import Where, line_of
from tracker.config.settings import SourceKind, Weekday
from tracker.model import Domain

TABLES: Final[dict[str, dict[str, Any]]] = {
    "": {"database": str, "summaries": str, "contact": str},
    "schedule": {
        "tick": dt.timedelta,
        "check_every": dt.timedelta,
        "soonest": dt.timedelta,
        "latest": dt.timedelta,
        "summary_on": Weekday,
    },
    "fetch": {
        "timeout": dt.timedelta,
        "max_bytes": Count,
        "pause": Pause,
        "threads": Count,
        "allow_private_addresses": bool,
    },
    "search": {"templates": Texts, "wikipedia": str, "captures": str, "capture": str, "months": Count},
}
LISTS: Final[dict[str, dict[str, Any]]] = {
    "works": {"title": str, "domain": Domain, "aliases": Texts, "search": bool},
    "sources": {"kind": SourceKind, "location": str, "every": dt.timedelta, "outlet": str},
}
REQUIRED: Final = {"works": ("title",), "sources": ("kind",)}

_PREFIX: Final = "TRACKER_"
_OTHER_VARIABLES: Final = ("TRACKER_CONFIG",)  # read elsewhere, no key of the file
_OWN_NAMES: Final = {
    ("", "database"): "TRACKER_DATABASE_URL",
    ("fetch", "allow_private_addresses"): "TRACKER_ALLOW_PRIVATE_ADDRESSES",
}
_LIKELY: Final = 0.75  # other programs have TRACKER_ variables too: only what looks like a slip is one


def variable_of(table: str, key: str) -> str:
    """The variable that overrides a key: by rule TRACKER_<SECTION>_<KEY>, but some have names of their own."""
    by_rule = _PREFIX + "_".join(part for part in (table, key) if part).upper()
    return _OWN_NAMES.get((table, key), by_rule)


VARIABLES: Final = {variable_of(table, key): (table, key) for table, keys in TABLES.items() for key in keys}


@dataclass(slots=True)
class Problems:
    """What is wrong, as sentences with their place.

    Attributes:
        file: the file, as users are told.
        lines: where its keys stand.
        overridden: the places whose value is a variable's, and its name.
        found: each with its line; 0 where it has none.
    """

    file: str
    lines: dict[Where, int]
    overridden: dict[Where, str] = field(default_factory=dict)
    found: list[tuple[int, str]] = field(default_factory=list)

    def add(self, where: Where, sentence: str) -> None:
        """Note a problem of a key or table."""
        variable, line = self.overridden.get(where), line_of(where, self.lines)
        if variable or line is None:
            self.found.append((0, f"{variable or self.file}: {sentence}"))
        else:
            self.found.append((line, f"{self.file}:{line}: {sentence}"))

    def sentences(self) -> list[str]:
        """All of them: those of variables, then those of the file by line."""
        return [sentence for _, sentence in sorted(self.found, key=lambda found: found[0])]


@dataclass(frozen=True, slots=True)
class Shaped:
    """The typed values of a file: tables by name and key, lists of tables with the place of each."""

    tables: dict[str, dict[str, Any]]
    lists: dict[str, list[tuple[Where, dict[str, Any]]]]


def shape(raw: Mapping[str, Any], environ: Mapping[str, str], problems: Problems) -> Shaped:
    """The values that have the right type; all others are noted as problems."""
    _unknown_keys(raw, [*TABLES[""], *(name for name in TABLES if name), *LISTS], (), problems)
    _unknown_variables(environ, problems)
    tables = {}
    for name, kinds in TABLES.items():
        where = (name,) if name else ()
        table = raw.get(name, {}) if name else {key: value for key, value in raw.items() if key in kinds}
        overriding = _overrides(name, environ, problems)
        tables[name] = _table(table, kinds, where, problems) | overriding
    return Shaped(tables, {name: list(_list(raw.get(name, []), name, problems)) for name in LISTS})


def _table(table: object, kinds: Mapping[str, Any], where: Where, problems: Problems) -> dict[str, Any]:
    """The keys of one table, converted."""
    if not isinstance(table, dict):
        problems.add(where, f'"{where[0]}" is a table, written {_header(where)}.')
        return {}
    _unknown_keys(table, kinds, where, problems)
    found = {}
    for key in (key for key in table if key in kinds):
        try:
            found[key] = convert(table[key], kinds[key])
        except ValueError as error:
            if (*where, key) not in problems.overridden:  # a value that is not used is not in the way
                problems.add((*where, key), f'"{key}" must be {error}.')
    return found


def _list(entries: object, name: str, problems: Problems) -> Iterator[tuple[Where, dict[str, Any]]]:
    """The tables of `[[name]]`, those that have the keys that they need."""
    if not isinstance(entries, list):
        problems.add((name,), f'"{name}" is a list of tables, each written [[{name}]].')
        return
    for number, entry in enumerate(entries):
        where: Where = (name, number)
        found = _table(entry, LISTS[name], where, problems)
        for key in REQUIRED[name]:
            if isinstance(entry, dict) and key not in entry:
                problems.add(where, f'[[{name}]] needs a "{key}".')
        if all(key in found for key in REQUIRED[name]):
            yield where, found


def _overrides(name: str, environ: Mapping[str, str], problems: Problems) -> dict[str, Any]:
    """The values that the environment gives for a table."""
    found = {}
    for key, kind in TABLES[name].items():
        variable = variable_of(name, key)
        if environ.get(variable):
            where = (name, key) if name else (key,)
            problems.overridden[where] = variable
            try:
                found[key] = convert(environ[variable], kind, text=True)
            except ValueError as error:
                problems.add(where, f"must be {error}.")
    return found


def _unknown_keys(table: Mapping[str, Any], known: Collection[str], where: Where, problems: Problems) -> None:
    place = f" in {_header(where)}" if where else ""
    for key in table:
        if key not in known:
            problems.add((*where, key), f'there is no key "{key}"{place}{_guess(key, known)}')


def _unknown_variables(environ: Mapping[str, str], problems: Problems) -> None:
    """Note the variables that look like a slip of one of ours."""
    known = [*VARIABLES, *_OTHER_VARIABLES]
    for name in sorted(environ):
        if name.startswith(_PREFIX) and name not in known:
            guess = difflib.get_close_matches(name, known, 1, _LIKELY)
            if guess:
                problems.found.append((0, f"{name}: there is no such variable; did you mean {guess[0]}?"))


def _guess(key: str, known: Collection[str]) -> str:
    """The end of a sentence about a wrong key."""
    guess = difflib.get_close_matches(key.lower(), known, 1)
    return f'; did you mean "{guess[0]}"?' if guess else f": there are {', '.join(known)}."


def _header(where: Where) -> str:
    return f"[[{where[0]}]]" if len(where) > 1 else f"[{where[0]}]"
