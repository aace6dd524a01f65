"""Readers and an editor who ask the cluster at once, and what each was told."""

import itertools
import random
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode

from lxml import html

from tests.cluster.places import HOST
from tests.cluster.standing import ask, connection

KEPT = ("/", "/missions/", "/missions/unmiss/", "/resolutions/s-res-1325-2000/", "/votes/")
WRITTEN = ("/topics/written/", "/api/v1/topics/written/")
FRESH = ("/missions/?as_of={day}", "/api/v1/missions/?as_of={day}&page_size=20")
NOTE = re.compile(r"note-(\d+)-")
SIGN_IN = """
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from tests.make import published
from records.models import Source
from knowledge.models import Topic
topic = Topic.objects.filter(slug="written").first() or published("topic", "written")
user, _ = User.objects.get_or_create(username="edith", is_staff=True, is_superuser=True)
client = Client(); client.force_login(user)
source = Source.objects.order_by("pk").first() or published("source", "library")
print("told", client.cookies[settings.SESSION_COOKIE_NAME].value, topic.pk, source.pk)
"""


def later_notes():
    """Than those of a load before."""
    return itertools.count(int(time.time()) * 1000)


class Read(NamedTuple):
    kind: str
    at: float
    status: int
    seconds: float
    is_stale: bool
    is_marked: bool  # as given by nginx while no application answered

    @property
    def failed(self):
        return self.status != 200


class Write(NamedTuple):
    note: int
    at: float
    status: int


@dataclass
class Load:
    session: str
    topic: str
    source: str
    notes: Iterator[int] = field(default_factory=later_notes)
    reads: list[Read] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    acknowledged: int = 0
    ended: bool = False

    @classmethod
    def prepared(cls, cluster):
        """With an editor who has signed in."""
        words = ["shell", "--no-imports", "-c", SIGN_IN]
        told = cluster.manage(cluster.environment("app1"), *words)
        return cls(*re.search(r"told (\S+) (\S+) (\S+)", told).groups())

    @classmethod
    def begin(cls, cluster):
        load = cls.prepared(cluster)
        for path in (*KEPT, *WRITTEN):
            ask(path)
        asking = {"kept": (KEPT, 0.02), "fresh": (FRESH, 0.15), "written": (WRITTEN, 0.03)}
        tasks = [(load.read, kind, *how) for kind, how in asking.items()]
        tasks += [(load.read, "kept", *asking["kept"]), (load.write,)]
        for what, *words in tasks:
            threading.Thread(target=what, args=words, daemon=True).start()
        return load

    def read(self, kind, paths, pause):
        line = connection()
        for path in itertools.cycle(paths):
            if self.ended:
                return
            day = date(1960, 1, 1) + timedelta(days=random.randrange(20_000))
            least, begun = self.acknowledged, time.monotonic()
            status, headers, body = ask(path.format(day=day), line=line)
            seconds = time.monotonic() - begun
            is_stale = kind == "written" and status == 200 and newest(body) < least
            is_marked = "detail=STALE" in str(headers)
            self.reads.append(Read(kind, begun, status, seconds, is_stale, is_marked))
            time.sleep(pause)

    def write(self):
        line = connection()
        for note in self.notes:
            if self.ended:
                return
            begun = time.monotonic()
            status = self.save(note, line)
            if status == 302:
                self.acknowledged = note
            self.writes.append(Write(note, begun, status))
            time.sleep(0.2)

    def save(self, note, line):
        """The status of what a browser sends when an editor publishes the form."""
        page = f"/admin/knowledge/topic/{self.topic}/change/"
        cookies = {"__Host-sessionid": self.session}
        status, headers, body = ask(page, line=line, Cookie=_said(cookies))
        if status != 200:
            return status
        cookies |= {name: one.value for name, one in SimpleCookie(headers["Set-Cookie"]).items()}
        form = html.fromstring(body).get_element_by_id("topic_form")
        typed = {name: value for name, value in form.form_values() if name}
        typed |= {"references": f"note-{note}-", "proof-source": self.source,
                  "proof-locator": "made up", "reason": "made up", "_publish": "1"}  # fmt: skip
        told = {"Cookie": _said(cookies), "Referer": f"https://{HOST}{page}",
                "Content-Type": "application/x-www-form-urlencoded"}  # fmt: skip
        status, _, body = ask(page, "POST", urlencode(typed), line=line, **told)
        if status not in (0, 302, 503):
            told = html.fromstring(body).xpath(ERRORS)
            raise RuntimeError(f"{status}: {' '.join(one.text_content() for one in told)}")
        return status


ERRORS = "//*[contains(@class, 'errornote') or contains(@class, 'errorlist')]"


def _said(cookies):
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def newest(body):
    return max(map(int, NOTE.findall(body.decode())), default=0)
