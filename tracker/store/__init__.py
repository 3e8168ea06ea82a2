"""The database: what was read, what was said, what we follow. The only room that speaks SQL.

    engine       open_store, and the transactions reading(engine) and writing(engine)
    works        add, declare, remove, read_again, find, tracked
    sources      Source, Watched; declare, due, succeeded, failed, listing
    articles     Kept, Outcome; keep, unread, all_documents, mark_read
    predictions  Provenance; record, statements, provenance, since, others
    summaries    Summary; find, wrote
    releases     Release; record, take_back, listing
    tables, types, migrate, failures   the schema, its column types, its migrations, what may go wrong

Each function takes the connection of a transaction first. Values go in and come out, rows never. Nothing here reads
the clock or the network; nothing updates or deletes what was once read or said.
"""
