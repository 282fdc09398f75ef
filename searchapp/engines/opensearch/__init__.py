"""The scale-out engine: readouts in generations of indexes of an OpenSearch cluster; nobody else imports its client.

Writing:  engine -> lock -> writer -> sending -> document, bulk -> audit -> generations (alias)
Reading:  engine -> generations -> reader -> lower, scores, lexicon, titles, sights

server       one address or several, and what each refusal means      the only importer of opensearchpy
layout       settings and fields of the indexes;  document: a readout as they take it
filling      what is put into a generation by several processes, or by several tries
generations  names, the alias that answers, what is swept away;  lock: one writer at a time
writer       makes the two indexes of a generation
sending      readouts to documents, by several processes;  bulk: sends documents until they are there
lower        a clause as the server's query;  scores: what a word weighs, and scores made of it
condition    how the cluster is, and whether it holds what was written
lexicon      the words of a generation: what a pattern stands for, what is spelt nearly so
"""

from searchapp.engines.opensearch.engine import OpenSearchEngine
from searchapp.engines.opensearch.server import Server

__all__ = ["OpenSearchEngine", "Server"]
