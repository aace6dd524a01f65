"""What lists of articles, claims, topics and cases can be asked, on pages and API."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from knowledge.models import (
    Article,
    CaseStudy,
    Claim,
    ClaimKind,
    Comparison,
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
from records.common.filters import Held, OneOf, Ordering, YesNo, holding_folded, named
from records.common.languages import Words
from records.filters import AsOf, RecordFilter
from records.named import Named
from records.reading.known import About
from records.reading.names import holding


class InSections(AsOf):
    """For what stands in sections of articles: `article` and `section`."""

    about = {"article": (About("section__article"),), "section": (About("section__code"),)}

    article = Named("article", "section__article", label=_("Article"))
    section = Held("section__code", beneath=".", label=_("Section"))


class ArticleFilter(RecordFilter):
    columns = named("notice_summary")

    provenance = OneOf("provenance", Provenance, label=_("Provenance"))
    ordering = Ordering({"name": ("name",)})

    class Meta(RecordFilter.Meta):
        model = Article


class SectionFilter(AsOf):
    columns = named("heading", "rank")

    article = Named("article", "article", label=_("Article"))
    code = Held("code", label=_("Code"))
    topic = Named("topic", "section_topics__topic", label=_("Topic"))
    mentions = Named("*", "mentions__record", label=_("Mentions"))
    parent = Held("parent__code", label=_("Within"))
    ordering = Ordering({"article": ("article__slug", "rank"), "code": ("code",)})

    class Meta(AsOf.Meta):
        model = Section


def _speaks_of(kind: str, label: Words) -> Named:
    """Claims that mention the record; each filter asks a mention of its own."""
    return Named(kind, "mentions__record", row=label, label=label)


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

    facets = ("verdict", "kind", "article")
    columns = named("corrected_statement", "checked_on", text="summary", summary="")

    verdict = OneOf("verdict", Verdict, label=_("Verdict"))
    kind = OneOf("kind", ClaimKind, label=_("Kind"))
    confidence = OneOf("confidence", Confidence, label=_("Confidence of the verdict"))
    record = _speaks_of("*", _("Speaks of"))
    state = _speaks_of("state", _("Speaks of the state"))
    organization = _speaks_of("organization", _("Speaks of the organization"))
    mission = _speaks_of("mission", _("Speaks of the mission"))
    conflict = _speaks_of("conflict", _("Speaks of the conflict"))
    party = _speaks_of("party", _("Speaks of the party"))
    topic = _speaks_of("topic", _("Speaks of the topic"))
    document = _speaks_of("document", _("Speaks of the document"))
    role = OneOf("mentions__role", MentionRole, label=_("In the role"), method="in_role")
    evidence = Named(
        "document",
        "evidence__document",
        "evidence__provision__document",
        row="document",
        label=_("Rests on the document, or a provision of it"),
    )
    provision = OfProvision(
        "evidence__provision",
        row="provision",
        label=_("Rests on, such as Article 53"),
    )
    ordering = Ordering(
        {
            "code": ("code",),
            "verdict": ("verdict", "code"),
            "section": (("section__article__slug", "section__rank"), "code"),
        }
    )

    class Meta(RecordFilter.Meta):
        model = Claim

    def by_name(self, claims: QuerySet, name: str, text: str) -> QuerySet:
        """Also each word in what is claimed."""
        columns = ("name", "summary", "corrected_statement")
        return claims.filter(holding_folded(Claim, columns, text) | holding(text, claims))

    def in_role(self, claims: ClaimQuerySet, name: str, roles: list[str]) -> QuerySet:
        """Each record asked for is mentioned in that role; without one, any record is."""
        named = [ids for kind in SPOKEN_OF if (ids := self.given(kind))]
        for ids in named:
            claims = claims.mentioning(record__in=ids, role__in=roles)
        return claims if named else claims.mentioning(role__in=roles)


class TopicFilter(RecordFilter):
    facets = ("kind", "scope", "article")
    columns = named("references", definition="summary", summary="")

    about = {
        "only_in": (),
        "related_to": (
            About("relations__target", "relations_from__topic", label=_("Related topics")),
        ),
    }

    kind = OneOf("kind", TopicKind, label=_("Kind"))
    scope = OneOf("scope", TopicScope, label=_("Scope"))
    article = Named("article", "section_topics__section__article", label=_("In the article"))
    section = Held("section_topics__section__code", beneath=".", label=_("In the section"))
    in_both_articles = YesNo(label=_("In both articles"), method="shared")
    only_in = Named("article", label=_("Only in the article"), method="unshared")
    related_to = Named("topic", label=_("Related to"), method="related")
    ordering = Ordering({"name": ("name",), "kind": ("kind", "name")})

    class Meta(RecordFilter.Meta):
        model = Topic

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
    facets = ("article", "ordered")
    columns = named("list_code", "note")

    ordered = YesNo("ordered", label=_("Ordered"))
    ordering = Ordering({"name": ("name",), "section": ("section__code",)})

    class Meta(RecordFilter.Meta):
        model = Process


class ComparisonFilter(RecordFilter):
    columns = named("note")

    topic = Named("topic", "left_topic", "right_topic", label=_("Topic"))
    left_topic = Named("topic", "left_topic", label=_("Left topic"), in_form=False)
    right_topic = Named("topic", "right_topic", label=_("Right topic"), in_form=False)
    ordering = Ordering({"name": ("name",)})

    class Meta(RecordFilter.Meta):
        model = Comparison


class CaseStudyFilter(InSections, RecordFilter):
    facets = ("outcome_label", "article", "conflict")

    outcome_label = OneOf("outcome_label", OutcomeLabel, label=_("Label of the article"))
    mission = Named("mission", "missions", label=_("Mission"))
    conflict = Named("conflict", "conflict", label=_("Conflict"))
    factor = Named("topic", "factors__topic", label=_("Factor"))
    ordering = Ordering({"name": ("name",), "section": ("section__code",)})

    class Meta(RecordFilter.Meta):
        model = CaseStudy
