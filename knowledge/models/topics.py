from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, F, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from records.common.constraints import one_of
from records.models import Described, RecordKind
from records.models.ownership import Owned


class TopicKind(models.TextChoices):
    MECHANISM = "mechanism", _("Mechanism")
    PRINCIPLE = "principle", _("Principle")
    LEGAL_SOURCE = "legal_source", _("Legal source")
    MANDATE_ELEMENT = "mandate_element", _("Mandate element")
    CHALLENGE = "challenge", _("Challenge")
    SUCCESS_FACTOR = "success_factor", _("Success factor")
    BENEFIT = "benefit", _("Benefit")
    RESPONSIBILITY = "responsibility", _("Responsibility")
    TREND = "trend", _("Trend")
    TECHNOLOGY = "technology", _("Technology")
    SKILL = "skill", _("Skill")
    VALUE = "value", _("Value")
    ACTIVITY = "activity", _("Activity")
    OUTCOME = "outcome", _("Outcome")


class TopicScope(models.TextChoices):
    PEACEKEEPING = "peacekeeping", _("Peacekeeping")
    ENFORCEMENT = "enforcement", _("Peace enforcement")
    GENERAL = "general", _("General")


class TopicQuerySet(models.QuerySet):
    def for_list(self) -> Self:
        """With the sections that treat each, as `places`, in the order of the articles."""
        places = apps.get_model("knowledge", "SectionTopic").objects
        shown = places.select_related("section__article").in_reading_order()
        return self.prefetch_related(Prefetch("section_topics", queryset=shown, to_attr="places"))

    def in_every_article(self) -> Self:
        """Topics that at least one section of each article names."""
        articles = apps.get_model("knowledge", "Article").objects.order_by()
        named = Count("section_topics__section__article", distinct=True)
        return self.annotate(named_in=named).filter(named_in=articles.count(), named_in__gt=0)


class Topic(Described):
    """A concept. Its summary is its definition; a challenge that both articles name is one."""

    RECORD_KIND = RecordKind.TOPIC
    known_from = None

    kind = models.CharField(max_length=15, choices=TopicKind)
    scope = models.CharField(max_length=12, choices=TopicScope, default=TopicScope.GENERAL)
    references = models.CharField(max_length=500, blank=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        constraints = [one_of("kind", TopicKind), one_of("scope", TopicScope)]
        indexes = [models.Index(name="knowledge_topic_by_kind", fields=["kind"])]

    def linked_data(self) -> dict[str, Any]:
        return {"@type": "DefinedTerm"}


class TopicRelationKind(models.TextChoices):
    PART_OF = "part_of", _("Part of")
    LEADS_TO = "leads_to", _("Leads to")
    HINDERS = "hinders", _("Hinders")
    MITIGATES = "mitigates", _("Mitigates")
    REQUIRES = "requires", _("Requires")
    DISTINGUISHED_FROM = "distinguished_from", _("Distinguished from")
    RESTATES = "restates", _("Restates")


class TopicRelation(Owned):
    """Directed from its owner, but for `distinguished_from`, which is stored once."""

    owner = "topic"
    natural_key = ("kind", "target")
    collection = "relations"
    known_from = None

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=18, choices=TopicRelationKind)
    target = models.ForeignKey(Topic, models.PROTECT, related_name="relations_from")

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            one_of("kind", TopicRelationKind),
            models.CheckConstraint(
                name="knowledge_topicrelation_not_to_itself",
                condition=~Q(topic=F("target")),
                violation_error_message="A topic has no relation to itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.get_kind_display().lower()} {self.target}"
