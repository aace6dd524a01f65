"""What may be added up of articles, claims and topics: their number."""

from knowledge.models import (
    Article,
    CaseStudy,
    Claim,
    Comparison,
    Process,
    Section,
    Topic,
)
from records.stats.adding import Adding

ADDING = {
    model: Adding() for model in (Topic, Process, Comparison, CaseStudy, Article, Section, Claim)
}
