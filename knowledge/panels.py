"""What the articles say of a record, shown on its page beneath the facts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from knowledge.models import (
    CaseFactor,
    CaseStudy,
    ClaimMention,
    EvidenceLink,
    MentionRole,
    SectionMention,
)
from knowledge.verdicts import MOST_TELLING, shares
from legal.models import Provision
from missions.models import Conflict
from organizations.models import State
from records.common.numbers import in_figures
from records.models import Record, RecordKind
from records.reading.glance import Glance
from records.reading.panels import add_panel

FIRST = 12  # shown at once; the rest is folded away

OF_THEMSELVES = {RecordKind.ARTICLE, RecordKind.CLAIM, RecordKind.SOURCE}

# What is known of them is, first of all, what the articles claim.
BY_CLAIMS = {RecordKind.TOPIC, RecordKind.PARTY}

# What a label of an article can be given to: an organization that ran what is called peacekeeping
# is not called so itself.
LABELLED: dict[str, tuple[MentionRole, ...]] = {
    RecordKind.MISSION: (MentionRole.SUBJECT, MentionRole.OBJECT),
    RecordKind.CONFLICT: (MentionRole.SUBJECT,),
}

Answer = dict[str, Any] | None


def register() -> None:
    for kind in RecordKind:
        if kind not in OF_THEMSELVES:
            rank = 5 if kind in BY_CLAIMS else 60
            add_panel(kind, "knowledge/_claims_panel.html", claims_about, rank=rank)
            add_panel(kind, "knowledge/_sections_panel.html", sections_naming, rank=70)
    for kind in (RecordKind.MISSION, RecordKind.CONFLICT):
        add_panel(kind, "knowledge/_cases_panel.html", cases_of, rank=50)
    add_panel(RecordKind.TOPIC, "knowledge/_factors_panel.html", cases_with_factor, rank=50)
    add_panel(RecordKind.DOCUMENT, "knowledge/_evidence_panel.html", verdicts_on, rank=50)


def claims_about(record: Record, day: date | None) -> Answer:
    """Claims that speak of the record, and the labels the articles give it."""
    rows = ClaimMention.objects.filter(record=record.pk)
    claims: dict[str, dict[str, Any]] = {}
    told: Iterable[Mapping[str, Any]] = rows.values("role", **_claim_columns())
    for row in told:
        claims.setdefault(row["code"], {**row, "roles": []})["roles"].append(row["role"])
    concerned = _of_states_concerned(record)
    if not claims and not concerned and record.record_kind not in BY_CLAIMS:
        return None
    found = _most_telling_first(claims.values())
    asked = {"record": f"{record.record_kind}:{record.slug}"}
    if day:
        asked["as_of"] = f"{day:%Y-%m-%d}"
    return {
        "claims": found[:FIRST],
        "more": found[FIRST:],
        "labels": _labels(record, found),
        "verdicts": shares(Counter(one["verdict"] for one in found), asked),
        "concerned": concerned,
        "glance": [_glance(found)],
    }


def _glance(claims: list[dict[str, Any]]) -> Glance:
    """How many claims speak of it, and of how many the verdict is not «supported»."""
    if not claims:
        return Glance(_("Claims of the articles"), _("none"), _("by name"))
    verdicts = Counter(one["verdict"] for one in claims)
    told = [
        f"{in_figures(verdicts[verdict])} {verdict.label.lower()}"
        for verdict in MOST_TELLING
        if verdicts[verdict]
    ]
    return Glance(
        _("Claims of the articles"), in_figures(len(claims)), ", ".join(told), "claims-about"
    )


def _of_states_concerned(record: Record) -> list[tuple[State, int]]:
    """For a conflict: its states, and how many claims speak of each, of this conflict or another.

    The articles name the state where they mean the conflict, so that few claims name a conflict.
    """
    if not isinstance(record, Conflict):
        return []
    counted = Count("claim_mentions__claim", distinct=True)
    states = record.states.annotate(claims=counted).filter(claims__gt=0)
    return [(state, state.claims) for state in states.order_by("-claims", "name")]


def _labels(record: Record, claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the articles call the record, each label with the claims that give it."""
    roles = LABELLED.get(record.record_kind, ())
    labelling = {one["code"]: one for one in claims if set(one["roles"]) & set(roles)}
    if not labelling:
        return []
    given = ClaimMention.objects.filter(
        role=MentionRole.CHARACTERISED_AS, claim__code__in=labelling
    )
    labels: dict[str, dict[str, Any]] = {}
    for row in given.order_by("record__name", "claim__code").values(
        record_kind=F("record__record_kind"),
        slug=F("record__slug"),
        title=F("record__name"),
        code=F("claim__code"),
    ):
        label = labels.setdefault(row["slug"], {**row, "claims": []})
        label["claims"].append(labelling[row["code"]])
    for label in labels.values():
        label["articles"] = len({claim["article_slug"] for claim in label["claims"]})
    return list(labels.values())


def sections_naming(record: Record, day: date | None) -> Answer:
    """Sections of the articles that name the record, or mean it without naming it."""
    rows = SectionMention.objects.filter(record=record.pk).select_related("section__article")
    mentions = list(rows.in_reading_order())
    return {"mentions": mentions} if mentions else None


def cases_of(record: Record, day: date | None) -> Answer:
    rows = CaseStudy.objects.telling_of(record).select_related("section__article")
    cases = list(rows.order_by("section__article__name", "section__rank", "name"))
    return {"cases": cases} if cases else None


def cases_with_factor(record: Record, day: date | None) -> Answer:
    """Case studies in which a topic is a cause, a help, a hindrance or a result."""
    rows = CaseFactor.objects.filter(topic=record.pk)
    placed = rows.select_related("case_study__section__article", "claim")
    factors = list(placed.order_by("case_study__name", "effect"))
    return {"factors": factors} if factors else None


def verdicts_on(record: Record, day: date | None) -> Answer:
    """Claims whose verdict rests on the document or on provisions of it, each with its grounds."""
    resting = Q(document=record.pk) | Q(provision__document=record.pk)
    rows = EvidenceLink.objects.filter(resting).order_by("provision__rank", "pk")
    provision = {"number": F("provision__number"), "heading": F("provision__heading")}
    claims: dict[str, dict[str, Any]] = {}
    columns = {**provision, **_claim_columns()}
    told: Iterable[Mapping[str, Any]] = rows.values("locator", "stance", **columns)
    for row in told:
        anchor = Provision(number=row["number"]).anchor if row["number"] else ""
        ground = {**row, "anchor": anchor}
        claims.setdefault(row["code"], ground | {"grounds": []})["grounds"].append(ground)
    found = _most_telling_first(claims.values())
    if not found:
        return None
    return {"claims": found[:FIRST], "more": found[FIRST:], "slug": record.slug}


def _claim_columns() -> dict[str, F]:
    """What a claim in a list shows, read from a row that belongs to it."""
    return {
        "code": F("claim__code"),
        "slug": F("claim__slug"),
        "name": F("claim__name"),
        "summary": F("claim__summary"),
        "verdict": F("claim__verdict"),
        "corrected_statement": F("claim__corrected_statement"),
        "section_code": F("claim__section__code"),
        "article_slug": F("claim__section__article__slug"),
    }


def _most_telling_first(claims: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(claims, key=lambda one: (MOST_TELLING.index(one["verdict"]), one["code"]))
