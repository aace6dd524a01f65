"""What may be added up of articles, claims and topics: their number."""

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
    Section,
    SectionMention,
    SectionTopic,
    Topic,
    TopicRelation,
)
from records.stats.adding import Adding

ADDING = {
    model: Adding()
    for model in (
        Topic,
        TopicRelation,
        Process,
        ProcessStep,
        Comparison,
        ComparisonRow,
        CaseStudy,
        CaseFactor,
        Article,
        Section,
        SectionTopic,
        SectionMention,
        Passage,
        Claim,
        ClaimMention,
        ClaimRelation,
        EvidenceLink,
    )
}
