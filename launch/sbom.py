"""`make sbom`: what Mekaar is made of, as CycloneDX, out of the lock files and without network."""

import base64
import json
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

from launch.place import ROOT

OUT = ROOT / "static-build" / "sbom.json"
_PINNED = re.compile(
    r"(?m)^(?P<name>[\w.-]+)(?:\[[\w,-]+\])?==(?P<version>[^\s;\\]+)"
    r"(?P<rest>[^\n]*(?:\n +--hash=[^\n]*)*)"
)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")

Component = dict[str, Any]


def python_components(lock: str) -> list[Component]:
    """Every package of a Python lock file, with its hashes and licence."""
    return [_python(match) for match in _PINNED.finditer(lock)]


def _python(match: re.Match[str]) -> Component:
    name = re.sub(r"[-_.]+", "-", match["name"]).lower()
    purl = f"pkg:pypi/{name}@{match['version']}"
    hashes = [{"alg": "SHA-256", "content": found} for found in _HASH.findall(match["rest"])]
    return _component(name, match["version"], purl, hashes, _licence_of(name))


def _licence_of(name: str) -> str:
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:  # locked for another system than this one
        return ""
    given = [told[key] for key in ("License-Expression", "License") if key in told]
    plain = str(next(filter(None, given), ""))
    classified = [c.rpartition(" :: ")[2] for c in told.get_all("Classifier") or []
                  if c.startswith("License ::")]  # fmt: skip
    return plain if 0 < len(plain) < 80 else ", ".join(classified)


def node_components(lock: str) -> list[Component]:
    """Every package of the npm lock file that reaches a browser."""
    packages = json.loads(lock)["packages"]
    return [
        _node(path.rpartition("node_modules/")[2], entry)
        for path, entry in sorted(packages.items())
        if path and not entry.get("dev")
    ]


def _node(name: str, entry: dict[str, Any]) -> Component:
    digest = base64.b64decode(entry["integrity"].partition("-")[2]).hex()
    purl = f"pkg:npm/{name.replace('@', '%40')}@{entry['version']}"
    hashes = [{"alg": "SHA-512", "content": digest}]
    return _component(name, entry["version"], purl, hashes, str(entry.get("license") or ""))


def _component(
    name: str, version: str, purl: str, hashes: list[dict[str, str]], licence: str
) -> Component:
    found: Component = {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "hashes": hashes,
    }
    return found | ({"licenses": [{"license": {"name": licence}}]} if licence else {})


def bom() -> dict[str, Any]:
    """The whole list. The same lock files give the same list."""
    own = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    parts = python_components((ROOT / "requirements" / "run.txt").read_text(encoding="utf-8"))
    parts += node_components((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    product = {
        "type": "application",
        "bom-ref": "mekaar",
        "name": own["name"],
        "version": own["version"],
        "licenses": [{"license": {"id": own["license"]}}],
    }
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": product},
        "components": parts,
        "dependencies": [{"ref": "mekaar", "dependsOn": [part["bom-ref"] for part in parts]}],
    }


def main() -> int:
    """Write it, or to the file that is named."""
    out = Path(sys.argv[1]) if sys.argv[1:] else OUT
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(bom(), indent=1) + "\n", encoding="utf-8")
    print(out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
