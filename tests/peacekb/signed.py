"""Keys of ssh, and whether they signed."""

import subprocess
from pathlib import Path


def ssh_key(file: Path) -> Path:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file], check=True)
    return file


def is_signed_with(key: Path, signature: Path, signed: bytes, namespace: str) -> bool:
    allowed = key.with_name("allowed")
    allowed.write_text(f"peacekb {key.with_suffix('.pub').read_text()}")
    told = ["-f", allowed, "-I", "peacekb", "-n", namespace]
    command = ["ssh-keygen", "-Y", "verify", *told, "-s", signature]
    return subprocess.run(command, input=signed, capture_output=True).returncode == 0
