"""Articles and sections, claims, topics, processes, comparisons, case studies and search."""

from knowledge.api.articles import (
    ArticleViewSet,
    SectionMentionViewSet,
    SectionTopicViewSet,
    SectionViewSet,
)
from knowledge.api.cases import (
    CaseStudyViewSet,
    ComparisonRowViewSet,
    ComparisonViewSet,
    FactorViewSet,
    ProcessViewSet,
    StepViewSet,
)
from knowledge.api.claims import (
    ClaimRelationViewSet,
    ClaimViewSet,
    EvidenceLinkViewSet,
    MentionViewSet,
    PassageViewSet,
)
from knowledge.api.topics import TopicRelationViewSet, TopicViewSet
from knowledge.search.api import SearchViewSet

ENDPOINTS = {
    "topics": TopicViewSet,
    "topic-relations": TopicRelationViewSet,
    "processes": ProcessViewSet,
    "process-steps": StepViewSet,
    "comparisons": ComparisonViewSet,
    "comparison-rows": ComparisonRowViewSet,
    "case-studies": CaseStudyViewSet,
    "case-factors": FactorViewSet,
    "articles": ArticleViewSet,
    "sections": SectionViewSet,
    "section-topics": SectionTopicViewSet,
    "section-mentions": SectionMentionViewSet,
    "passages": PassageViewSet,
    "claims": ClaimViewSet,
    "claim-mentions": MentionViewSet,
    "claim-relations": ClaimRelationViewSet,
    "evidence-links": EvidenceLinkViewSet,
    "search": SearchViewSet,
}
