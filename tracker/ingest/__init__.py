"""Gets articles, reads them as documents, and takes them in.

`locate` finds them, `fetch` gets those on the web, `article` reads them, `pipeline` takes them into the store.
"""
