"""The room of reports: somebody reports words, a person decides with a reason, another appeals."""
