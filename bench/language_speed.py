"""What a model costs: start, time and memory for a text, alone and with eight threads."""

import json
import subprocess
import sys

LOAD = """
import json, resource, sys, time
from concurrent.futures import ThreadPoolExecutor
from mekaar.language.threads import one_thread_for_each_text
one_thread_for_each_text()
start = time.perf_counter()
from mekaar.language.embed import open_embedder
model = open_embedder(sys.argv[1])
model.embed(["koffie"], "query")
loaded = time.perf_counter() - start
mb = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
short = [f"Wie helpt mij op dag {n} met de boodschappen van mijn moeder?" for n in range(80)]
long = [" ".join(short[n : n + 10]) for n in range(8)]
def timed(texts):
    start, cpu = time.perf_counter(), time.process_time()
    for text in texts: model.embed([text], "query")
    used = time.perf_counter() - start, time.process_time() - cpu
    return [1000 * part / len(texts) for part in used]
one, page = timed(short), timed(long)
alone = model.embed(short, "query")
start = time.perf_counter()
with ThreadPoolExecutor(8) as pool:
    rows = list(pool.map(lambda text: model.embed([text], "query")[0], short))
eight = 1000 * (time.perf_counter() - start) / len(short)
same = all(abs(float(a @ b) - 1) < 1e-5 for a, b in zip(alone, rows))
told = {"load": loaded, "short": one, "long": page, "eight": eight, "same": same, "mb": mb()}
print(json.dumps(told))
"""

START = "import time; s = time.perf_counter(); import {0}; print(time.perf_counter() - s)"


def of_model(name: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-c", LOAD, name], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def start_up(module: str) -> float:
    """Milliseconds to import, the best of five processes."""
    command = [sys.executable, "-c", START.format(module)]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(5)]
    return 1000 * min(float(run.stdout) for run in runs)
