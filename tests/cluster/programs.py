"""Programs that are started again when they end, as systemd does."""

import os
import signal
import subprocess
import threading
import time
from pathlib import Path

AGAIN = 1.0  # seconds after which one that ended is started again


class Program:
    """`before` is what its unit does before each start; `user` whom it runs as if we are root."""

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
                for command in self.before:
                    subprocess.run(self._as_user(command), env=self.environment, stdout=log,
                                   stderr=log, cwd=self.folder, check=False)  # fmt: skip
                self.process = subprocess.Popen(
                    self._as_user(self.command), env=self.environment, stdout=log, stderr=log,
                    cwd=self.folder, start_new_session=True,
                )  # fmt: skip
                self.process.wait()
            time.sleep(AGAIN)

    def _as_user(self, command):
        words = list(map(str, command))
        return ["runuser", "-u", self.user, "--", *words] if self.user else words

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
