"""Packing: rings, cycles and chains that share nobody, as good as can be, with what is proved.

`rings` the rings of a round · `pool` PrefLib's kidney exchange pools · `solver` the best packing
of a pool (`prices` its loops, `bound` its proof, `highs` the solver underneath) · `command` the
command line. Nothing here is needed for a round without rings, and nothing is loaded by it.
"""
