"""Judging the reader: what it reads in articles, against what careful people found in them. Pure.

gold         an annotated article, and what was read in it
score        precision, recall and shares, as counts that add up
reliability  whether confidence means what it says
misses       each phrase that was missed, read wrong, or read though it is a decoy
"""

from tracker.evaluate.gold import Answered, Decoy, Expected, Gold, Verdict, places
from tracker.evaluate.misses import Kind, Miss, misses
from tracker.evaluate.reliability import Band, bands, calibration_error, weighed
from tracker.evaluate.score import Found, Score, Share, score

__all__ = [
    "Answered",
    "Band",
    "Decoy",
    "Expected",
    "Found",
    "Gold",
    "Kind",
    "Miss",
    "Score",
    "Share",
    "Verdict",
    "bands",
    "calibration_error",
    "misses",
    "places",
    "score",
    "weighed",
]
