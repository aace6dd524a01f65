"""A server of Redis for tests, on a socket in a folder of its own."""

import subprocess
import time

import redis


class RedisServer:
    """Keeps on its disk what it is told to, so that a new start may bring back what is old."""

    def __init__(self, folder):
        self.folder = folder
        self.url = f"unix://{folder}/socket"
        self.start()

    def start(self):
        command = ["redis-server", "--port", "0", "--unixsocket", "socket", "--save", ""]
        with (self.folder / "log").open("a") as log:
            self.process = subprocess.Popen(command, cwd=self.folder, stdout=log)
        self.wait_until_it_answers()

    def wait_until_it_answers(self):
        for _ in range(500):
            try:
                return self.client.ping()
            except redis.ConnectionError:
                time.sleep(0.01)
        raise AssertionError((self.folder / "log").read_text())

    @property
    def client(self):
        return redis.Redis.from_url(self.url, decode_responses=True)

    def kill(self):
        self.process.kill()
        self.process.wait()
