"""How the pool's constants were chosen: the CRPS of whole timelines for each value of each, and leaving one work out.

    uv run python tests/consensus/fit_pool.py tests/corpus/timelines

Prints for each value of a constant, the others as they are, the geometric mean over works of the CRPS, in days. Then what the
forecasts of each work would have been worth, had half-life and sharpening been chosen by the others.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path
from statistics import fmean, geometric_mean

from tracker.app.annotated import annotated
from tracker.app.backtesting import Said, statements
from tracker.consensus import Statement, pool, voice
from tracker.consensus.backtest import backtest
from tracker.evaluate import Gold
from tracker.extract import read

VALUES = {
    (pool, "HALF_LIFE"): (60.0, 90.0, 180.0, 365.0, 1e9),
    (pool, "SHARPENING"): (0.0, 1.0, 1.5, 2.0, 2.5, 3.0),
    (pool, "NEVER"): (0.0, 0.01, 0.03),
    (voice, "NARROWNESS"): (0.0, 0.5, 1.0),
    (voice, "OPEN_DAYS"): (90, 180, 365),
}


def works(folder: Path) -> list[tuple[Sequence[Statement], object]]:
    """What is read of each work, and when it came out."""
    found: dict[tuple[str, object], list[Said]] = defaultdict(list)
    for gold in annotated(folder):
        if isinstance(gold, Gold) and gold.published and gold.released:
            (reading,) = read(gold.document, [gold.work])
            found[gold.work.title, gold.released].append((gold.published, gold.document, reading))
    return [(statements(articles), out) for (_, out), articles in found.items()]


def losses(told: Sequence[tuple[Sequence[Statement], object]]) -> list[float]:
    """The CRPS of each work, in days."""
    tested = (backtest(said, out, out) for said, out in told)  # type: ignore[arg-type]  # a day
    return [one.ours.crps for one in tested if one]


def main(folders: Sequence[str], say: Callable[[str], object] = print) -> None:
    """Print the tables."""
    told = [work for folder in folders for work in works(Path(folder))]
    for (room, name), values in VALUES.items():
        usual = getattr(room, name)
        for value in values:
            setattr(room, name, value)
            say(
                f"{name:<11} {value:>12}  {geometric_mean(losses(told)):.1f}{'  *' if value == usual else ''}"
            )
        setattr(room, name, usual)
    keys = [(pool, "HALF_LIFE"), (pool, "SHARPENING")]
    tried = []
    for pair in product(*(VALUES[key] for key in keys)):
        for (room, name), value in zip(keys, pair, strict=True):
            setattr(room, name, value)
        tried.append(losses(told))
    left_out = []
    for n in range(len(tried[0])):
        best = min(tried, key=lambda row: geometric_mean([x for k, x in enumerate(row) if k != n]))
        left_out.append(best[n])
    say(f"chosen without each work: {geometric_mean(left_out):.1f}; mean {fmean(left_out):.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
