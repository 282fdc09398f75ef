"""What an assistant may ask over the Model Context Protocol: search, read, trends, compare, entities.

    server    the tools, as the protocol has them     the only importer of mcp
    answers   what each is answered: JSON, text, sources with citations
    sources   a readout or a passage with its address and citation
    shapes    the shapes of the JSON

Nothing here writes. Assistants are given what the pages show, less of it at once.
"""
