"""Pages of topics, articles, claims, case studies, comparisons and processes."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge.filters import (
    ArticleFilter,
    CaseStudyFilter,
    ClaimFilter,
    ComparisonFilter,
    ProcessFilter,
    TopicFilter,
)
from knowledge.models import (
    Article,
    CaseStudy,
    Claim,
    Comparison,
    FactorEffect,
    Process,
    SectionList,
    SectionTopic,
    Topic,
    TopicKind,
)
from knowledge.phrases import (
    CLAIM_RELATIONS,
    MENTION_ROLES,
    TOPIC_RELATIONS,
    VERDICT_MEANS,
    in_words,
)
from knowledge.structure import parts_of, records_shared, sizes, topics_shared
from knowledge.verdicts import breakdown, counted
from records.common.drawing.figure import Figure
from records.common.languages import labels
from records.common.lists import asked_of, found_by, list_page
from records.common.numbers import count_of
from records.reading.glance import Glance
from records.reading.pages import record_page


@require_safe
def topic_list(request: HttpRequest) -> HttpResponse:
    rows = Topic.objects.for_list()
    articles = Article.objects.order_by("name")
    return list_page(request, TopicFilter, rows, "knowledge/topic_list.html", articles=articles)


@require_safe
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    template = "knowledge/topic_detail.html"
    return record_page(request, Topic, slug, template, topic_context)


def topic_context(topic: Topic, day: date | None) -> dict[str, Any]:
    places = list(topic.section_topics.select_related("section__article").in_reading_order())
    lists = SectionList.objects.filter(section__section_topics__topic=topic)
    outward = [(one.kind, one.target) for one in topic.relations.select_related("target")]
    inward = [(one.kind, one.topic) for one in topic.relations_from.select_related("topic")]
    return {
        "places": places,
        "glance": [_named_in(places)],
        "lists": {(one.section_id, one.code): one for one in lists},
        "relations": in_words(TOPIC_RELATIONS, outward, inward),
        "comparisons": Comparison.objects.of_topic(topic).order_by("name"),
        "steps": topic.process_steps.select_related("process").order_by("process__name", "rank"),
    }


def _named_in(places: list[SectionTopic]) -> Glance:
    articles = {one.section.article_id for one in places}
    sections = {one.section_id for one in places}
    small = (
        _("in {articles}").format(articles=count_of(len(articles), _("article,articles")))
        if places
        else ""
    )
    return Glance(_("Named in"), count_of(len(sections), _("section,sections")), small, "places")


@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    articles = {one.slug: one for one in Article.objects.order_by("name")}
    by_article: dict[int, dict[str, int]] = defaultdict(dict)
    for article, verdict, count in Claim.objects.counted_by_article():
        by_article[article][verdict] = count
    day = {"as_of": request.GET["as_of"]} if request.GET.get("as_of") else {}
    context: dict[str, Any] = {
        "sizes": sizes(),
        "verdicts": {
            one.pk: breakdown(by_article[one.pk], {"article": one.slug} | day)
            for one in articles.values()
        },
        "articles": articles,
        "shared": topics_shared(list(articles), labels(TopicKind)),
        "records_shared": records_shared(len(articles)),
    }
    rows = Article.objects.all()
    return list_page(request, ArticleFilter, rows, "knowledge/article_list.html", **context)


@require_safe
def article_detail(request: HttpRequest, slug: str) -> HttpResponse:
    template = "knowledge/article_detail.html"
    return record_page(request, Article, slug, template, article_context)


def article_context(article: Article, day: date | None) -> dict[str, Any]:
    parts = parts_of(article)
    counts: dict[str, int] = defaultdict(int)
    for part in parts:
        for claim in part.claims:
            counts[claim["verdict"]] += 1
    asked = {"article": article.slug} | ({"as_of": f"{day:%Y-%m-%d}"} if day else {})
    return {
        "parts": parts,
        "claims": sum(counts.values()),
        "sentences": sum(part.sentences for part in parts),
        "verdicts": breakdown(counts, asked),
    }


@require_safe
def claim_list(request: HttpRequest) -> HttpResponse:
    rows = Claim.objects.for_list()

    def verdicts(page: Page, found: QuerySet, day: date | None) -> dict[str, Any]:
        return {"verdicts": breakdown(counted(found), asked_of(request))}

    return list_page(request, ClaimFilter, rows, "knowledge/claim_list.html", beside=verdicts)


def _verdicts(request: HttpRequest) -> Figure | None:
    found = found_by(request, ClaimFilter, Claim.objects.all())
    told = breakdown(counted(found), asked_of(request))
    return told.figure if told else None


OF_CLAIMS = {"verdicts": _verdicts}


@require_safe
def claim_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return record_page(
        request, Claim, slug, "knowledge/claim_detail.html", claim_context, ("section__article",)
    )


def claim_context(claim: Claim, day: date | None) -> dict[str, Any]:
    outward = [(one.kind, one.target) for one in claim.relations.select_related("target")]
    inward = [(one.kind, one.source) for one in claim.relations_from.select_related("source")]
    roles: dict[str, list] = defaultdict(list)
    for mention in claim.mentions.select_related("record").order_by("record__name"):
        roles[mention.role].append(mention.record)
    return {
        "positions": positions(claim),
        "meaning": VERDICT_MEANS[claim.verdict],
        "links": claim.evidence.select_related("document", "provision__document"),
        "roles": [
            (MENTION_ROLES[role], role, roles[role]) for role in MENTION_ROLES if roles[role]
        ],
        "relations": in_words(CLAIM_RELATIONS, outward, inward),
        "factors": claim.case_factors.select_related("case_study", "topic"),
    }


def positions(claim: Claim) -> list[tuple[Any, int, list[int]]]:
    """Where its sentences stand: section, paragraph and the sentences within it."""
    found: dict[tuple[Any, int], list[int]] = defaultdict(list)
    rows = claim.passages.select_related("section__article")
    for one in rows.order_by("section__article__name", "section__rank", "paragraph", "sentence"):
        found[one.section, one.paragraph].append(one.sentence)
    return [(section, paragraph, numbers) for (section, paragraph), numbers in found.items()]


@require_safe
def case_study_list(request: HttpRequest) -> HttpResponse:
    rows = CaseStudy.objects.for_list()
    return list_page(request, CaseStudyFilter, rows, "knowledge/case_study_list.html")


@require_safe
def case_study_detail(request: HttpRequest, slug: str) -> HttpResponse:
    beside = ("section__article", "conflict")
    template = "knowledge/case_study_detail.html"
    return record_page(request, CaseStudy, slug, template, case_study_context, beside)


def case_study_context(case: CaseStudy, day: date | None) -> dict[str, Any]:
    missions = list(case.missions.order_by("starts_on", "pk"))
    shown = [one for one in missions if day is None or one.possibly_active_on(day)]
    effects: dict[str, list] = defaultdict(list)
    for factor in case.factors.select_related("topic", "claim").order_by("topic__name"):
        effects[factor.effect].append(factor)
    return {
        "missions": [(one, day is None or one.surely_active_on(day)) for one in shown],
        "missions_in_all": len(missions),
        "effects": [(effect, effects[effect]) for effect in FactorEffect if effects[effect]],
        "others": CaseStudy.objects.sharing_events_with(case).select_related("section__article"),
    }


@require_safe
def comparison_list(request: HttpRequest) -> HttpResponse:
    rows = Comparison.objects.for_list()
    return list_page(request, ComparisonFilter, rows, "knowledge/comparison_list.html")


@require_safe
def comparison_detail(request: HttpRequest, slug: str) -> HttpResponse:
    template = "knowledge/comparison_detail.html"
    return record_page(
        request, Comparison, slug, template, comparison_context, ("left_topic", "right_topic")
    )


def comparison_context(comparison: Comparison, day: date | None) -> dict[str, Any]:
    return {"rows": comparison.rows.prefetch_related("documents", "provisions__document")}


@require_safe
def process_list(request: HttpRequest) -> HttpResponse:
    rows = Process.objects.for_list()
    return list_page(request, ProcessFilter, rows, "knowledge/process_list.html")


@require_safe
def process_detail(request: HttpRequest, slug: str) -> HttpResponse:
    beside = ("section__article",)
    template = "knowledge/process_detail.html"
    return record_page(request, Process, slug, template, process_context, beside)


def process_context(process: Process, day: date | None) -> dict[str, Any]:
    return {"steps": process.steps.select_related("topic")}
