"""The headers of every answer: what a browser may load, and what it may tell other sites."""

from flask import Flask, Response

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # A query is in the address: the site that a readout comes from shall not learn what was searched.
    "Referrer-Policy": "same-origin",
}


def add(app: Flask) -> None:
    """Put the headers on every answer of an application, errors and static files too."""

    @app.after_request
    def with_headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        return response
