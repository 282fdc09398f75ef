"""Where the material stands that lies outside the project, and the marks that skip without it."""

from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
SHARED = PROJECT.parent / "shared"
SEEDS = SHARED / "seeds"
STATE = SHARED / "corpora" / "state-department" / "text"

needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="needs ../shared/seeds, which is not here")
needs_state = pytest.mark.skipif(
    not STATE.is_dir(), reason="needs ../shared/corpora/state-department, which is not here"
)
