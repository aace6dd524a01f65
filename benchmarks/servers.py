"""Servers of the same rows, each a process, and the processor time that a question takes."""

import http.client
import os
import socket
import statistics
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
SILENCE = 1  # second
PATIENCE = 60  # seconds in which a server must answer first


class Server:
    """One that was started, and the line to it."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.port = process, port
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.heard = 0.0

    def ask(self, path: str, accept: str = "application/json") -> bytes:
        """The body. Raises RuntimeError for any answer but 200."""
        if time.monotonic() - self.heard > SILENCE:
            self.line.close()  # before the server hangs up
        self.line.request("GET", path, headers={"Accept": accept})
        answer = self.line.getresponse()
        body, self.heard = answer.read(), time.monotonic()
        if answer.status != 200:
            raise RuntimeError(f"{path} on port {self.port}: {answer.status} {body[:300]!r}")
        return body

    def spent(self, path: str, accept: str, times: int) -> float:
        """Milliseconds of processor time for each of so many questions."""
        before = _cpu(self.process.pid)
        for _ in range(times):
            self.ask(path, accept)
        return 1000 * (_cpu(self.process.pid) - before) / times


def _cpu(pid: int) -> float:
    """Seconds that a process and its children have worked."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return (int(fields[11]) + int(fields[12])) / TICKS + sum(_cpu(int(one)) for one in children)


@contextmanager
def served(command: Sequence[object], port: int, env: Mapping[str, str]) -> Iterator[Server]:
    """Raises RuntimeError where nothing answers at the port within a minute."""
    words = [str(one) for one in command]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(words, env=os.environ | env, stdout=quiet, stderr=quiet)
    try:
        _wait_for(port, process)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{process.args!r} does not answer at port {port}.")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Question:
    """One question as each server is asked it; measured in turn, so that all share the weather."""

    def __init__(self, label: str, accept: str = "application/json", **paths: str) -> None:
        self.label, self.accept, self.paths = label, accept, paths

    def measured(
        self, servers: Mapping[str, Server], rounds: int = 5, long: float = 400
    ) -> dict[str, float]:
        """Of each server that can be asked the median, in milliseconds, of rounds so long."""
        asked = {name: servers[name] for name in self.paths}
        times = {name: self._enough(one, self.paths[name], long) for name, one in asked.items()}
        found: dict[str, list[float]] = {name: [] for name in asked}
        for _ in range(rounds):
            for name, server in asked.items():
                found[name].append(server.spent(self.paths[name], self.accept, times[name]))
        return {name: statistics.median(spent) for name, spent in found.items()}

    def _enough(self, server: Server, path: str, long: float) -> int:
        """So many times that a round is long beside a tick of the clock; warm afterwards."""
        server.spent(path, self.accept, 3)
        return max(1, round(long / max(server.spent(path, self.accept, 3), 0.5)))
