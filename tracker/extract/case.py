"""One window of one phrase, in its sentence and article, about to be judged."""

from __future__ import annotations

from tracker.extract.article import Article
from tracker.extract.phrases import Phrase
from tracker.windows import Window


class Case:
    """One window of one phrase.

    Attributes:
        number: of its sentence; `first` and `end` are its words there.
        parsed, line: its sentence and its line.
    """

    __slots__ = ("article", "end", "first", "line", "number", "parsed", "phrase", "window")

    def __init__(
        self, article: Article, phrase: Phrase, window: Window, number: int, first: int, end: int
    ) -> None:
        self.article, self.phrase, self.window = article, phrase, window
        self.number, self.first, self.end = number, first, end
        self.parsed, self.line = article.parsed(number), article.line(number)
