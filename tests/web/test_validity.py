"""Every page is valid HTML to the Nu Html Checker, which runs here and sends nothing anywhere."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.shared import PROJECT
from tests.web.test_states import STATES

JAR = PROJECT / ".venv" / "html" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
JAVA = shutil.which("java")
ICON = PROJECT / "searchapp" / "static" / "favicon.svg"

needs_checker = pytest.mark.skipif(
    not JAR.is_file() or not JAVA,
    reason="no checker of HTML here: `make test` fetches it where npm and java are",
)


@needs_checker
def test_every_page_is_valid(client: FlaskClient, debug_app: Flask, tmp_path: Path) -> None:
    written: dict[str, str] = {}

    def keep(address: str, page: str) -> None:
        file = tmp_path / f"{len(written):03}.html"
        file.write_text(page, encoding="utf-8")
        written[file.as_uri()] = address

    for address in STATES:
        keep(address, client.get(address).text)
    keep("/_patterns", debug_app.test_client().get("/_patterns").text)
    shutil.copy(ICON, tmp_path / "icon.svg")
    checked = subprocess.run(
        [str(JAVA), "-Xmx512m", "-jar", str(JAR), "--format", "json", "--no-langdetect", "--also-check-svg", str(tmp_path)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    found = json.loads(checked.stderr)["messages"]
    wrong = {
        (
            written.get(one.get("url", "").replace("file:/", "file:///"), one.get("url")),
            one["message"],
            one.get("extract"),
        )
        for one in found
    }
    assert wrong == set()
