"""What choosing a format costs."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("heavy", ["rich", "sqlalchemy"])
def test_nothing_heavy_is_imported_before_it_is_needed(heavy):
    program = f"import sys, tracker.report; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
