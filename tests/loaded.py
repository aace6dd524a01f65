"""A base of SQLite with all fixtures, for programs that ask of true facts."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from django.conf import settings

MANAGE = [sys.executable, Path(settings.BASE_DIR) / "manage.py"]


def of_the_base(base: Path) -> dict[str, str]:
    """The environment of a program that asks it."""
    return os.environ | {"DATABASE_URL": f"sqlite:///{base}", "RATE_LIMIT": "0", "DEBUG": "yes"}


def all_fixtures(base: Path) -> None:
    """`make test` has checked the fixtures before, and names the base that was left."""
    if left := os.environ.get("LOADED_BASE"):
        shutil.copy(left, base)
        return
    for command in (["migrate", "-v", "0"], ["load_fixtures"]):
        subprocess.run([*MANAGE, *command], env=of_the_base(base), check=True, capture_output=True)
