"""Reading: from a document to the predicted release windows it states, with the words that say them. Pure."""

from tracker.extract.phrases import Dropped, Phrase, dropped_phrases, find_phrases
from tracker.extract.reader import read

VERSION = "4"
"""Stored with every reading; raised with every change of what is read, and then everything is read again."""

__all__ = ["VERSION", "Dropped", "Phrase", "dropped_phrases", "find_phrases", "read"]
