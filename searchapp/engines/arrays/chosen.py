"""The functions in which a search spends its time: NumPy's, or the same compiled by numba where SEARCHAPP_COMPILED asks for it.

It must be asked for, since numba may be here for others, and takes 130 MB of a process and ten seconds to compile first.
"""

import os
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from searchapp.engines.arrays import kernels as numpys
from searchapp.settings import SETTINGS

_ON = {"on", "true", "yes", "1"}


def how() -> str:
    """How searches run in this process, and why."""
    return _choice()[1]


@cache
def _choice() -> tuple[ModuleType, str]:
    setting = SETTINGS["compiled"]
    if os.environ.get(setting.variable, setting.default).lower() not in _ON:
        return numpys, f"on NumPy: {setting.variable} is off"
    try:
        return import_module("searchapp.engines.arrays.compiled"), "compiled by numba"
    except ModuleNotFoundError:
        return numpys, "on NumPy: numba is not installed"
    except Exception as error:  # whatever numba finds wrong, searches go on
        return numpys, f"on NumPy: numba does not work here ({type(error).__name__}: {error})"


class _Chosen:
    """The functions, chosen when the first is asked for: a process that never searches does without numba."""

    def __getattr__(self, name: str) -> Any:
        made = getattr(_choice()[0], name)
        setattr(self, name, made)  # where it is found from now on
        return made


if TYPE_CHECKING:
    kernels = numpys
else:
    kernels = _Chosen()
