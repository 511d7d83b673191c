"""Settings of the property tests."""

from __future__ import annotations

from hypothesis import settings

# A busy machine must not fail a test, so no example has a time limit.
settings.register_profile("articlekit", deadline=None)
settings.load_profile("articlekit")
