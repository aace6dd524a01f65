"""Signs a file, with a key of minisign or of ssh: whichever the key's file holds."""

import shutil
import subprocess
from pathlib import Path

from peacekb.releases import ReleaseRefused

MINISIGN = "untrusted comment: minisign"


def program_for(key: Path) -> str:
    """Raises ReleaseRefused where the key cannot be read, or what it needs is not installed."""
    try:
        begin = key.read_text(encoding="ascii")[: len(MINISIGN)]
    except (OSError, UnicodeDecodeError) as error:
        raise ReleaseRefused(f"--sign: {key} cannot be read as a key: {error}.") from None
    name = "minisign" if begin == MINISIGN else "ssh-keygen"
    if not shutil.which(name):
        raise ReleaseRefused(
            f"--sign: {key} needs {name}, which is not installed (Debian: the package "
            f"{'minisign' if name == 'minisign' else 'openssh-client'})."
        )
    return name


def sign(file: Path, key: Path, *, purpose: str, comment: str) -> None:
    """Puts the signature beside the file; one of ssh serves no other purpose.

    Raises ReleaseRefused with what the program said.
    """
    command = {
        "minisign": ["-S", "-s", str(key), "-t", comment, "-m", str(file)],
        "ssh-keygen": ["-q", "-Y", "sign", "-f", str(key), "-n", f"peacekb-{purpose}", str(file)],
    }
    program = program_for(key)
    ended = subprocess.run(  # noqa: S603 - the program is one of two, and no shell reads it
        [shutil.which(program) or program, *command[program]],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise ReleaseRefused(f"--sign: {program} refused: {ended.stderr.strip()}")
