"""Check that a wheel holds the package whole, and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path
from zipfile import ZipFile

SOURCE = Path(__file__).resolve().parent.parent / "src"


def main(wheel: str) -> int:
    """Compare a wheel with ``src/``; 0 if it has the same files."""
    packed = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    wanted = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    for name in sorted(wanted - packed):
        print("missing from the wheel:", name)
    for name in sorted(packed - wanted):
        print("not a source of the package:", name)
    return int(packed != wanted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
