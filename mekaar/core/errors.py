"""The small family of refusals. Actions raise them; one middleware turns them into a page."""


class Refusal(Exception):
    """Something that is not going to happen, with the sentence a person reads."""

    status = 409

    def __init__(self, sentence: str) -> None:
        """Keep the Dutch sentence, which says what to do next."""
        super().__init__(sentence)
        self.sentence = sentence


class Refused(Refusal):
    """A rule of the domain says no (409): the sentence says why and what is possible instead."""


class NotAllowed(Refusal):
    """This person may see the thing but not do this (403)."""

    status = 403


class NotThere(Refusal):
    """For this person the thing does not exist (404): the same answer as for nothing at all."""

    status = 404
