"""Journal: what was done and who looked; append-only, by id. Knows nothing of what it carries."""
