"""Writes without end, for test_crashes.py to kill: prints a line after each acknowledged write.

python -m tests.peacekb.writer admin   saves forms through the admin
python -m tests.peacekb.writer load    loads fixtures that change each time

With `again` a life begins with each line that is read, and is told by its process: to start Python
anew would cost more than all that is written before one is killed.
"""

import itertools
import os
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import django

PAUSE = 0.1  # seconds: nobody loads without end, and SQLite does not queue those who wait


def acknowledge(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def save_forms() -> None:
    from django.contrib.auth.models import User
    from django.test import Client
    from django.urls import reverse

    from knowledge.models import Topic
    from tests.make import form_of, published

    user, _ = User.objects.get_or_create(username="edith", is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(user)
    topic = Topic.objects.filter(slug="written").first() or published("topic", "written")
    address = reverse("admin:knowledge_topic_change", args=[topic.pk])
    for number in itertools.count():
        note = f"{os.getpid()}-{number}"
        reply = client.post(address, form_of(client, address) | {"references": note})
        assert reply.status_code == 302, reply.content
        acknowledge("admin", "written", note)


def load_again_and_again() -> None:
    from peacekb.fixtures.exporting import export
    from peacekb.fixtures.loading import load

    with TemporaryDirectory() as name:
        folder = Path(name)
        export(folder)
        path = folder / "topics.csv"
        head = path.read_text(encoding="utf-8").splitlines()[0]
        for number in itertools.count():
            note = f"{os.getpid()}-{number}"
            rows = [f"loaded-{one},Loaded,,challenge,general,{note}" for one in range(20)]
            path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
            load(folder, lambda step: None)
            acknowledge("load", "loaded-19", note)
            time.sleep(PAUSE)


def live_again(write: Callable[[], None]) -> None:
    for name in ("peacekb.fixtures.loading", "peacekb.urls", "tests.make"):
        import_module(name)  # what each life needs

    for _ in sys.stdin:
        if not (life := os.fork()):
            write()
        acknowledge("life", life)
        os.waitpid(life, 0)
        acknowledge("ended")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peacekb.settings")
    os.environ["ALLOWED_HOSTS"] = "testserver"
    django.setup()
    from django.test.utils import setup_test_environment

    setup_test_environment()
    write = {"admin": save_forms, "load": load_again_and_again}[sys.argv[1]]
    live_again(write) if sys.argv[2:] == ["again"] else write()
