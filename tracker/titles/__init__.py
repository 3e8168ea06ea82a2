"""Which works a text speaks of: titles, their many ways of being written, and where they stand in a text. Pure."""

from tracker.titles.name import key, near, same_title
from tracker.titles.named import Named, instalments
from tracker.titles.spot import Mention, Titles

__all__ = ["Mention", "Named", "Titles", "instalments", "key", "near", "same_title"]
