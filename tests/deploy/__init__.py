"""The production set-up: what stands in deploy/, run as it is."""
