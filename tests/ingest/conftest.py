"""A short way to make what was got, and HTML pages."""

import datetime as dt
from collections.abc import Callable

import pytest

from tracker.ingest.fetched import Fetched

NOW = dt.datetime(2024, 5, 6, 12, tzinfo=dt.UTC)

Got = Callable[..., Fetched]
Html = Callable[..., str]

_PARAGRAPHS = (
    "Nobody at the studio has said much about the lighthouse drama of late, but its writers are back at their desks.",
    "Two people who work on it expect the third season in late 2026, if the storm scenes can be shot in time.",
    "Until then there is the soundtrack, and the cast have promised to talk about all of it at a festival.",
)


@pytest.fixture(scope="session")
def now() -> dt.datetime:
    return NOW


@pytest.fixture(scope="session")
def got() -> Got:
    """`got(b"...", "text/html", url=...)`: what was got, at `now`, from a folder called shelf."""

    def make(body: bytes | str, content_type: str | None = None, **other: object) -> Fetched:
        fields: dict[str, object] = {
            "source": "a.txt",
            "key": "file:///shelf/a.txt",
            "fetched_at": NOW,
            "shelf": "shelf",
        }
        return Fetched(body=body, content_type=content_type, **(fields | other))  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def html() -> Html:
    """`html(head, before)`: a page with an article of three paragraphs, a heading and a list."""

    def make(head: str = "", before: str = "", headline: str = "Gullholm season 3: what we know") -> str:
        first, second, third = (f"<p>{text}</p>" for text in _PARAGRAPHS)
        body = f"{first}<h2>When is it out?</h2>{second}<ul><li>Ada returns as the keeper</li><li>Bo does not</li></ul>{third}"
        return (
            f"<!doctype html><html lang='en-GB'><head><title>{headline}</title>{head}</head>"
            f"<body><article><h1>{headline}</h1>{before}{body}</article><footer>Copyright 2019</footer></body></html>"
        )

    return make
