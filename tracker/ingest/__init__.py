"""Gets articles, reads them as documents, and takes them in.

getting    locate what the user names, on disk or by visit; crawl many pages by turns, each by fetch (network, answer,
           robots: what may be fetched, from where, how)
lists      leads from feed, sitemap, site, gdelt, captures (thinning), mediawiki to links; searches, opml
archives   archive (.jsonl), warc
reading    article, from page (metadata, times, publication, threads, walls) or text (header, byline, charset)
sameness   address, likeness, substance
keeping    pipeline, into the store
"""
