import pytest
from lxml.html import document_fromstring

from tracker.ingest.headline import headline

NAME = "The keeper is back"


def read(
    window: str, body: str, *stated: str, sites: tuple[str, ...] = ("quay.example", "Quay")
) -> str | None:
    page = document_fromstring(
        f"<html><head><title>{window}</title></head><body>{body}<p>Text.</p></body></html>"
    )
    return headline(page, stated, sites)


@pytest.mark.parametrize(
    ("window", "body", "stated"),
    [
        (f"{NAME} - Quay", f"<h1>{NAME}</h1>", "2026 film by Bo Lind"),
        (f"{NAME} - Quay", "", "2026 film by Bo Lind"),
        (f"{NAME} - Quay", "<h1>Quay</h1>", "Quay"),
        ("", "", NAME),
        ("Quay", "", f"{NAME} | Quay"),
        ("The keeper", "<h1>News</h1>", NAME),
        (f"\u201c{NAME}\u201d \u2013 Quay", "<h1>x</h1>", NAME),
        ("Something for engines", f"<h1>{NAME}</h1>", "Something for a wall"),
    ],
)
def test_what_is_stated_is_believed_where_the_page_shows_it(window: str, body: str, stated: str) -> None:
    assert read(window, body, stated) == NAME


@pytest.mark.parametrize(
    ("window", "body"),
    [
        (f"The Blog: {NAME}", f"<h1>The Blog</h1><h3>{NAME}</h3>"),
        (f"Quay: {NAME}", f"<h2>{NAME}</h2>"),
        (f"{NAME} - The Harbour", "<h1>The Harbour</h1>"),
        (f"{NAME} - THE HARBOUR", f"<h2>Lighthouses <b>{NAME}</b></h2>"),
        (f"{NAME} | The Harbour", "<a href='/'>The Harbour</a>"),
        (f"{NAME} - The Harbour", "<footer>\u00a9 2026 The Harbour, all rights reserved</footer>"),
        (f"{NAME} | News | Quay", "<a href='/'>News</a>"),
        (f"{NAME} - Quay", "<h1>Quay</h1><h1>Other</h1><h1>Another</h1>"),
        (f"Quay | {NAME}", f"<h1>{NAME}</h1>"),
    ],
)
def test_the_sites_name_is_no_part_of_the_headline(window: str, body: str) -> None:
    assert read(window, body) == NAME


@pytest.mark.parametrize(
    ("window", "body"),
    [
        ("Gullholm: season 3 in autumn", "<h2>What we know</h2>"),
        ("Quay: season 3 in autumn", "<h2>What we know</h2>"),
        ("Gullholm - season 3 in autumn", "<h2>What we know</h2><footer>Gullholm, the lighthouse</footer>"),
        ("Gullholm: season 3", "<h2>Gullholm</h2>"),
        ("Spider-Gull", "<h2>Gull</h2>"),
    ],
)
def test_a_subtitle_stays(window: str, body: str) -> None:
    assert read(window, body) == window


def test_a_page_without_any_has_no_headline() -> None:
    assert read("", "") is None
    assert read(" ", "<h1> </h1>") is None
