"""Rounds: a set of ideas for many asks at once, exact and with its proof.

`making` puts a round together out of: `columns` the instance as arrays · `candidates`, `pairs` who
may help whom and how well it fits · `circulation` the best set of pairs and what changes after it
(`net` its arrays, `flow` one change, `path` one search) · `parting`, `moments` no two ideas at one
moment · `short_rings`, `ring_search` rings of two to four · `open_asks`, `near_misses` why an ask
stays open. `mekaar.matching.compiled` makes machine code of the kernels where numba is.

Importing this loads numpy; a compiler is loaded only by a round that is large.
"""

from mekaar.matching.rounds.making import Options, Round, Stopped, make_round

__all__ = ["Options", "Round", "Stopped", "make_round"]
