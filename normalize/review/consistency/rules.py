"""What in a document must agree (整合の規則), read from rules.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from extract.yaml_files import shipped


@dataclass(frozen=True, slots=True)
class Chosen:
    """An option of a question, where it is chosen."""

    field: str
    option: str


@dataclass(frozen=True, slots=True)
class CountRule:
    """A number of cases beside an option, and the group (by the field of its name) of which so many are printed.

    `none` is the option that says that there are none; `several` are words of a name that stands for several.
    """

    field: str
    option: str
    none: str
    group: str
    several: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilesRule:
    """The field that lists the names of files, the one that prints each, and what such names end with."""

    list: str
    name: str
    endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RequiredRule:
    """Choices that must be made unless one of these options is chosen."""

    fields: tuple[str, ...]
    unless: tuple[Chosen, ...] = ()


@dataclass(frozen=True, slots=True)
class NothingRule:
    """An option that leaves nothing to answer in these rows."""

    chosen: Chosen
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThresholdBand:
    """Which assessment is required from so many people concerned on, and which where that is raised."""

    start: int
    required: str
    raised: str


@dataclass(frozen=True, slots=True)
class ThresholdRule:
    """The threshold test (しきい値判断): its questions, its ascending bands, its results by what they require."""

    subjects: str
    raised_by: tuple[Chosen, ...]
    result: str
    bands: tuple[ThresholdBand, ...]
    results: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class DateRule:
    """A date that is not after another one."""

    field: str
    not_after: str


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """Which date no change of this timing (提出時期) is after."""

    published: str
    timing: str


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules; `elsewhere`, `denials` and `not_quoted` are the words by which texts tell that none applies.

    `ended` is the field of the name behind which a mark says that the work has ended.
    """

    counts: tuple[CountRule, ...]
    elsewhere: tuple[str, ...]
    files: FilesRule
    required: tuple[RequiredRule, ...]
    nothing_to_answer: tuple[NothingRule, ...]
    denials: tuple[str, ...]
    exclusive: tuple[tuple[Chosen, Chosen], ...]
    threshold: ThresholdRule
    dates: tuple[DateRule, ...]
    changes: ChangeRule
    ended: str
    not_quoted: tuple[str, ...]


@cache
def load_rules() -> Rules:
    """The rules as shipped, read once in a process."""
    spec = shipped("normalize.review.consistency", "rules.yaml")
    return Rules(
        counts=tuple(CountRule(**own | {"several": tuple(own["several"])}) for own in spec["counts"]),
        elsewhere=tuple(spec["elsewhere"]),
        files=FilesRule(**spec["files"] | {"endings": tuple(spec["files"]["endings"])}),
        required=tuple(RequiredRule(tuple(own["fields"]), _chosen(own.get("unless", ()))) for own in spec["required"]),
        nothing_to_answer=tuple(
            NothingRule(Chosen(own["field"], own["option"]), tuple(own["rows"])) for own in spec["nothing_to_answer"]
        ),
        denials=tuple(spec["denials"]),
        exclusive=tuple((Chosen(**one), Chosen(**other)) for one, other in spec["exclusive"]),
        threshold=_threshold(spec["threshold"]),
        dates=tuple(DateRule(**own) for own in spec["dates"]),
        changes=ChangeRule(**spec["changes"]),
        ended=spec["ended"],
        not_quoted=tuple(spec["not_quoted"]),
    )


def _chosen(specs: Any) -> tuple[Chosen, ...]:
    return tuple(Chosen(**own) for own in specs)


def _threshold(spec: dict[str, Any]) -> ThresholdRule:
    bands = (ThresholdBand(own["from"], own["required"], own.get("raised", own["required"])) for own in spec["bands"])
    return ThresholdRule(
        subjects=spec["subjects"],
        raised_by=_chosen(spec["raised_by"]),
        result=spec["result"],
        bands=tuple(bands),
        results={required: tuple(labels) for required, labels in spec["results"].items()},
    )
