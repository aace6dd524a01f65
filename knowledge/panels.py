"""What the articles say of a record, shown on its page beneath the facts."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from knowledge.models import (
    Article,
    CaseFactor,
    CaseStudy,
    ClaimMention,
    EvidenceLink,
    MentionRole,
    Section,
    SectionMention,
)
from knowledge.verdicts import MOST_TELLING, shares
from legal.models import Provision
from missions.models import Conflict
from organizations.models import State
from records.common.numbers import in_figures
from records.common.prepared import Among, Instances
from records.models import Record, RecordKind
from records.reading.glance import Glance
from records.reading.own_rows import Question, add_rows, own_rows
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

# What a claim in a list shows, read from a row that belongs to it.
CLAIM = {
    "code": "claim__code",
    "slug": "claim__slug",
    "name": "claim__name",
    "summary": "claim__summary",
    "verdict": "claim__verdict",
    "corrected_statement": "claim__corrected_statement",
    "section_code": "claim__section__code",
    "article_slug": "claim__section__article__slug",
}
IN_CLAIM = {"role": "role", **CLAIM}
GROUND = {"locator": "locator", "stance": "stance"}
GROUND |= {"number": "provision__number", "heading": "provision__heading", **CLAIM}
ARTICLE = tuple(f"section__article__{name}" for name in ("pk", "slug", "name"))
SECTION = ("section__code", "section__heading", *ARTICLE)


def _resting_on(document: int) -> QuerySet:
    resting = Q(document=document) | Q(provision__document=document)
    return EvidenceLink.objects.filter(resting).order_by("provision__rank", "pk")


def _naming(record: int) -> QuerySet:
    return SectionMention.objects.filter(record=record).in_reading_order()


TOLD: dict[str, Question] = {
    "claims": lambda key: ClaimMention.objects.filter(record=key).values_list(*IN_CLAIM.values()),
    "mentions": lambda key: _naming(key).values_list("list_code", "rank", *SECTION),
}


def register() -> None:
    add_rows("*", **TOLD)
    add_rows(
        RecordKind.DOCUMENT, grounds=lambda key: _resting_on(key).values_list(*GROUND.values())
    )
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
    claims: dict[str, dict[str, Any]] = {}
    for told in own_rows(record)["claims"]:
        row = dict(zip(IN_CLAIM, told, strict=True))
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
        "glance": [_glance(found, bool(concerned))],
    }


def _glance(claims: list[dict[str, Any]], has_concerned: bool) -> Glance:
    """How many claims speak of it, and of how many the verdict is not «supported».

    Of a conflict few do by name; more speak of its states.
    """
    verdicts = Counter(one["verdict"] for one in claims)
    told = [
        f"{in_figures(verdicts[verdict])} {verdict.label.lower()}"
        for verdict in MOST_TELLING
        if verdicts[verdict]
    ]
    small = [", ".join(told) or _("by name"), *([_("more on its states")] if has_concerned else [])]
    value = in_figures(len(claims)) if claims else pgettext("claims", "none")
    part = "claims-about" if claims or has_concerned else ""
    return Glance(_("Claims of the articles"), value, _("; ").join(small), part)


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
    labels: dict[str, dict[str, Any]] = {}
    for kind, slug, title, code in _characterised(labelling):
        named = {"record_kind": kind, "slug": slug, "title": title}
        label = labels.setdefault(slug, {**named, "claims": []})
        label["claims"].append(labelling[code])
    for label in labels.values():
        label["articles"] = len({claim["article_slug"] for claim in label["claims"]})
    return list(labels.values())


_characterised = Among(
    lambda codes: (
        ClaimMention.objects.filter(role=MentionRole.CHARACTERISED_AS, claim__code__in=codes)
        .order_by("record__name", "claim__code")
        .values_list("record__record_kind", "record__slug", "record__name", "claim__code")
    )
)


def sections_naming(record: Record, day: date | None) -> Answer:
    """Sections of the articles that name the record, or mean it without naming it."""
    mentions = [_mention(*told) for told in own_rows(record)["mentions"]]
    return {"mentions": mentions} if mentions else None


def _mention(list_code: str, rank: int | None, *section: Any) -> SectionMention:
    code, heading, pk, slug, name = section
    article = Article(pk=pk, record_kind=RecordKind.ARTICLE, slug=slug, name=name)
    named = Section(article=article, code=code, heading=heading)
    return SectionMention(section=named, list_code=list_code, rank=rank)


def cases_of(record: Record, day: date | None) -> Answer:
    cases = _telling_of(record.pk)
    return {"cases": cases} if cases else None


_telling_of = Instances(
    lambda record: (
        CaseStudy.objects.telling_of(record)
        .select_related("section__article")
        .order_by("section__article__name", "section__rank", "name")
    )
)


def cases_with_factor(record: Record, day: date | None) -> Answer:
    """Case studies in which a topic is a cause, a help, a hindrance or a result."""
    rows = CaseFactor.objects.filter(topic=record.pk)
    placed = rows.select_related("case_study__section__article", "claim")
    factors = list(placed.order_by("case_study__name", "effect"))
    return {"factors": factors} if factors else None


def verdicts_on(record: Record, day: date | None) -> Answer:
    """Claims whose verdict rests on the document or on provisions of it, each with its grounds."""
    claims: dict[str, dict[str, Any]] = {}
    for told in own_rows(record)["grounds"]:
        row = dict(zip(GROUND, told, strict=True))
        anchor = Provision(number=row["number"]).anchor if row["number"] else ""
        ground = {**row, "anchor": anchor}
        claims.setdefault(row["code"], ground | {"grounds": []})["grounds"].append(ground)
    found = _most_telling_first(claims.values())
    if not found:
        return None
    return {"claims": found[:FIRST], "more": found[FIRST:], "slug": record.slug}


def _most_telling_first(claims: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(claims, key=lambda one: (MOST_TELLING.index(one["verdict"]), one["code"]))
