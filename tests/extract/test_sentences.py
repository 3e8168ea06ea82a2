"""Sentences as people write them, with the windows they speak of; or with what only looks like a time."""

import datetime as dt
import json
from pathlib import Path

from tracker.extract.phrases import find_phrases

SENTENCES = Path(__file__).with_name("sentences.jsonl")


def windows(text: str, anchor: str) -> list[str]:
    phrases = find_phrases(text, dt.date.fromisoformat(anchor))
    return [f"{w.start or '..'}/{w.end or '..'}" for p in phrases for w in p.windows]


def test_every_sentence_speaks_of_its_windows_and_of_no_others() -> None:
    rows = [json.loads(line) for line in SENTENCES.read_text().splitlines()]

    misread = [
        row["text"]
        for row in rows
        if sorted(set(windows(row["text"], row["anchor"]))) != sorted(set(row["windows"]))
    ]

    assert len(rows) > 700
    assert misread == []
