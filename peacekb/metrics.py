"""The page of figures for those who run a server, in the form that Prometheus reads."""

import os
from collections.abc import Iterator, Mapping
from hmac import compare_digest

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from peacekb import running
from records.common.requests import refuse_unknown
from records.models import LastRun, Revision

SHARED = "PROMETHEUS_MULTIPROC_DIR"  # of the library: where the processes of a server add up


class OfTheBase(Collector):
    """What the base and the machine tell; asked when the figures are."""

    def collect(self) -> Iterator[Metric]:
        yield from self._publications()
        queues = running.queues()
        told = "What waits for the worker, for approval or for an answer."
        yield _gauge("waiting", told, "what", {one.what: one.number for one in queues})
        told = "Seconds since when the first of them waits."
        yield _gauge("waiting_seconds", told, "what", {one.what: one.seconds for one in queues})
        yield from self._runs()
        yield from self._replicas()
        told = "Accounts that may enter the admin."
        yield _gauge("accounts", told, "which", running.accounts())
        told = "What happened at the door of the admin in the last 24 hours."
        yield _gauge("sign_ins_of_a_day", told, "what", running.sign_ins())
        told = "Bytes free where this server writes."
        yield _gauge("disk_free_bytes", told, "of", {one.what: one.free for one in running.disks()})

    def _publications(self) -> Iterator[Metric]:
        last = Revision.objects.sealed().aggregate(number=Max("sequence"), at=Max("sealed_at"))
        number, moment = last["number"] or 0, last["at"].timestamp() if last["at"] else 0
        yield GaugeMetricFamily("peacekb_revisions", "Revisions in the chain.", value=number)
        told = "When something was published last, in seconds since 1970."
        yield GaugeMetricFamily("peacekb_last_publication_timestamp_seconds", told, value=moment)

    def _runs(self) -> Iterator[Metric]:
        """Of what was never done there is no line."""
        runs = LastRun.by_task()
        ended = {task: one.ended_at.timestamp() for task, one in runs.items()}
        told = "When it ended last, in seconds since 1970."
        yield _gauge("last_run_timestamp_seconds", told, "task", ended)
        failed = {task: float(one.failed) for task, one in runs.items()}
        yield _gauge("last_run_failed", "Whether it failed then.", "task", failed)

    def _replicas(self) -> Iterator[Metric]:
        seen = list(running.replicas())
        up = {one.name: float(one.behind is not None) for one in seen}
        yield _gauge("replica_up", "Whether it answers.", "replica", up)
        behind = {one.name: one.behind for one in seen if one.behind is not None}
        told = "Revisions that it does not hold yet."
        yield _gauge("replica_behind_revisions", told, "replica", behind)
        seconds = {one.name: one.seconds for one in seen if one.behind is not None}
        told = "Seconds by which what it holds is old, while it is behind."
        yield _gauge("replica_behind_seconds", told, "replica", seconds)


def _gauge(name: str, told: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(f"peacekb_{name}", told, labels=[label])
    for one, value in values.items():
        family.add_metric([one], value)
    return family


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For who knows the token of the settings; without one there is no such address."""
    refuse_unknown(request)
    if not settings.METRICS_TOKEN:
        raise Http404("No token is set.")
    given = request.headers.get("Authorization", "")
    if not compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": 'Bearer realm="metrics"'})
    answer = HttpResponse(
        generate_latest(of_requests()) + generate_latest(_of_base()),
        content_type=CONTENT_TYPE_LATEST,
    )
    answer["Cache-Control"] = "no-store"
    return answer


def of_requests() -> CollectorRegistry:
    """Of all processes of this server where they share a folder, else of this one."""
    if SHARED not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return registry


def _of_base() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(OfTheBase())
    return registry
