"""Top floor: home, mijn plek, desk, navigation, error pages, demo. Composes, owns no table."""
