"""What a release is made of: every package that it needs, as it is locked, with a licence that has a name."""

from __future__ import annotations

import json
from importlib.metadata import requires
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("cyclonedx")

from click.testing import CliRunner
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from extract.scan.models import digests
from release import parts as collecting
from release.__main__ import ROOT, main
from release.bill import VERSION
from release.lock import Locked, read_lock
from release.parts import PartError, known_licences, parts

LOCK = """\
one-part==1.2 \\
    --hash=sha256:{a} \\
    --hash=sha256:{b}
    # via
    #   hyokasho (pyproject.toml)
other==3 ; sys_platform == 'nowhere' \\
    --hash=sha256:{a}
other==4 ; sys_platform != 'nowhere' \\
    --hash=sha256:{b}
""".format(a="a" * 64, b="b" * 64)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release")
    done = CliRunner().invoke(main, [str(folder)])
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture(scope="module")
def bom(made: Path) -> dict[str, Any]:
    (file,) = made.glob("hyokasho-*.cdx.json")
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def test_the_lock_is_read_with_its_digests_for_this_machine(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text(LOCK)
    assert read_lock(tmp_path / "lock") == {
        "one-part": Locked("one-part", "1.2", ("a" * 64, "b" * 64)),
        "other": Locked("other", "4", ("b" * 64,)),
    }


def test_the_bill_is_one_by_the_rules_of_cyclonedx(bom: dict[str, Any]) -> None:
    assert (bom["bomFormat"], bom["specVersion"]) == ("CycloneDX", "1.6")
    assert JsonStrictValidator(VERSION).validate_str(json.dumps(bom)) is None


def test_it_has_every_package_that_is_needed_as_it_is_locked(bom: dict[str, Any]) -> None:
    lock = read_lock(ROOT / "requirements.lock")
    libraries = {each["name"]: each for each in bom["components"] if each["type"] == "library"}
    needed = {canonicalize_name(Requirement(line).name) for line in requires("hyokasho") or [] if "extra" not in line}
    assert needed <= libraries.keys()
    for name, each in libraries.items():
        assert each["version"] == lock[name].version
        assert {digest["content"] for digest in each["hashes"]} == set(lock[name].digests)
        assert each["licenses"]
    (root,) = (each for each in bom["dependencies"] if each["ref"] == bom["metadata"]["component"]["bom-ref"])
    models = {f"model:{name}" for name in digests()}
    assert set(root["dependsOn"]) == {f"{name}=={lock[name].version}" for name in needed} | models


def test_it_has_every_model_with_its_digest(bom: dict[str, Any]) -> None:
    models = [each for each in bom["components"] if each["type"] == "machine-learning-model"]
    assert {each["name"]: each["hashes"][0]["content"] for each in models} == digests()
    assert known_licences()["models"].keys() == digests().keys()


def test_the_licences_are_listed_with_their_texts(made: Path) -> None:
    (file,) = made.glob("hyokasho-*-licences.txt")
    text = file.read_text(encoding="utf-8")
    assert "pikepdf 10" in text
    assert "\nPP-OCRv6_rec_small.onnx (model): Apache-2.0\n" in text
    assert "Mozilla Public License Version 2.0" in text


def test_equal_parts_give_equal_bytes(made: Path, tmp_path: Path) -> None:
    CliRunner().invoke(main, [str(tmp_path)])
    for file in made.iterdir():
        assert (tmp_path / file.name).read_bytes() == file.read_bytes()


def test_a_package_that_is_not_as_locked_is_told() -> None:
    with pytest.raises(PartError, match="is not the version that is locked"):
        parts({name: Locked(name, "0", ()) for name in read_lock(ROOT / "requirements.lock")})


def test_a_licence_that_is_not_known_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "_known", lambda: {"names": {}, "packages": {}})
    with pytest.raises(PartError, match=r"its licence is not known .* release/licences.yaml"):
        parts(read_lock(ROOT / "requirements.lock"))
