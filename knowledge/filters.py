"""What lists of articles, claims, topics and cases can be asked, on pages and API."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from knowledge.models import (
    Article,
    CaseFactor,
    CaseStudy,
    Claim,
    ClaimKind,
    ClaimMention,
    Comparison,
    EvidenceLink,
    MentionRole,
    OutcomeLabel,
    Process,
    Provenance,
    Section,
    SectionTopic,
    Topic,
    TopicKind,
    TopicScope,
    Verdict,
)
from knowledge.models.claims import ClaimQuerySet
from legal.filters import OfProvision
from legal.models import Confidence
from records.common.filters import OneOf, Ordering, Text, YesNo, holding_folded
from records.filters import AsOf, Named, RecordFilter, through
from records.reading.names import holding


class InSections(AsOf):
    """For what stands in sections of articles: `article` and `section`."""

    section_path = "section"

    article = Named("article", label="Article", method="in_article")
    section = Text(label="Section", method="in_section")

    def in_article(self, rows: QuerySet, name: str, ids: list[int]) -> QuerySet:
        return rows.filter(**{f"{self.section_path}__article__in": ids})

    def in_section(self, rows: QuerySet, name: str, code: str) -> QuerySet:
        """A section by its code; `A6` holds `A6.1` too."""
        inside = Q(**{f"{self.section_path}__code__iexact": code})
        return rows.filter(inside | Q(**{f"{self.section_path}__code__istartswith": f"{code}."}))


class ArticleFilter(RecordFilter):
    provenance = OneOf("provenance", Provenance, label="Provenance")
    ordering = Ordering({"name": ("name",)})

    class Meta(RecordFilter.Meta):
        model = Article


class SectionFilter(AsOf):
    article = Named("article", "article", label="Article")
    code = Text(field_name="code", lookup_expr="iexact", label="Code")
    topic = Named("topic", apply=through("section_topics__topic"), label="Topic")
    mentions = Named("*", apply=through("mentions__record"), label="Mentions")
    ordering = Ordering({"article": ("article__slug", "rank"), "code": ("code",)})

    class Meta(AsOf.Meta):
        model = Section


def _speaking_of(claims: ClaimQuerySet, ids: list[int]) -> QuerySet:
    return claims.mentioning(record__in=ids)


def _resting_on(claims: QuerySet, ids: list[int]) -> QuerySet:
    """The document itself, or any provision of it."""
    links = EvidenceLink.objects.filter(claim=OuterRef("pk"))
    return claims.filter(Exists(links.filter(Q(document__in=ids) | Q(provision__document__in=ids))))


def _on_provision(claims: ClaimQuerySet, ids: list[int]) -> QuerySet:
    return claims.resting_on(provision__in=ids)


SPOKEN_OF = (
    "record",
    "state",
    "organization",
    "mission",
    "conflict",
    "party",
    "topic",
    "document",
)


class ClaimFilter(InSections, RecordFilter):
    """Names of records ask for the claims that speak of them: `state=TLS`, `mission=kfor`."""

    verdict = OneOf("verdict", Verdict, label="Verdict")
    kind = OneOf("kind", ClaimKind, label="Kind")
    confidence = OneOf("confidence", Confidence, label="Confidence of the verdict")
    record = Named("*", apply=_speaking_of, label="Speaks of (kind:slug)")
    state = Named("state", apply=_speaking_of, label="Speaks of the state")
    organization = Named("organization", apply=_speaking_of, label="Speaks of the organization")
    mission = Named("mission", apply=_speaking_of, label="Speaks of the mission")
    conflict = Named("conflict", apply=_speaking_of, label="Speaks of the conflict")
    party = Named("party", apply=_speaking_of, label="Speaks of the party")
    topic = Named("topic", apply=_speaking_of, label="Speaks of the topic")
    document = Named("document", apply=_speaking_of, label="Speaks of the document")
    role = OneOf("role", MentionRole, label="In the role", method="in_role")
    evidence = Named("document", apply=_resting_on, label="Rests on the document")
    provision = OfProvision(_on_provision, label="Rests on the provision (document:number)")
    ordering = Ordering(
        {
            "code": ("code",),
            "verdict": ("verdict", "code"),
            "section": ("section__article__slug", "section__rank", "code"),
        }
    )

    class Meta(RecordFilter.Meta):
        model = Claim

    def by_name(self, claims: QuerySet, name: str, text: str) -> QuerySet:
        """Also each word in what is claimed."""
        columns = ("name", "summary", "corrected_statement")
        return claims.filter(holding_folded(Claim, columns, text) | holding(text, claims))

    def in_role(self, claims: QuerySet, name: str, roles: list[str]) -> QuerySet:
        """Together with a record: mentioned in that role; alone: having any such mention."""
        asked = self.form.cleaned_data
        ids = [pk for kind in SPOKEN_OF for pk in asked.get(kind) or ()]
        mentions = ClaimMention.objects.filter(claim=OuterRef("pk"), role__in=roles)
        return claims.filter(Exists(mentions.filter(record__in=ids) if ids else mentions))


class TopicFilter(RecordFilter):
    kind = OneOf("kind", TopicKind, label="Kind")
    scope = OneOf("scope", TopicScope, label="Scope")
    article = Named("article", label="In the article", method="in_article")
    section = Text(label="In the section", method="in_section")
    in_both_articles = YesNo(label="In both articles", method="shared")
    only_in = Named("article", label="Only in the article", method="unshared")
    related_to = Named("topic", label="Related to", method="related")
    ordering = Ordering({"name": ("name",), "kind": ("kind", "name")})

    class Meta(RecordFilter.Meta):
        model = Topic

    def in_article(self, topics: QuerySet, name: str, ids: list[int]) -> QuerySet:
        return topics.filter(Exists(_places(section__article__in=ids)))

    def in_section(self, topics: QuerySet, name: str, code: str) -> QuerySet:
        return topics.filter(Exists(_places(section__code__iexact=code)))

    def shared(self, topics: QuerySet, name: str, wanted: bool) -> QuerySet:
        """Topics that sections of every article name."""
        in_both = Topic.objects.in_every_article()
        both = Q(pk__in=in_both.values("pk"))
        return topics.filter(both if wanted else ~both)

    def unshared(self, topics: QuerySet, name: str, ids: list[int]) -> QuerySet:
        elsewhere = SectionTopic.objects.filter(topic=OuterRef("pk"))
        return topics.filter(
            Exists(_places(section__article__in=ids)),
            ~Exists(elsewhere.exclude(section__article__in=ids)),
        )

    def related(self, topics: QuerySet, name: str, ids: list[int]) -> QuerySet:
        tied = Q(relations__target__in=ids) | Q(relations_from__topic__in=ids)
        return topics.filter(Exists(Topic.objects.filter(tied, pk=OuterRef("pk"))))


def _places(**condition) -> QuerySet:
    return SectionTopic.objects.filter(topic=OuterRef("pk"), **condition)


class ProcessFilter(InSections, RecordFilter):
    ordered = YesNo(field_name="ordered", label="Ordered")
    ordering = Ordering({"name": ("name",), "section": ("section__code",)})

    class Meta(RecordFilter.Meta):
        model = Process


class ComparisonFilter(RecordFilter):
    topic = Named("topic", label="Topic", method="of_topic")
    ordering = Ordering({"name": ("name",)})

    class Meta(RecordFilter.Meta):
        model = Comparison

    def of_topic(self, comparisons: QuerySet, name: str, ids: list[int]) -> QuerySet:
        return comparisons.filter(Q(left_topic__in=ids) | Q(right_topic__in=ids))


class CaseStudyFilter(InSections, RecordFilter):
    outcome_label = OneOf("outcome_label", OutcomeLabel, label="Label of the article")
    mission = Named("mission", apply=through("missions"), label="Mission")
    conflict = Named("conflict", "conflict", label="Conflict")
    factor = Named("topic", label="Factor", method="with_factor")
    ordering = Ordering({"name": ("name",), "section": ("section__code",)})

    class Meta(RecordFilter.Meta):
        model = CaseStudy

    def with_factor(self, cases: QuerySet, name: str, ids: list[int]) -> QuerySet:
        factors = CaseFactor.objects.filter(case_study=OuterRef("pk"), topic__in=ids)
        return cases.filter(Exists(factors))
