"""A power cut, made from what a program told the kernel: all that was not synced may be lost.

The calls of a traced program are played to files in memory, up to any of them. What stands on the
disk then is what was synced; of what was written after that, some, all or nothing. A name that was
made or taken away is on the disk once its folder is synced.
"""

import random
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

TRACED = "openat,pwrite64,write,ftruncate,fsync,fdatasync,unlink"
CALL = re.compile(r"(?P<name>\w+)\((?P<rest>.*)\)\s+= (?P<gave>\S+)")
FD = re.compile(r"^\d+<(?P<path>[^>]*)>")
TEXT = re.compile(r'"(?P<hex>(?:\\x[0-9a-f]{2})*)"')
ACKNOWLEDGES = 1  # standard output


def traced(log: Path, command: list[str], **options) -> subprocess.Popen:
    words = ["strace", "-y", "-xx", "-s", "1000000", "-e", f"trace={TRACED}", "-o", str(log)]
    return subprocess.Popen([*words, *command], **options)


@dataclass
class OnDisk:
    """A file: what was synced, and what was written since."""

    synced: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)  # None cuts it there

    def sync(self) -> None:
        for one in self.pending:
            write(self.synced, *one)
        self.pending.clear()

    def after_a_cut(self, chance: random.Random) -> bytes:
        left, share = bytearray(self.synced), chance.choice([0, 0.5, 1])
        for one in self.pending:
            if chance.random() < share:
                write(left, *one)
        return bytes(left)


def write(content: bytearray, at: int, data: bytes | None) -> None:
    if data is None:
        del content[at:]
    content.extend(bytes(max(0, at - len(content))))
    content[at : at + len(data or b"")] = data or b""


class Disk:
    """One folder, whose files begin with the name of a base."""

    def __init__(self, base: Path, content: bytes) -> None:
        self.base = str(base)
        self.names = {self.base: OnDisk(bytearray(content))}
        self.moved: list[tuple[str, OnDisk | None]] = []  # names since the folder was synced
        self.acknowledged: list[str] = []

    def now(self) -> dict[str, OnDisk | None]:
        return {**self.names, **dict(self.moved)}

    def play(self, call: str, path: str, text: bytes, numbers: list[int]) -> None:
        file = self.now().get(path)
        if call == "write" and path == "":
            self.acknowledged += text.decode().splitlines()
        elif call in ("fsync", "fdatasync") and path == str(Path(self.base).parent):
            self.names = {name: one for name, one in self.now().items() if one}
            self.moved.clear()
        elif not path.startswith(self.base):
            return
        elif call == "openat" and file is None:
            self.moved.append((path, OnDisk()))
        elif call == "unlink":
            self.moved.append((path, None))
        elif file and call == "pwrite64":
            file.pending.append((numbers[-1], text))
        elif file and call == "ftruncate":
            file.pending.append((numbers[-1], None))
        elif file and call in ("fsync", "fdatasync"):
            file.sync()

    def cut(self, folder: Path, chance: random.Random) -> None:
        """Leaves in a folder what the disk may hold once the power is back."""
        kept = chance.choice([0, len(self.moved), chance.randint(0, len(self.moved))])
        names = {**self.names, **dict(self.moved[:kept])}
        for name, file in names.items():
            if file:
                (folder / Path(name).name).write_bytes(file.after_a_cut(chance))


def calls(log: Path) -> list[tuple[str, str, bytes, list[int]]]:
    """Each as (call, path, text, numbers); the path of standard output is empty."""
    found = []
    for line in log.read_text().splitlines():
        call = CALL.match(line)
        if call is None or call["gave"].startswith("-"):
            continue
        name, rest = call["name"], call["rest"]
        text = TEXT.search(rest)
        data = bytes.fromhex(text["hex"].replace("\\x", "")) if text else b""
        named = FD.match(call["gave"] if name == "openat" else rest)
        path = data.decode() if name == "unlink" else decoded(named["path"]) if named else ""
        if name == "write":
            if not rest.startswith(f"{ACKNOWLEDGES}<"):
                continue
            path = ""
        after = rest[text.end() :] if text else rest.partition(">")[2]
        found.append((name, path, data, [int(one) for one in re.findall(r"\b\d+\b", after)]))
    return found


def decoded(path: str) -> str:
    return bytes.fromhex(path.replace("\\x", "")).decode() if path.startswith("\\x") else path
