"""The list of what we are made of: everything that is locked, with hash and licence."""

import json
import re

from launch import sbom
from tests.house.source import ROOT

BOM = sbom.bom()
PARTS = {part["bom-ref"]: part for part in BOM["components"]}


def test_it_is_cyclonedx():
    assert (BOM["bomFormat"], BOM["specVersion"], BOM["version"]) == ("CycloneDX", "1.6", 1)
    assert BOM["metadata"]["component"]["name"] == "mekaar"
    needed = {"type", "bom-ref", "name", "version", "purl", "hashes"}
    assert [ref for ref, part in PARTS.items() if not needed <= set(part)] == []
    assert len(PARTS) == len(BOM["components"]), "each reference once"
    assert {ref for row in BOM["dependencies"] for ref in row["dependsOn"]} == set(PARTS)


def test_everything_that_is_locked_is_in_it():
    lock = (ROOT / "requirements/run.txt").read_text(encoding="utf-8")
    assert sum(ref.startswith("pkg:pypi/") for ref in PARTS) == len(
        re.findall(r"(?m)^[\w.\[\],-]+==", lock)
    )
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    serving = [name for name, entry in packages.items() if name and not entry.get("dev")]
    assert sum(ref.startswith("pkg:npm/") for ref in PARTS) == len(serving) > 0
    assert any(ref.startswith("pkg:pypi/django@5.2") for ref in PARTS)


def test_every_part_has_its_hashes():
    size = {"SHA-256": 64, "SHA-512": 128}
    bad = [
        ref
        for ref, part in PARTS.items()
        if not part["hashes"]
        or any(
            not re.fullmatch(rf"[0-9a-f]{{{size[h['alg']]}}}", h["content"]) for h in part["hashes"]
        )
    ]
    assert bad == []


def test_nearly_every_part_tells_its_licence():
    """What is locked for another system only is not installed here, and cannot tell."""
    silent = [ref for ref, part in PARTS.items() if "licenses" not in part]
    assert len(silent) <= 4, silent


def test_it_names_no_address_and_is_the_same_again():
    text = json.dumps(BOM)
    assert not re.search(r"registry|pythonhosted|/home/", text)
    assert sbom.bom() == BOM
