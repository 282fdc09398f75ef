"""The engines under test, by the name that the table gives them; each is imported only where it is asked."""

NAMES = ("ours", "tantivy", "fts5", "xapian", "bm25s", "whoosh")
