"""What the tests share: the bundled articles, and the command that everything is compared with."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
STRAIT = ROOT / "crates/cli/example/strait.jsonl"
WORLD = ROOT / "crates/cli/example/world.toml"


@pytest.fixture(scope="session")
def articles() -> list[dict[str, Any]]:
    """Four outlets on one invented happening."""
    return [json.loads(line) for line in STRAIT.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def command() -> str:
    """The program `hearsay`: HEARSAY_COMMAND names it, else it is where cargo puts it."""
    named = os.environ.get("HEARSAY_COMMAND")
    built = [ROOT / "target" / profile / "hearsay" for profile in ("release", "quick", "debug")]
    for path in [named, *built]:
        if path and Path(path).exists():
            return str(path)
    found = shutil.which("hearsay")
    if found is None:
        pytest.skip("the command is not built: cargo build -p hearsay")
    return found


@pytest.fixture
def run(command: str, tmp_path: Path) -> Any:
    """Runs the command in an empty folder; gives what it wrote."""

    def run(*arguments: str | Path, code: int = 0) -> str:
        done = subprocess.run(
            [command, *map(str, arguments)],
            cwd=tmp_path,
            env={"HOME": str(tmp_path), "PATH": os.environ["PATH"]},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        assert done.returncode == code, done.stderr
        return done.stdout

    return run
