"""What every described thing shares: the record, its evidence and its history."""

from records.models.api_key import ApiKey
from records.models.coverage import Coverage, CoverageSource
from records.models.evidence import Alias, Batch, Citation, Gap, Identifier, Source, SourceKind
from records.models.job import Job, JobState
from records.models.last_run import LastRun, Upkeep
from records.models.name import NameEntry
from records.models.open_form import OpenForm
from records.models.proposal import Proposal, ProposalState, Remark
from records.models.record import ACTORS, Described, Record, RecordKind
from records.models.report import Report, ReportState
from records.models.revision import (
    BatchChange,
    ChainHead,
    FixtureLoad,
    Origin,
    Revision,
    RevisionState,
)

__all__ = [
    "ACTORS",
    "Alias",
    "ApiKey",
    "Batch",
    "BatchChange",
    "ChainHead",
    "Citation",
    "Coverage",
    "CoverageSource",
    "Described",
    "FixtureLoad",
    "Gap",
    "Identifier",
    "Job",
    "JobState",
    "LastRun",
    "NameEntry",
    "OpenForm",
    "Origin",
    "Proposal",
    "ProposalState",
    "Record",
    "RecordKind",
    "Remark",
    "Report",
    "ReportState",
    "Revision",
    "RevisionState",
    "Source",
    "SourceKind",
    "Upkeep",
]
