"""Write the made pages of docs/, and with `--picture` the picture of the search page."""

import sys

from tools import made, picture

for page, text in made.pages().items():
    page.write_text(text, encoding="utf-8")
if "--picture" in sys.argv:
    picture.take(made.DOCS / "search.png")
