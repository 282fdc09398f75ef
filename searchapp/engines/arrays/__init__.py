"""Readouts as arrays: how they are built, and how clauses are evaluated on them; knows nothing of Whoosh.

Building:  build -> chunk (a batch of readouts to a segment) -> merge (several segments to one)
Reading:   collection (the segments of a generation as one) -> evaluate -> best, columns -> reader

store        a file of named arrays, mapped;  words: a sorted list of terms;  records: readouts, compressed
fields       which texts and ids of a readout are indexed;  segment: what the arrays are called and mean
lexicon      the words that a pattern or a misspelt word stands for
statements   which words statements hold, and who made them;  said: which readouts hold such statements
postings     where words stand, as arrays;  phrases: words in a row and near each other
matches      what was found, and its scores;  highest, best: the first few of it
columns      what fills a field by readout: facets, ticks, labels
standing     where words stand in a few readouts;  sights: where what was asked for stands in those that are shown
kernels      the functions in which a search spends its time;  compiled: the same by numba;  chosen: one of the two
slots        room that a thread's searches write into;  effort: how much they may look at
"""
