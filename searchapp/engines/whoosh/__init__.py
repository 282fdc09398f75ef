"""The embedded engine: readouts in generations of Whoosh's files on this machine; nobody else imports Whoosh.

Writing:  engine -> generations (a folder beside the newest) -> writer -> audit -> seals -> generations (swap)
Reading:  engine -> seals -> opened -> ledger (once a generation) -> reader -> evaluate -> postings, lexicon

generations  folders, the pointer to the newest, the lock; knows nothing of Whoosh
seals        sizes and hashes of a generation's files; knows nothing of Whoosh
schema       Whoosh's fields, and what a readout puts into each
plain        frozen dataclasses to JSON and back;  record: a readout to bytes and back
writer       changes the Whoosh index of a generation;  audit: reads all of it back before the swap
opened       opens the index; what the threads share of a generation
ledger       what every search asks of every readout: dates, lengths, ids of entities
postings     in which readouts a word stands, and where;  adjacency: which places make a phrase
lexicon      the words of a collection, for patterns and close words
evaluate     a clause to readouts and scores;  reader: a request to hits and facets
"""

from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.engines.whoosh.seals import verify

__all__ = ["WhooshEngine", "verify"]
