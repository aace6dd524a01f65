"""What every described thing shares: the record, its evidence and its history."""

from records.models.coverage import Coverage, CoverageSource
from records.models.evidence import Alias, Batch, Citation, Gap, Identifier, Source, SourceKind
from records.models.history import FixtureLoad, Head, Origin, Revision, State
from records.models.record import Described, Record, RecordKind

__all__ = [
    "Alias",
    "Batch",
    "Citation",
    "Coverage",
    "CoverageSource",
    "Described",
    "FixtureLoad",
    "Gap",
    "Head",
    "Identifier",
    "Origin",
    "Record",
    "RecordKind",
    "Revision",
    "Source",
    "SourceKind",
    "State",
]
