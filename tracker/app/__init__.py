"""What tracker does, one function a use case; the room that puts the others together and hands them the time.

composition  the open store with its settings
following    works: add, remove, list
resolving    works that are out: record the day, take it back
outlets      records of outlets, and statements weighed by them
intake       articles: ingest, check the sources that are due, read again
views        history, predictions, sources, summary
reading      extraction from documents, without storing
records      extraction from records, for programs
annotated    annotated article sets, from their folders
evaluating   how well such a set is read
backtesting  how good the forecasts of works were, by the store or by such sets
"""
