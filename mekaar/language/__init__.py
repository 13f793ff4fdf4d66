"""The language engine: meaning of short Dutch texts, and hints to who writes them."""
