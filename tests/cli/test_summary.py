"""`tracker summary`, `tracker sources`."""

from tracker.report import Week


def test_the_file_of_a_week_is_written_and_its_path_printed(tracker, folder, record):
    (folder / "old.jsonl").write_text(record(1, published="2024-03-12"))
    tracker("ingest", "old.jsonl")
    ran = tracker("summary", "--week", "2024-W11", "--output", "out/put")

    assert (ran.code, ran.out, ran.err) == (0, "out/put/2024-W11.md\n", "")
    written = (folder / "out/put/2024-W11.md").read_text()
    assert "[“March 3, 2025”](https://quay.example/1)" in written
    assert [file.name for file in (folder / "out/put").iterdir()] == ["2024-W11.md"]


def test_without_options_it_is_this_weeks_in_the_folder_of_the_settings(tracker, folder):
    ran = tracker("summary")
    (file,) = (folder / "summaries").iterdir()

    assert ran.out == f"{file}\n"
    assert str(Week.parse(file.stem)) == file.stem


def test_a_week_written_again_is_replaced(tracker, folder, record):
    tracker("summary", "--week", "2024-W11")
    (folder / "old.jsonl").write_text(record(1, published="2024-03-12"))
    tracker("ingest", "old.jsonl")
    tracker("summary", "--week", "2024-W11")

    assert "March 3, 2025" in (folder / "summaries" / "2024-W11.md").read_text()


def test_a_folder_whose_name_is_no_text_is_fine(tracker):
    assert tracker("summary", "--week", "2024-W11", "--output", "caf\udce9").code == 0
