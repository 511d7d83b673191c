"""Many pages at once, on top of `extract`."""
