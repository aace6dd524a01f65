"""Articles and sections, claims, topics, processes, comparisons, case studies and search."""

from knowledge.api.articles import ArticleViewSet, SectionViewSet
from knowledge.api.cases import CaseStudyViewSet, ComparisonViewSet, ProcessViewSet
from knowledge.api.claims import ClaimViewSet
from knowledge.api.topics import TopicViewSet
from knowledge.search.api import SearchViewSet

ENDPOINTS = {
    "topics": TopicViewSet,
    "processes": ProcessViewSet,
    "comparisons": ComparisonViewSet,
    "case-studies": CaseStudyViewSet,
    "articles": ArticleViewSet,
    "sections": SectionViewSet,
    "claims": ClaimViewSet,
    "search": SearchViewSet,
}
