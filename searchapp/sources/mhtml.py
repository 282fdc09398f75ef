"""Saved web archives (.mhtml): the page among their parts, and the address that it was saved from."""

from email import message_from_bytes
from email.errors import MessageError
from email.message import Message

from searchapp.errors import SourceError
from searchapp.sources.limits import check_parts

_ADDRESSES = ("Snapshot-Content-Location", "Content-Location")


def page_in(data: bytes, path: str) -> tuple[bytes, str | None]:
    """The bytes of the page in a web archive, in UTF-8 where the archive tells their encoding, and its address.

    Raises SourceError where there is none.
    """
    check_parts(path, data.count(b"\n--"))
    try:
        message = message_from_bytes(data)  # headers as they stand: parsed, 40 MB of them take two gigabytes
        part = next((one for one in message.walk() if one.get_content_type() == "text/html"), None)
        page = part.get_payload(decode=True) if part else None
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise SourceError(path, "it is no web archive that can be read. Save the page again.") from error
    if part is None or not isinstance(page, bytes) or not page.strip():
        raise SourceError(path, "there is no page in it. Save the page again, as a web archive or as .html.")
    return _in_utf8(page, part.get_content_charset()), _address(message) or _address(part)


def _in_utf8(page: bytes, charset: str | None) -> bytes:
    try:
        return page.decode(charset).encode() if charset else page
    except (LookupError, UnicodeError):
        return page


def _address(part: "Message[str, str]") -> str | None:
    return next(("".join(str(part[name]).split()) for name in _ADDRESSES if part[name]), None)
