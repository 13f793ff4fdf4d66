"""The Nu validator: every kind of page that any test saw is validated once, in one go, at the end.

Needs Java and `node_modules/vnu-jar` (a house test says so when they are missing).
"""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
JAR = Path(os.environ.get("MEKAAR_VNU", ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"))
# In a run of seconds, compiling better than this costs more than it brings; -Xss because code that
# was compiled so needs more room for calls.
QUICK = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss16m"]
# MEKAAR_NU=0 leaves it out while working on one test; `make test` never does.
WANTED = os.environ.get("MEKAAR_NU", "1") == "1"


def is_there() -> bool:
    """Whether pages can be validated here."""
    return JAR.is_file() and shutil.which("java") is not None


class Collection:
    """Pages that wait for the validator, one of each kind (a view and its status)."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.kinds: dict[str, str] = {}

    def add(self, kind: str, html: str) -> None:
        """Keep this page, unless one of its kind is there."""
        name = hashlib.sha256(kind.encode()).hexdigest()[:16] + ".html"
        if not WANTED or not is_there() or name in self.kinds:
            return
        self.folder = self.folder or Path(tempfile.mkdtemp(prefix="mekaar-nu-"))
        self.kinds[name] = kind
        (self.folder / name).write_text(html, encoding="utf-8")

    def validate(self) -> list[str]:
        """What the validator has to say about all of them; then they are forgotten."""
        if self.folder is None:
            return []
        command = ["java", *QUICK, "-jar", str(JAR), "--format", "json", "--exit-zero-always"]
        done = subprocess.run(
            [*command, str(self.folder)], check=True, capture_output=True, text=True
        )
        found = [
            f"{self.kinds[Path(remark['url']).name]}: {remark['message']}"
            f" {remark.get('extract', '')!r}"
            for remark in json.loads(done.stderr)["messages"]
            if remark["type"] == "error" or remark.get("subType") == "warning"
        ]
        shutil.rmtree(self.folder)
        self.folder, self.kinds = None, {}
        return found


PAGES = Collection()
