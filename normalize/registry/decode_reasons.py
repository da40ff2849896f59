"""Reading of the reasons for doubt, checked against the codes that the readers use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from normalize.reasons import Reason
from normalize.registry.dataset_model import ReasonSpec, ReasonStatus, Value
from normalize.registry.registry_error import RegistryError


def reason_specs(spec: Mapping[str, Mapping[str, Any]]) -> dict[Reason, ReasonSpec]:
    """The reasons by their code. Raises RegistryError where YAML and code differ, or for a status that is none."""
    codes = {str(reason) for reason in Reason}
    for code in sorted(codes ^ spec.keys()):
        raise RegistryError(f"reason {code}: " + ("not in reasons.yaml" if code in codes else "unknown to the code"))
    for code, own in spec.items():
        if own["status"] not in get_args(ReasonStatus):
            raise RegistryError(f"reason {code}: status {own['status']}")
    return {reason: ReasonSpec(**spec[reason]) for reason in Reason}


def reason_values(specs: Mapping[Reason, ReasonSpec]) -> tuple[Value, ...]:
    """The reasons as the words that a column may hold."""
    return tuple(Value(str(reason), own.ja, own.en) for reason, own in specs.items())
