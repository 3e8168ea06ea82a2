"""One window of one phrase, in its sentence and article, about to be judged."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.extract.article import Article
from tracker.extract.page import Line
from tracker.extract.parsed import Parsed
from tracker.extract.phrases import Phrase
from tracker.windows import Window


@dataclass(frozen=True, slots=True)
class Case:
    """One window of one phrase.

    Attributes:
        number: of its sentence; `first` and `end` are its words there.
    """

    article: Article
    phrase: Phrase
    window: Window
    number: int
    first: int
    end: int

    @property
    def parsed(self) -> Parsed:
        """Its sentence."""
        return self.article.parsed(self.number)

    @property
    def line(self) -> Line:
        """Its line."""
        return self.article.line(self.number)
