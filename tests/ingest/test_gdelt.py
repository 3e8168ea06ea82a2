import datetime as dt
import json
from collections.abc import Callable

import pytest

from tracker.errors import ParseError
from tracker.ingest.fetched import Fetched
from tracker.ingest.gdelt import is_empty, is_gdelt, read_gdelt
from tracker.model import Link

Got = Callable[..., Fetched]
URL = "https://api.gdeltproject.org/api/v2/doc/doc?query=x"


def answer(**fields: object) -> bytes:
    article = {
        "url": "https://www.quay.example/a#top",
        "url_mobile": "",
        "title": "Gullholm : season 3",
        "seendate": "20240505T031500Z",
        "domain": "www.quay.example",
        "language": "Spanish",
        "sourcecountry": "Spain",
    }
    return json.dumps({"articles": [article | fields]}).encode()


def test_an_answer_lists_articles(got: Got) -> None:
    listing = read_gdelt(got(answer(), url=URL))

    assert listing.links == (
        Link(
            "https://www.quay.example/a",
            title="Gullholm : season 3",
            published=dt.date(2024, 5, 5),
            outlet="quay.example",
            lang="es",
        ),
    )


@pytest.mark.parametrize(
    ("fields", "title", "day", "lang"),
    [
        ({"language": "Klingon"}, "Gullholm : season 3", dt.date(2024, 5, 5), None),
        ({"seendate": "20310505T031500Z"}, "Gullholm : season 3", None, "es"),
        ({"seendate": "yesterday", "title": ""}, None, None, "es"),
    ],
)
def test_what_cannot_be_believed_is_left_open(
    fields: dict[str, str], title: str | None, day: dt.date | None, lang: str | None, got: Got
) -> None:
    (link,) = read_gdelt(got(answer(**fields))).links

    assert (link.title, link.published, link.lang) == (title, day, lang)


@pytest.mark.parametrize("fields", [{"url": "ftp://quay.example/a"}, {"url": 7}, {"title": ["x"]}])
def test_an_article_that_is_none_is_counted(fields: dict[str, object], got: Got) -> None:
    listing = read_gdelt(got(answer(**fields)))

    assert (listing.links, listing.left_out) == ((), 1)


def test_headlines_that_break_the_json_are_mended(got: Got) -> None:
    body = answer(title="TITLE").replace(b"TITLE", b'It\\\'s\there: \\"Gullholm\\" \\u00e6 C:\\\\x\\')
    body = body.replace(b'\\", "seendate"', b'\\z", "seendate"')

    (link,) = read_gdelt(got(body)).links

    assert link.title == 'It\'s here: "Gullholm" æ C:\\xz'


@pytest.mark.parametrize("body", [b"{}", b" {}\n", b'{"articles": []}'])
def test_an_answer_may_be_empty(body: bytes, got: Got) -> None:
    assert read_gdelt(got(body)).links == ()
    assert is_empty(got(body)) is (b"articles" not in body)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            b"Your query was too short or too long.\n",
            'the server answers "Your query was too short or too long."',
        ),
        (b"<html><b>Please limit</b> requests", 'the server answers "Please limit requests"'),
        (b"", "the server answers nothing"),
        (answer()[:-20], "this is no list of GDELT's"),
        (b'{"articles": 7}', "this is no list of GDELT's"),
        (b'{"articles": ' + b"[" * 100_000, "this is no list of GDELT's"),
        (b'{"articles": [' + b"[" * 100_000, "this is no list of GDELT's"),
    ],
)
def test_a_refusal_is_told_in_gdelts_words(body: bytes, reason: str, got: Got) -> None:
    with pytest.raises(ParseError) as error:
        read_gdelt(got(body))

    assert reason in str(error.value)


@pytest.mark.parametrize(("body", "url"), [(b"{}", URL), (b"Too short", URL), (answer(), None)])
def test_an_answer_is_known_by_its_host_or_its_beginning(body: bytes, url: str | None, got: Got) -> None:
    assert is_gdelt(got(body, url=url))
    assert not is_gdelt(got(b"{}", url="https://quay.example/"))
