"""The bill of materials of a release, in CycloneDX's JSON; equal parts give equal bytes."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from release.parts import PROJECT, Part

VERSION = SchemaVersion.V1_6


def bill(parts: Mapping[str, Part], models: Mapping[str, str], licences: Mapping[str, str]) -> str:
    """The bill as JSON. `models`: SHA-256 by file; `licences`: their licences by file."""
    components = {name: _component(part) for name, part in parts.items()}
    learned = [_model(name, digest, licences[name]) for name, digest in models.items()]
    bom = Bom(components=[*(each for name, each in components.items() if name != PROJECT), *learned])
    bom.metadata.component = components[PROJECT]
    bom.metadata.timestamp = None  # type: ignore[assignment] # a release is told by its parts
    for name, part in parts.items():
        needed = [components[each] for each in part.needs]
        bom.register_dependency(components[name], needed + learned if name == PROJECT else needed)
    facts = repr([(part.name, part.version, part.digests) for part in parts.values()]) + repr(sorted(models.items()))
    bom.serial_number = uuid.UUID(bytes=hashlib.sha256(facts.encode()).digest()[:16], version=4)
    return make_outputter(bom, OutputFormat.JSON, VERSION).output_as_string(indent=1) + "\n"


def _component(part: Part) -> Component:
    kind = ComponentType.APPLICATION if part.name == PROJECT else ComponentType.LIBRARY
    return Component(
        name=part.name, version=part.version, type=kind, description=part.summary or None,
        bom_ref=f"{part.name}=={part.version}", purl=PackageURL("pypi", None, part.name, part.version),
        licenses=[LicenseFactory().make_from_string(part.licence)],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in part.digests],
    )  # fmt: skip


def _model(name: str, digest: str, licence: str) -> Component:
    return Component(
        name=name, version=digest[:12], type=ComponentType.MACHINE_LEARNING_MODEL, bom_ref=f"model:{name}",
        licenses=[LicenseFactory().make_from_string(licence)],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
    )  # fmt: skip
