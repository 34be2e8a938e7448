"""What an operation says when an act is not possible: one sentence for the person who tried it."""


class Refused(Exception):
    """The act is not possible now; the message says why and what to do, in the reader's language."""


class TakenAlready(Refused):
    """Somebody else was faster; the message names them if the member may see their case."""
