"""The fixture tables of topics, articles, claims and cases."""

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
    Passage,
    Process,
    ProcessStep,
    RelatedLink,
    Section,
    SectionList,
    SectionMention,
    SectionTopic,
    Topic,
    TopicRelation,
)
from records.content.tables import table

TABLES = (
    table("topics.csv", Topic, "slug name summary kind scope references"),
    table("topic_relations.csv", TopicRelation, "topic kind target"),
    table("articles.csv", Article, "slug name summary provenance notice_summary"),
    table("sections.csv", Section, "article code heading parent rank"),
    table("passages.csv", Passage, "article section paragraph sentence kind"),
    table("section_lists.csv", SectionList, "article section code kind items"),
    table("section_topics.csv", SectionTopic, "article section topic list_code rank"),
    table("section_mentions.csv", SectionMention, "article section record list_code rank"),
    table("related_links.csv", RelatedLink, "article section rank label record"),
    table(
        "claims.csv",
        Claim,
        "slug name summary section kind verdict corrected_statement confidence checked_on passages",
    ),
    table("claim_mentions.csv", ClaimMention, "claim record role"),
    table("evidence_links.csv", EvidenceLink, "claim document provision locator stance"),
    table("claim_relations.csv", ClaimRelation, "source target kind"),
    table("processes.csv", Process, "slug name summary section ordered list_code note"),
    table("process_steps.csv", ProcessStep, "process rank title summary topic"),
    table("comparisons.csv", Comparison, "slug name summary left_topic right_topic note"),
    table(
        "comparison_rows.csv",
        ComparisonRow,
        "comparison rank criterion left right documents provisions",
    ),
    table(
        "case_studies.csv", CaseStudy, "slug name summary section outcome_label conflict missions"
    ),
    table("case_factors.csv", CaseFactor, "case_study topic effect claim"),
)
