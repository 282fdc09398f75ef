"""Measures the embedded engine beside its peers: one run, one corpus, the same questions.

    __main__   the command                          measure   a whole run: builds, repeats, checks
    corpus     documents cut from speeches          table     what is printed
    queries    questions from the corpus's words    report    what is written as JSON: medians, ratios, spread
    peer       the Protocol of an engine under test, and the values that pass between processes
    worker     one engine in a process of its own, asked by JSON lines;  process: the asking side
    engines    ours and the peers, a module each
    profile    where a request of ours spends its time;  http: pages and API under load

What a worker imports (peer, worker, engines.xapian) needs nothing but the standard library and its engine:
Xapian's bindings live in the system's Python.
"""
