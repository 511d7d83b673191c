"""What all tests share: the saved pages, and how properties are searched for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile(
    "default",
    derandomize=True,  # a test run says the same every time; search widely with the profile below
    database=None,
    deadline=None,  # nothing is timed
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("long", max_examples=3000, deadline=None)
settings.load_profile("default")


@pytest.fixture
def fixtures() -> Path:
    """Return the folder of saved pages, one folder a page."""
    return ROOT / "fixtures"
