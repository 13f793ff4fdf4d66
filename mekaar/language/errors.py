"""What the language engine cannot work with, said in one sentence."""


class BadInput(ValueError):
    """Input that cannot be used; the text is one English sentence for who called the program."""


class NoModel(BadInput):
    """A model of meaning that cannot run on this machine; words do its work."""
