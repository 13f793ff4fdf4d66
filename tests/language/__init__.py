"""The language engine, without the house."""
