"""The licences of what is installed with searchapp, read from the metadata that each package brings."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from packaging.requirements import Requirement

_FAMILY = "License :: OSI Approved :: "


def locked(lock: Path) -> list[str]:
    """The names in a lock file, each once, in its order."""
    return list(dict.fromkeys(re.findall(r"^([A-Za-z0-9_.-]+)==", lock.read_text("utf-8"), re.MULTILINE)))


def licences(project: Path) -> str:
    """Two tables as Markdown: of what every installation has, and of what each extra adds."""
    told = ["Every installation has these:\n", "| package | licence | |\n|---|---|---|"]
    told += [_row(name) for name in locked(project / "requirements.lock")]
    told += ["\nEach extra adds one, and what that needs:\n", "| extra | package | licence | |\n|---|---|---|---|"]  # fmt: skip
    told += [f"| `{extra}` {_row(name)}" for extra, name in extras(project)]
    return "\n".join([*told, ""])


def extras(project: Path) -> Iterator[tuple[str, str]]:
    """Each extra of pyproject.toml with each package that it names."""
    listed = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]  # fmt: skip
    for extra, wanted in listed.items():
        for one in wanted:
            yield extra, Requirement(one).name


def _row(name: str) -> str:
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return f"| {name} | is not installed where this page was made | |"
    expression, text = ((told.get_all(key) or [""])[0] for key in ("License-Expression", "License"))
    licence = _licence(told.get_all("Classifier") or [], expression, text)
    return f"| {name} | {licence} | https://pypi.org/project/{name}/ |"


def _licence(classifiers: list[str], expression: str, text: str) -> str:
    """The SPDX expression, else the classifiers, else the first line of what stands as the licence."""
    families = [one.removeprefix(_FAMILY) for one in classifiers if one.startswith(_FAMILY)]
    return expression or "; ".join(families) or (text or "not told").strip().splitlines()[0]
