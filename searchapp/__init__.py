"""A full-text search engine for diplomatic readouts.

The data goes one way. Writing:

    file -> sources -> extract -> Readout -> Engine.write (a new generation, verified, swapped in)

and reading:

    text -> syntax -> Query -> resolve -> Clause -> Engine's Reader -> hits -> highlight -> Results
                                                              -> HTML | JSON | terminal

The two sides share only values (readout, clause), the field table, the authority files and the analyzer.
Imports point down this page; `tests/test_layers.py` holds them to it.

    cli, flags           the command line; settings as its flags not for: deciding anything
    assistants           what assistants ask, over MCP            not for: writing
    web                  pages, API, links, server               not for: searching; it only reads
    diagnosis            what is wrong with an installation, and its remedy
    watching             a folder that changes, indexed           not for: how it is indexed
    export               all that a search finds, as a file of some form
    terminal, serialise  Results and Readout as text and JSON
    feed                 Results as an Atom feed
    citation             a readout as plain text, BibTeX and RIS
    cursors              the place in a whole list of hits
    searcher             search, read one, look over             the reading side in one object
    overview, highlight  the collection at a glance; marks and passages
    trends               queries over time                       not for: what a use means
    coverage             what is held, month by month            not for: what is missing elsewhere
    neighbours, compare  before, after and like a readout; two side by side
    sourcetext           the file that a readout was read from, if it is still that
    remedies             what helps when nothing was found     not for: running it in the place of what was typed
    facets               the values of facets as a page lists them
    suggestions          what may follow while a reader types
    mending              what may have been meant by a query that cannot be read
    questions            a question of who said what, as a query
    respelling           what may have been meant by misspelt words
    explain              why a hit has its score
    usage                first and last use, and whether it stopped
    accounts             two sides' accounts of one event
    narrowing            ticks and dates beside a query, as a clause
    profiles, catalogue  one entity at a glance; all of a kind
    entities             what has a page of its own, and its query
    resolve, syntax      text -> Query -> Clause                 not for: evaluating; they know no engine
    scanner, sayings     the text as syntax goes over it; what is said, side by side with what is not
    signs                what was meant by a sign before a value, as in date:>2021
    when, other_names    days of a query's dates; other names of what its words name
    directory            the collection's names                  not for: what a name in a query means
    generational         what is kept for one generation         not for: what it is
    checking             whether an index is whole, and what its sources hold
    indexing             folder -> generation, with a report     the writing side in one function
    editions             what readouts were before, from generation to generation
    reading, parsed      many files to readouts, by several processes;  what was read before, kept
    review               what may be wrong, and its correction    not for: deciding what is right
    engines.whoosh       the embedded engine: a Whoosh index     the only importer of whoosh
    engines.opensearch   the scale-out engine: a cluster       the only importer of opensearch-py
    engines.chosen       the engine that the settings name
    engines.arrays       what that index is made of, and how     not for: Whoosh, generations
                         it is built and evaluated: arrays
    engine               the Protocol that engines keep          not for: query syntax, authority files
    corrections          what a user put right, beside the sources
    extract              what a text says, with evidence         not for: what other texts say
    sources              files, pages, archives, tables to text  not for: understanding it
    authority            people, countries, topics: ids and names
    results              what a search found
    stands               where a clause stands in one text       not for: collections
    query, clause        the two trees: as typed; as evaluated
    readout, shapes, period, spans, schema, analysis, function_words, distance, spelling, runs, caret, settings,
    helpers              processes that work for another: how many, and that they end with it
    resources, errors    values and small laws
"""

__version__ = "0.1.0"
