"""The page of the admin for who runs the server: what is amiss first, then how all stands."""

import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.timesince import timesince
from django.views.decorators.http import require_safe

from peacekb import health, running
from peacekb.http.conditions import code_digest
from peacekb.metrics import of_requests
from records.common.numbers import in_figures
from records.groups import MANAGE_USERS
from records.models import LastRun, Revision, Upkeep
from records.releases.held import current_release

LATE = {  # after which a task that was done before is missed
    Upkeep.REFRESH: timedelta(days=8),
    Upkeep.BACKUP: timedelta(days=2),
    Upkeep.HEAD: timedelta(days=2),
    Upkeep.WORKER: timedelta(minutes=5),
}
NEVER = {
    Upkeep.REFRESH: "Never. «manage.py refresh» asks the publishers; a timer of the guide does.",
    Upkeep.BACKUP: "Never. «manage.py backup FOLDER» makes one; a timer of the guide does.",
    Upkeep.HEAD: "Never. «manage.py head --into FOLDER» keeps it; a timer of the guide does.",
    Upkeep.WORKER: "Never: tables that editors hand in wait for «manage.py work».",
}
LONGEST_WAIT = timedelta(minutes=15).total_seconds()  # of a table for the worker
LIBRARIES = ("django", "granian", "djangorestframework", "django-allauth", "redis")


@dataclass(frozen=True)
class Line:
    what: str
    told: str
    amiss: str = ""  # what is wrong, as a sentence of its own


@dataclass(frozen=True)
class OperatingPanel:
    title: str
    lines: Sequence[Line]
    empty: str = ""  # what is told where there is no line


@require_safe
@admin.site.admin_view
@permission_required(MANAGE_USERS, raise_exception=True)
def operating(request: HttpRequest) -> HttpResponse:
    parts = [
        OperatingPanel("Done by itself", list(_runs())),
        OperatingPanel("Waiting", list(_queues())),
        OperatingPanel("Published", list(_published())),
        OperatingPanel(
            "Kept pages", list(_cache()), "Nothing was answered yet since this server started."
        ),
        OperatingPanel(
            "Replicas", list(_replicas()), "None are set (REPLICA_URLS): the base answers alone."
        ),
        OperatingPanel("Accounts", list(_accounts())),
        OperatingPanel("Disks", list(_disks())),
        OperatingPanel("Versions", list(_versions())),
    ]
    amiss = [*health.notes(), *(one.amiss for part in parts for one in part.lines if one.amiss)]
    told = {"title": "How the server runs", "parts": parts, "amiss": list(dict.fromkeys(amiss))}
    return TemplateResponse(
        request, "admin/operating.html", admin.site.each_context(request) | told
    )


def _runs() -> Iterator[Line]:
    runs, now = LastRun.by_task(), timezone.now()
    for task in Upkeep:
        run = runs.get(task)
        if run is None:
            yield Line(task.label, NEVER[task])
            continue
        told = f"{_since(run.ended_at)}. {run.told}"
        if run.failed:
            yield Line(task.label, told, f"{task.label}: failed {_since(run.ended_at)}.")
        elif now - run.ended_at > LATE[task]:
            yield Line(task.label, told, f"{task.label}: last {_since(run.ended_at)}.")
        else:
            yield Line(task.label, told)


def _queues() -> Iterator[Line]:
    for one in running.queues():
        since = f", the first for {timesince(one.oldest)}" if one.oldest else ""
        is_late = one.what == "tables for the worker" and one.seconds > LONGEST_WAIT
        amiss = f"A table waits for the worker{since}: look whether it runs." if is_late else ""
        yield Line(one.what.capitalize(), f"{in_figures(one.number)}{since}", amiss)


def _published() -> Iterator[Line]:
    last = Revision.objects.sealed().last()
    yield Line("Revisions in the chain", in_figures(last.sequence or 0) if last else "none")
    if last and last.sealed_at:
        yield Line("The last", _since(last.sealed_at))
    release = current_release()
    yield Line("Newest release", release.name if release else "None: «manage.py make_release».")


def _cache() -> Iterator[Line]:
    """Of all processes of this server where they share a folder, else of the one that answers."""
    counted = {
        sample.labels.get("how", ""): sample.value
        for family in of_requests().collect()
        for sample in family.samples
        if sample.name in ("peacekb_page_cache_answers_total", "peacekb_page_cache_bytes")
    }
    kept = counted.pop("", 0)
    whole = sum(counted.values())
    if not whole:
        return
    told = {
        "hit": "Given as kept",
        "stored": "Made, and kept",
        "miss": "Made, not to be kept",
        "bypass": "Made, as no stamp could be trusted",
    }
    for how, words in told.items():
        number = counted.get(how, 0)
        yield Line(words, f"{in_figures(int(number))}, {100 * number / whole:.0f} %")
    yield Line(
        "Room taken", f"{filesizeformat(kept)} of {filesizeformat(settings.PAGE_CACHE_BYTES)}"
    )


def _replicas() -> Iterator[Line]:
    for one in running.replicas():
        if one.behind is None:
            yield Line(one.name, "does not answer", f"Replica {one.name} does not answer.")
        elif one.behind:
            yield Line(one.name, f"{one.behind} revisions behind, {one.seconds:.0f} s")
        else:
            yield Line(one.name, "holds all that was published")


def _accounts() -> Iterator[Line]:
    for which, number in running.accounts().items():
        yield Line(f"Accounts {which}", in_figures(number))
    told = {"signed_in": "signed in", "refused": "refused", "locked": "locked out"}
    for what, number in running.sign_ins().items():
        yield Line(f"In the last 24 hours {told[what]}", in_figures(number))


def _disks() -> Iterator[Line]:
    for one in running.disks():
        told = f"{filesizeformat(one.free)} of {filesizeformat(one.whole)} free"
        yield Line(f"Of the {one.what}", told)


def _versions() -> Iterator[Line]:
    yield Line("Code", code_digest()[:12])
    yield Line("Python", platform.python_version())
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {'sqlite_version()' if connection.vendor == 'sqlite' else 'version()'}"
        )
        yield Line(connection.display_name, cursor.fetchone()[0])
    for name in LIBRARIES:
        yield Line(name, version(name))


def _since(moment: datetime) -> str:
    return f"{timesince(moment)} ago ({moment:%Y-%m-%d %H:%M} UTC)"
