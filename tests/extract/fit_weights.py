"""Fits `tracker/extract/weights.py` to annotated article sets, and says how well that transfers to other works.

    uv run --with numpy python tests/extract/fit_weights.py DIR[:WEIGHT]…            # prints the table
    uv run --with numpy python tests/extract/fit_weights.py --cross DIR[:WEIGHT]…    # tenfold, by work: nothing is written

Today's table comes from tests/corpus/{screen,products,news,fansites,tech,mixed,timelines}, tests/extract/samples
(the sample articles, without headlines) and tests/corpus/trials:0.3.

Logistic regression over the names that `features` and `voice` give, drawn towards what one would say beforehand (`PRIORS`)
instead of towards nothing, for the corpus is small. The sets are in the corpus format: `gold.jsonl` beside the texts.

How well that transfers to works that it was not fitted to, `--cross` tells; the words themselves were chosen with all articles in view.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))
from priors import PRIORS, STANCE_PRIORS  # the table beside this script

from tracker.extract.article import Article
from tracker.extract.features import see
from tracker.extract.judging import REFUSALS, cases
from tracker.extract.phrases import find_phrases
from tracker.extract.polarity import polarity
from tracker.extract.second_look import LIKELY, Sight, second_look
from tracker.extract.voice import voices
from tracker.model import Domain, Polarity, Stance, Work
from tracker.windows import Window

SEEN_OFTEN = 4  # a name seen less often says nothing
PULL = 8.0  # how strongly a weight is drawn to its prior
FOLDS = 10
TOO_LIGHT = 0.15  # a weight that is left out of the table
_INSTALMENT = re.compile(
    r"[:,]?\s*(?:season|series|part|book|volume|vol\.?|chapter)\s+[\w-]+.*$|\s+(?:\d+(?:\.\d+)*|[ivx]+)$"
)


@dataclass(frozen=True, slots=True)
class Example:
    """One window of one phrase as annotated: `label` is None where the annotation leaves it open."""

    work: str
    article: str
    names: frozenset[str]
    voices: frozenset[str]
    label: bool | None
    stance: Stance | None
    shown: str
    weight: float
    window: Window
    ruled_out: bool


def examples(folders: Sequence[str]) -> Iterator[Example]:
    """All windows but those that are refused outright."""
    for given in folders:
        path, _, weight = given.partition(":")
        folder = Path(path)
        for line in (folder / "gold.jsonl").read_text().splitlines():
            gold = json.loads(line)
            yield from _examples(gold, folder, float(weight or 1))


def _examples(gold: dict, folder: Path, weight: float = 1.0) -> Iterator[Example]:
    text = (folder / gold["file"]).read_text()
    anchor = dt.date.fromisoformat(gold["published"]) if gold["published"] else None
    work = Work(gold["title"], Domain(gold["domain"]), tuple(gold.get("aliases") or ()))
    article = Article(text, find_phrases(text, anchor, work.domain), anchor, work)
    own = [
        (s, p)
        for p in gold["predictions"]
        if p.get("subject", work.title) == work.title
        for s in _spans(text, p)
    ]
    rest = [
        s for p in gold["predictions"] if p.get("subject", work.title) != work.title for s in _spans(text, p)
    ]
    rest += [s for p in gold["decoys"] for s in _spans(text, p)]
    windows = {(p["start"], p["end"]) for _, p in own}
    for case in cases(article):
        if any(refusal.holds(case) for refusal in REFUSALS):
            continue
        seen = see(case)
        phrase = case.phrase
        hits = [p for span, p in own if _touch(span, phrase)]
        missed = any(_touch(span, phrase) for span in rest)
        window = tuple(d and str(d) for d in (case.window.start, case.window.end))
        label: bool | None = bool(hits)
        if hits and missed and len(phrase.windows) > 1:
            label = window in {(p["start"], p["end"]) for p in hits}
        elif not hits and not missed and window in windows:
            label = None
        stance = Stance(hits[0]["stance"]) if label else None
        shown = f"{gold['id']} …{text[max(phrase.begin - 110, 0) : phrase.begin]}⟦{phrase.text}⟧{text[phrase.end : phrase.end + 60]}"
        names = frozenset(seen.features)
        yield Example(
            _series(work.title),
            gold["id"],
            names,
            names | frozenset(voices(case)),
            label,
            stance,
            shown.replace("\n", "/"),
            weight,
            case.window,
            polarity(case) is Polarity.RULES_OUT,
        )


def _spans(text: str, item: dict) -> list[tuple[int, int]]:
    if "context" in item:
        at = text.find(item["context"]) + item["context"].find(item["quote"])
        return [(at, at + len(item["quote"]))]
    return [m.span() for m in re.finditer(re.escape(item["quote"]), text)]


def _touch(span: tuple[int, int], phrase: object) -> bool:
    return span[0] < phrase.end and phrase.begin < span[1]  # type: ignore[attr-defined]


def _series(title: str) -> str:
    """A title without its instalment: articles on one series stay in one fold."""
    return _INSTALMENT.sub("", title.lower()).strip()


def fit(
    rows: Sequence[frozenset[str]], labels: np.ndarray, prior: dict[str, float], counts: np.ndarray
) -> dict[str, float]:
    """Weights by name, "" being the bias; Newton's method on the penalised likelihood."""
    seen = Counter(name for row in rows for name in row)
    names = ["", *sorted(name for name, n in seen.items() if n >= SEEN_OFTEN)]
    column = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    matrix[:, 0] = 1
    for i, row in enumerate(rows):
        matrix[i, [column[name] for name in row if name in column]] = 1
    mean = np.array([prior.get(name, 0.0) for name in names])
    weights = mean.copy()
    for _ in range(25):
        p = 1 / (1 + np.exp(-(matrix @ weights)))
        slope = matrix.T @ (counts * (p - labels)) + PULL * (weights - mean)
        bend = (matrix.T * (counts * p * (1 - p) + 1e-6)) @ matrix + PULL * np.eye(len(names))
        step = np.linalg.solve(bend, slope)
        weights -= step
        if abs(step).max() < 1e-5:
            break
    return {
        n: round(w, 2) for n, w in zip(names, weights.tolist(), strict=True) if not n or abs(w) >= TOO_LIGHT
    }


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights by name, at first sight and at the second; "" is the bias."""

    first: dict[str, float]
    accept: dict[str, float]
    stances: dict[Stance, dict[str, float]]

    def probabilities(self, found: Sequence[Example]) -> list[float]:
        """That each window is a prediction."""
        seen = seen_again(found, [_probability(self.first, e.names) for e in found])
        return [_probability(self.accept, e.names | names) for e, names in zip(found, seen, strict=True)]

    def stance(self, names: frozenset[str]) -> Stance:
        """The likeliest."""
        return max(Stance, key=lambda s: _sum(self.stances[s], names))


def _sum(weights: dict[str, float], names: frozenset[str]) -> float:
    return weights.get("", 0.0) + sum(weights.get(n, 0.0) for n in sorted(names))


def _probability(weights: dict[str, float], names: frozenset[str]) -> float:
    return float(1 / (1 + np.exp(-_sum(weights, names))))


def seen_again(found: Sequence[Example], sights: Sequence[float]) -> list[frozenset[str]]:
    """What the second look sees of each window, article by article."""
    places: dict[str, list[int]] = {}
    for place, e in enumerate(found):
        places.setdefault(e.article, []).append(place)
    names: dict[int, frozenset[str]] = {}
    for here in places.values():
        looked = second_look([_sight(found[place], sights[place]) for place in here])
        names |= {place: frozenset(row) for place, row in zip(here, looked, strict=True)}
    return [names[place] for place in range(len(found))]


def _sight(e: Example, likely: float) -> Sight:
    return Sight(e.window, likely, expected=not (e.ruled_out and likely > LIKELY))


def _accepting(found: Sequence[Example], names: Sequence[frozenset[str]]) -> dict[str, float]:
    told = [(e, row) for e, row in zip(found, names, strict=True) if e.label is not None]
    labels, counts = np.array([float(e.label or 0) for e, _ in told]), np.array([e.weight for e, _ in told])
    return fit([row for _, row in told], labels, PRIORS, counts)


def _folds(found: Sequence[Example], folds: int) -> Iterator[tuple[list[Example], list[int]]]:
    """Some examples to fit to, and the places of those of other works."""
    works = sorted({e.work for e in found})
    fold = {work: i % folds for i, work in enumerate(np.random.default_rng(1).permutation(works))}
    for k in range(folds):
        yield [e for e in found if fold[e.work] != k], [i for i, e in enumerate(found) if fold[e.work] == k]


def fitted(found: Sequence[Example]) -> Fitted:
    """Everything fitted to some examples; the second look to what first sight makes of works that it was not fitted to."""
    sights = [0.0] * len(found)
    for fitting, places in _folds(found, FOLDS):
        first = _accepting(fitting, [e.names for e in fitting])
        for place in places:
            sights[place] = _probability(first, found[place].names)
    names = [e.names | row for e, row in zip(found, seen_again(found, sights), strict=True)]
    told = [e for e in found if e.label is not None]
    good = [e for e in told if e.stance]
    stances = {
        s: fit(
            [e.voices for e in good],
            np.array([float(e.stance is s) for e in good]),
            STANCE_PRIORS[s],
            np.array([e.weight for e in good]),
        )
        for s in Stance
    }
    return Fitted(_accepting(found, [e.names for e in found]), _accepting(found, names), stances)


def cross(found: Sequence[Example], folds: int = FOLDS) -> Iterator[tuple[Example, float, Stance | None]]:
    """Each example, judged by what was fitted without its work."""
    for fitting, places in _folds(found, folds):
        model = fitted(fitting)
        left = [found[place] for place in places]
        for e, p in zip(left, model.probabilities(left), strict=True):
            yield e, p, model.stance(e.voices) if e.stance else None


HEAD = '''"""How much each name that `features` and `voice` give says, in logits: for a prediction, and for each stance.

Written by `tests/extract/fit_weights.py`; do not edit by hand. What is missing says nothing.
"""

from collections.abc import Mapping
from typing import Final

from tracker.model import Stance

ACCEPTED_FROM: Final = {accepted}
"""The confidence from which a window is taken for a prediction."""

# fmt: off
_TABLE: Final[Mapping[str, tuple[float, float, float, float, float]]] = {{
    # name: (prediction at first sight, prediction, official, reported, speculative); "" is where the sums begin
{rows}
}}
# fmt: on

FIRST_SIGHT: Final = {{name: row[0] for name, row in _TABLE.items() if row[0]}}
"""What speaks for a prediction, before the rest of the article is looked at."""

WEIGHTS: Final = {{name: row[1] for name, row in _TABLE.items() if row[1]}}
"""What speaks for a prediction."""

STANCES: Final = {{
    s: {{name: row[i] for name, row in _TABLE.items() if row[i]}} for i, s in enumerate(Stance, start=2)
}}
"""What speaks for each stance."""
'''


def table(model: Fitted) -> str:
    """The module `weights`."""
    columns = [model.first, model.accept, *(model.stances[s] for s in Stance)]
    names = {name for column in columns for name in column}
    rows = [
        f"    {json.dumps(name, ensure_ascii=False)}: ({', '.join(f'{c.get(name, 0.0):+.2f}' for c in columns)}),"
        for name in sorted(names, key=lambda n: (n != "", -abs(model.accept.get(n, 0.0)), n))
    ]
    return HEAD.format(accepted=ACCEPTED_FROM, rows="\n".join(rows)).rstrip()


ACCEPTED_FROM = 0.4


def main(arguments: Sequence[str], say: Callable[[str], object] = print) -> None:
    """Print the table, or with `--cross` how well it transfers."""
    found = list(examples([a for a in arguments if not a.startswith("--")]))
    if "--cross" not in arguments:
        say(table(fitted(found)))
        return
    judged = [row for row in cross(found) if row[0].weight == 1]  # what counts less only helps
    for threshold in (0.35, 0.4, 0.45, 0.5):
        hit = sum(p >= threshold and e.label is True for e, p, _ in judged)
        false = sum(p >= threshold and e.label is False for e, p, _ in judged)
        missed = sum(p < threshold and e.label is True for e, p, _ in judged)
        say(
            f"from {threshold}: precision {hit / (hit + false):.3f}, recall {hit / (hit + missed):.3f}, F1 {2 * hit / (2 * hit + false + missed):.3f}"
        )
    told = [(e, s) for e, _, s in judged if e.stance]
    say(f"stance {sum(e.stance is s for e, s in told) / len(told):.3f}")
    for low in range(10):
        band = [e.label for e, p, _ in judged if e.label is not None and low <= p * 10 < low + 1]
        if band:
            say(
                f"confidence {low / 10:.1f}–{low / 10 + 0.1:.1f}: {len(band):4} windows, {sum(band) / len(band):.2f} right"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
