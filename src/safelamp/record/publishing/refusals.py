"""What an act of publishing says when it is not possible: one sentence for the person who tried it."""


class Refused(Exception):
    """The act is not possible now; the message says why and what to do, in the reader's language."""
