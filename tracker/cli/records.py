"""Records a line to standard output, as they are made."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tracker.cli.options import tell
from tracker.errors import SourceError

if TYPE_CHECKING:
    from tracker.report import Record


def write_records(answers: Iterable[Record | SourceError]) -> int:
    """Write each answer at once; a failure goes to standard error and the rest go on.

    Returns:
        The exit code.
    """
    from tracker.report import lines

    failed = False
    for answer in answers:
        if isinstance(answer, SourceError):
            tell(str(answer))
            failed = True
        else:
            sys.stdout.writelines(lines([answer]))
            sys.stdout.flush()
    return 1 if failed else 0
