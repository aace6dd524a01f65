"""An editor saves, and readers read, while the disk of the base has less and less room.

    unshare --map-root-user --mount python -m tests.peacekb.full_disk BASE ROOM ROOM …

The disk is made here, in memory, and ends with this process. Prints for each room, in KiB, what was
answered, as JSON; at last for a disk that is free again.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import django

DISK = Path("/mnt")


def main(base: str, *rooms: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", DISK], check=True)
    shutil.copy(base, DISK / "base.sqlite3")
    os.environ |= {"DATABASE_URL": f"sqlite:///{DISK}/base.sqlite3", "STAMP": f"{DISK}/stamp",
                   "DJANGO_SETTINGS_MODULE": "peacekb.settings", "ALLOWED_HOSTS": "testserver",
                   "LOG_LEVEL": "ERROR"}  # fmt: skip
    django.setup()
    from django.test.utils import setup_test_environment

    setup_test_environment()
    sys.stdout.write(json.dumps(list(told([*map(int, rooms), None]))))


def told(rooms):
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    from knowledge.models import Topic
    from tests.make import form_of, published

    topic = published("topic", "written")
    address = reverse("admin:knowledge_topic_change", args=[topic.pk])
    listed = reverse("admin:knowledge_topic_changelist")
    editor, reader = Client(raise_request_exception=False), Client(raise_request_exception=False)
    editor.force_login(User.objects.create_superuser("edith"))
    for number, room in enumerate(rooms):
        form = form_of(editor, address) | {"references": f"note {number}"}
        leave(room)
        saved = editor.post(address, form).status_code
        read = [reader.get("/topics/"), reader.get("/api/v1/topics/"), editor.get(listed)]
        leave(None)
        kept = Topic.objects.get(pk=topic.pk).references == f"note {number}"
        yield {
            "room": room,
            "saved": saved,
            "read": [one.status_code for one in read],
            "kept": kept,
        }
    call_command("verify_history", stdout=sys.stderr)


def leave(room: int | None) -> None:
    """So many KiB on the disk; None leaves all."""
    filler = DISK / "filler"
    filler.unlink(missing_ok=True)
    if room is not None:
        free = os.statvfs(DISK)
        with filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, free.f_bavail * free.f_bsize - room * 1024))


if __name__ == "__main__":
    main(*sys.argv[1:])
