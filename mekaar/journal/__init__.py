"""Journal: what was done and who looked, append-only, by id only. Knows nothing of what it carries."""
