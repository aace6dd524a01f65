"""Programs that are started again when they end, as systemd does."""

import os
import signal
import subprocess
import threading
import time
from pathlib import Path

AGAIN = 1.0  # seconds after which one that ended is started again


class Program:
    """`before` is what its unit does before each start, which fails with it but where the first
    word is "-"; `user` whom it runs as if we are root."""

    def __init__(self, name, command, folder, user="", before=(), **environment):
        self.name, self.command, self.before = name, list(map(str, command)), before
        self.folder, self.user = folder, user
        self.environment = os.environ | environment
        self.down_until, self.process, self.ended = 0.0, None, False
        self.keeper = threading.Thread(target=self._keep, daemon=True)

    def start(self):
        self.keeper.start()
        return self

    def _keep(self):
        while not self.ended:
            if time.monotonic() < self.down_until:
                time.sleep(0.1)
                continue
            with (self.folder / f"{self.name}.log").open("a") as log:
                how = self._how() | {"stdout": log, "stderr": log}
                if all(self._prepares(command, how) for command in self.before):
                    self.process = subprocess.Popen(self.command, start_new_session=True, **how)
                    (self.folder / f"{self.name}.pid").write_text(str(self.process.pid))
                    self.process.wait()
            time.sleep(AGAIN)

    def _prepares(self, command, how):
        first, *words = map(str, command)
        may_fail = first == "-"
        done = subprocess.run(words if may_fail else [first, *words], check=False, **how)
        return may_fail or done.returncode == 0

    def _how(self):
        """Not by way of runuser, which stands still with its child and may stay so for good."""
        whom = {"user": self.user, "group": self.user, "extra_groups": []} if self.user else {}
        return whom | {"env": self.environment, "cwd": self.folder}

    def kill(self, down=0.0):
        """At once, with all that it started; `down` is how many seconds its machine stays away."""
        self.down_until = time.monotonic() + down
        self._signal(signal.SIGKILL)

    def freeze(self, seconds):
        self._signal(signal.SIGSTOP)
        threading.Timer(seconds, self._signal, [signal.SIGCONT]).start()

    def _signal(self, number):
        """From above, since a parent that still lives starts another child."""
        for one in [self.process.pid, *reversed(descendants(self.process.pid))]:
            try:
                os.kill(one, number)
            except ProcessLookupError:
                continue

    def end(self):
        self.ended = True
        if self.process and self.process.poll() is None:
            self.kill()


def descendants(pid):
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return []
    return [one for child in children for one in (*descendants(int(child)), int(child))]
