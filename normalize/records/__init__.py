"""What `normalize/` makes of a document: answers, marks, changes and findings, each with its place in print."""

from normalize.records.answers import Answer, AnswerKey, InstanceKey, Mark
from normalize.records.changes import Change, ChangeCell
from normalize.records.document_reading import Reading
from normalize.records.findings import Finding, FindingKind
from normalize.records.places import NOWHERE, Place
from normalize.records.statuses import DOUBTFUL, GRAVITY, Status, derived_status, worst

__all__ = [
    "DOUBTFUL",
    "GRAVITY",
    "NOWHERE",
    "Answer",
    "AnswerKey",
    "Change",
    "ChangeCell",
    "Finding",
    "FindingKind",
    "InstanceKey",
    "Mark",
    "Place",
    "Reading",
    "Status",
    "derived_status",
    "worst",
]
