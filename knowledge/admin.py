"""Topics, articles and their sections, claims, cases; the search index to look at."""

from typing import Any

from django.contrib import admin
from django.urls import path

from knowledge.editing.verdict_page import new_verdict
from knowledge.models import (
    Article,
    CaseFactor,
    CaseStudy,
    Claim,
    ClaimMention,
    ClaimRelation,
    Comparison,
    ComparisonRow,
    EvidenceLink,
    IndexVersion,
    Passage,
    Process,
    ProcessStep,
    RelatedLink,
    SearchEntry,
    Section,
    SectionList,
    SectionMention,
    SectionTopic,
    Topic,
    TopicRelation,
)
from records.admin import SHARED
from records.curation.admin import RecordAdmin
from records.curation.inlines import stack, table
from records.curation.lists import ReadOnlyAdmin
from records.curation.nested import NestedAdmin


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    list_display = ("name", "kind", "scope", "updated_at")
    list_filter = ("kind", "scope")
    inlines = [table(TopicRelation), *SHARED]


@admin.register(Article)
class ArticleAdmin(RecordAdmin):
    list_display = ("name", "provenance", "updated_at")
    list_filter = ("provenance",)
    inlines = [table(Section), *SHARED]


@admin.register(Section)
class SectionAdmin(NestedAdmin):
    """What one section treats, names and lists."""

    list_display = ("code", "heading", "article", "parent")
    list_filter = ("article",)
    list_select_related = ("article", "parent")
    search_fields = ("code", "heading")
    inlines = [
        table(SectionList),
        table(SectionTopic),
        table(SectionMention),
        table(RelatedLink),
        table(Passage),
    ]


@admin.register(Claim)
class ClaimAdmin(RecordAdmin):
    change_form_template = "admin/knowledge/claim.html"
    list_display = ("code", "name", "kind", "verdict", "confidence", "updated_at")
    list_filter = ("verdict", "kind", "confidence", "section__article")
    search_fields = ("code", "name", "summary")
    ordering = ("code",)
    inlines = [table(EvidenceLink), table(ClaimMention), table(ClaimRelation), *SHARED]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(new_verdict)
        return [path("verdict/", view, name="knowledge_claim_verdict"), *super().get_urls()]


@admin.register(Process)
class ProcessAdmin(RecordAdmin):
    list_display = ("name", "section", "ordered", "updated_at")
    list_select_related = ("section",)
    inlines = [stack(ProcessStep), *SHARED]


@admin.register(Comparison)
class ComparisonAdmin(RecordAdmin):
    list_display = ("name", "left_topic", "right_topic", "updated_at")
    list_select_related = ("left_topic", "right_topic")
    inlines = [stack(ComparisonRow), *SHARED]


@admin.register(CaseStudy)
class CaseStudyAdmin(RecordAdmin):
    list_display = ("name", "section", "outcome_label", "updated_at")
    list_filter = ("outcome_label",)
    list_select_related = ("section",)
    inlines = [table(CaseFactor), *SHARED]


@admin.register(Passage)
class PassageAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "kind")
    list_filter = ("kind", "section__article")
    list_select_related = ("section",)
    search_fields = ("section__code", "section__heading")


@admin.register(SectionList, SectionTopic, SectionMention, RelatedLink)
class SectionRowAdmin(ReadOnlyAdmin):
    list_display = ("section", "__str__")
    list_select_related = ("section",)
    search_fields = ("section__code",)


@admin.register(ClaimMention)
class ClaimMentionAdmin(ReadOnlyAdmin):
    list_display = ("claim", "record", "role")
    list_filter = ("role",)
    list_select_related = ("claim", "record")
    search_fields = ("claim__code", "record__name")


@admin.register(EvidenceLink)
class EvidenceLinkAdmin(ReadOnlyAdmin):
    list_display = ("claim", "document", "provision", "locator", "stance")
    list_filter = ("stance",)
    list_select_related = ("claim", "document", "provision__document")
    search_fields = ("claim__code", "document__symbol")


@admin.register(ClaimRelation)
class ClaimRelationAdmin(ReadOnlyAdmin):
    list_display = ("source", "kind", "target")
    list_filter = ("kind",)
    list_select_related = ("source", "target")
    search_fields = ("source__code", "target__code")


@admin.register(TopicRelation)
class TopicRelationAdmin(ReadOnlyAdmin):
    list_display = ("topic", "kind", "target")
    list_filter = ("kind",)
    list_select_related = ("topic", "target")
    search_fields = ("topic__name", "target__name")


@admin.register(ProcessStep)
class ProcessStepAdmin(ReadOnlyAdmin):
    list_display = ("process", "rank", "title")
    list_select_related = ("process",)
    search_fields = ("title", "process__name")


@admin.register(ComparisonRow)
class ComparisonRowAdmin(ReadOnlyAdmin):
    list_display = ("comparison", "rank", "criterion")
    list_select_related = ("comparison",)
    search_fields = ("criterion", "comparison__name")


@admin.register(CaseFactor)
class CaseFactorAdmin(ReadOnlyAdmin):
    list_display = ("case_study", "topic", "effect", "claim")
    list_filter = ("effect",)
    list_select_related = ("case_study", "topic", "claim")
    search_fields = ("case_study__name", "topic__name")


@admin.register(SearchEntry)
class SearchEntryAdmin(ReadOnlyAdmin):
    list_display = ("title", "kind", "subkind")
    list_filter = ("kind",)
    search_fields = ("title",)


@admin.register(IndexVersion)
class IndexVersionAdmin(ReadOnlyAdmin):
    list_display = ("fingerprint",)
