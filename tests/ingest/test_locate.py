import datetime as dt
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tracker.errors import FetchError, SourceError
from tracker.ingest.fetched import MAX_BYTES, Fetched
from tracker.ingest.locate import locate

Found = Fetched | SourceError
Locate = Callable[..., list[Found]]


@pytest.fixture
def found(now: dt.datetime) -> Locate:
    """`found("WHAT")`: all that it names; the web answers each address with itself, or refuses."""

    def fetch(url: str, at: dt.datetime) -> Iterator[Fetched | SourceError]:
        if "gone" in url:
            yield FetchError(url, "the server answered 404 Not Found.")
            return
        yield Fetched(source=url, key=url, body=b"page", fetched_at=at, shelf="web")

    return lambda what, stdin=b"": list(locate(str(what), now, fetch=fetch, stdin=io.BytesIO(stdin)))


def names(found: list[Found]) -> list[str]:
    return [Path(item.source).name for item in found]


def write(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("The keeper is back.")


def test_a_file_is_got_with_its_folders_name(found: Locate, tmp_path: Path, now: dt.datetime) -> None:
    path = tmp_path / "quay" / "a b.md"
    write(tmp_path, "quay/a b.md")

    assert found(path) == [
        Fetched(
            source=str(path),
            key=path.as_uri(),
            body=b"The keeper is back.",
            fetched_at=now,
            shelf="quay",
            content_type="text/markdown",
        )
    ]


def test_the_same_file_has_one_key_however_it_is_named(
    found: Locate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "quay/a.txt")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))

    assert {
        item.key
        for what in ("quay/a.txt", "./quay/../quay/a.txt", "~/quay/a.txt", "quay")
        for item in found(what)
    } == {(tmp_path / "quay" / "a.txt").as_uri()}


def test_a_folder_is_searched_for_articles_in_order(found: Locate, tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "c.HTML", "a/z.md", ".hidden.txt", ".git/x.txt", "d.png", "e.jsonl")

    assert names(found(tmp_path)) == ["b.txt", "c.HTML", "z.md"]


def test_a_glob_finds_files_at_any_depth(found: Locate, tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "deep/er/b.txt", "c.md")

    assert names(found(tmp_path / "**" / "*.txt")) == ["a.txt", "b.txt"]


def test_a_file_whose_name_looks_like_a_glob_is_a_file(found: Locate, tmp_path: Path) -> None:
    write(tmp_path, "what [now].txt")

    assert names(found(tmp_path / "what [now].txt")) == ["what [now].txt"]


def test_an_archive_is_read_by_the_line(found: Locate, tmp_path: Path) -> None:
    (tmp_path / "quay.jsonl").write_text('{"id": 1, "text": "a"}\n{"id": 2, "text": "b"}\n')

    assert [item.key for item in found(tmp_path / "*.jsonl") if isinstance(item, Fetched)] == [
        "quay/1",
        "quay/2",
    ]


def test_standard_input_is_one_article_known_by_its_text(found: Locate) -> None:
    (one,), (same,), (other,) = found("-", b"a"), found("-", b"a"), found("-", b"b")

    assert (one.source, one.key) == ("standard input", same.key)
    assert one.key != other.key


def test_an_address_is_fetched(found: Locate) -> None:
    assert [item.key for item in found("https://quay.example/a") if isinstance(item, Fetched)] == [
        "https://quay.example/a"
    ]


def test_what_cannot_be_had_is_told_in_a_sentence(found: Locate, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path, "a.txt")
    sentences = {
        "https://gone.example/a": "the server answered 404 Not Found.",
        tmp_path / "b.txt": "no such file or directory; check the path.",
        tmp_path / "a.txt" / "b.txt": "not a directory; check the path.",
        tmp_path / "*.md": "no file goes by this pattern.",
        tmp_path / "empty": "this folder holds no article (.txt, .md, .markdown, .html, .htm, .xhtml).",
        "x" * 300: "file name too long; check the path.",
    }

    for what, sentence in sentences.items():
        (error,) = found(what)
        assert str(error) == f"{what}: {sentence}"


def test_a_name_with_a_nul_is_refused(found: Locate) -> None:
    (error,) = found("a\0b")

    assert str(error) == "'a\\x00b': no file can have this name."


def test_what_is_too_large_is_not_read(found: Locate, tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.touch()
    os.truncate(path, 50_000_000)

    for error in (*found(path), *found("-", bytes(MAX_BYTES + 1))):
        assert "larger than 20 MB" in str(error)
