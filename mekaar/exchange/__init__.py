"""Exchange: ask, offer, idea, introduction, arrangement, reverse question."""
