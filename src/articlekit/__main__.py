"""Lets ``python -m articlekit`` do what ``articlekit`` does."""

from __future__ import annotations

from articlekit.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
