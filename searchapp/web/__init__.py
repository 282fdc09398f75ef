"""The web face: the pages, the JSON, and the addresses of both.

A view reads the request, asks the searcher and renders. For: HTTP, HTML, URLs. Not for: what a query
means, what it finds, or how a readout was read; those come in as values.
"""
