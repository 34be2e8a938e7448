"""What can go wrong with a backup, said to the person who can act."""


class BackupProblem(Exception):
    """Nothing was changed; the message says what failed and what to do."""


class CannotRead(BackupProblem):
    """A backup is damaged, cut off, meant for somebody else or made by a newer version."""


class CannotWrite(BackupProblem):
    """A backup could not be written; the earlier ones are as they were."""


class NotEmpty(BackupProblem):
    """Restoring would overwrite an instance."""
