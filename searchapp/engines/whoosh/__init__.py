"""The embedded engine: readouts in generations of Whoosh indexes on this machine; nobody else imports Whoosh.

Writing:  engine -> generations (a folder beside the newest) -> writer -> audit -> seals -> generations (swap)
Reading:  engine -> seals -> opened -> searchapp.engines.arrays (its collection and reader)

generations  folders, the pointer to the newest, the lock; knows nothing of Whoosh
seals        sizes and hashes of a generation's files;  plain: frozen dataclasses to JSON and back
schema       the fields as Whoosh knows them;  codec, matcher: how Whoosh reads our segments
writer       makes the index of a generation;  audit: looks at it before the swap
opened       opens the index
"""

from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.engines.whoosh.seals import verify

__all__ = ["WhooshEngine", "verify"]
