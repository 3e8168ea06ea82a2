"""The database: what was read, what was said, what we follow. The only room that speaks SQL.

    engine       open_store, and the transactions reading(engine) and writing(engine)
    works        add, declare, remove, read_again, find, tracked
    sources      Source, Watched; declare, watch, unwatch, due, succeeded, failed, listing
    pages        Page; add, look_again, due, waiting, fetched, failed
    hosts        Host; find, read_robots, answered, rests
    articles     Kept, Outcome; followed, keep, unread, all_documents, hold, mark_read, mark_new, newest
    sightings    Sighting: which text an article had when; for `articles`
    copies       Copy, Signature; note, is_signed, listing
    predictions  Provenance; record, statements, provenance, since, others
    summaries    Summary; find, wrote
    releases     Release; record, take_back, listing
    pace, family   when to look again, which texts are copies: pure
    tables, types, migrate, failures   the schema, its column types, its migrations, what may go wrong

Each function takes the connection of a transaction first. Values go in and come out, rows never. Nothing here reads
the clock or the network; nothing updates or deletes what was once read or said.
"""
