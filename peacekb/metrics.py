"""The page of figures for those who run a server, in the form that Prometheus reads."""

import os
from collections.abc import Iterator
from hmac import compare_digest

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from records.common.requests import refuse_unknown
from records.models import Job, Proposal, Report, Revision
from records.models.job import JobState
from records.models.proposal import ProposalState

SHARED = "PROMETHEUS_MULTIPROC_DIR"  # of the library: where the processes of a server add up


class OfTheBase(Collector):
    """What waits, and when something was published last; asked when the figures are."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        told = "What waits for the worker, for approval or for an answer."
        waiting = GaugeMetricFamily("peacekb_waiting", told, labels=["what"])
        for what, number in self.waiting().items():
            waiting.add_metric([what], number)
        yield waiting
        last = Revision.objects.sealed().aggregate(number=Max("sequence"), at=Max("sealed_at"))
        number, moment = last["number"] or 0, last["at"].timestamp() if last["at"] else 0
        yield GaugeMetricFamily("peacekb_revisions", "Revisions in the chain.", value=number)
        told = "When something was published last, in seconds since 1970."
        yield GaugeMetricFamily("peacekb_last_publication_timestamp_seconds", told, value=moment)

    def waiting(self) -> dict[str, int]:
        return {
            "tables for the worker": Job.objects.for_the_worker(timezone.now()).count(),
            "tables to approve": Job.objects.filter(state=JobState.CHECKED).count(),
            "proposals": Proposal.objects.filter(state=ProposalState.IN_REVIEW).count(),
            "reports": Report.objects.waiting().count(),
        }


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
        generate_latest(_of_requests()) + generate_latest(_of_base()),
        content_type=CONTENT_TYPE_LATEST,
    )
    answer["Cache-Control"] = "no-store"
    return answer


def _of_requests() -> CollectorRegistry:
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
