"""Reading of the kinds of findings, with their sentences checked against what they may tell."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter
from typing import Any

from normalize.registry.dataset_model import FindingSpec, FindingSpecs
from normalize.registry.registry_error import RegistryError

TOLD = frozenset({"page", "text", "label", "reasons"})
"""What the sentence of every kind of finding may tell."""


def finding_specs(spec: dict[str, Any]) -> FindingSpecs:
    """The kinds of findings. Raises RegistryError for a sentence that names what its kind does not tell."""
    kinds = {kind: FindingSpec(**own | {"words": tuple(own.get("words", ()))}) for kind, own in spec["kinds"].items()}
    for kind, own in kinds.items():
        for fault in _faults(own):
            raise RegistryError(f"finding {kind}: {fault}")
    return FindingSpecs(kinds, spec["places"]["file"])


def _faults(spec: FindingSpec) -> Iterator[str]:
    if spec.about not in ("document", "reading"):
        yield f"about {spec.about}"
    if spec.severity not in ("error", "warning", "info"):
        yield f"severity {spec.severity}"
    for sentence in (spec.ja, spec.en):
        named = {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
        for name in sorted(named - TOLD - set(spec.words)):
            yield f"nothing is known of {{{name}}} in: {sentence}"
        for word in sorted(set(spec.words) - named):
            yield f"the word {word} is not told in: {sentence}"
