"""The command that answers assistants."""

from datetime import tzinfo
from pathlib import Path

from searchapp import flags
from searchapp.assistants.answers import Answers
from searchapp.cli.given import calendar, open_searcher
from searchapp.cli.group import main
from searchapp.errors import ExtraMissingError


@main.command(epilog="Example: searchapp mcp --index index")
@flags.index
@flags.own
@flags.option("public")
@flags.timezone
def mcp(index: Path, authority: Path | None, public_url: str | None, timezone: tzinfo | None) -> None:
    """Answer an assistant over the Model Context Protocol on standard input and output, until that ends.

    It may search, read, follow trends, compare and look up entities; nothing is changed. Needs an extra:
    pip install 'searchapp[mcp]'.
    """
    try:
        from searchapp.assistants.server import serve
    except ImportError as error:
        raise ExtraMissingError("answering assistants", "mcp", "mcp") from error
    from searchapp.web.house_rules import HouseRules

    public = HouseRules(public=public_url or "").public
    with open_searcher(index, authority, timezone) as searcher:
        serve(Answers(searcher, public, calendar(timezone)))
