"""How right and how fast articlekit is; not part of the wheel."""
