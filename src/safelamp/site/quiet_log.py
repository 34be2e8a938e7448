"""Logs that name what failed and where, and never what somebody wrote."""

import logging
import sys
import traceback
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

WRITE_NO_VALUES = ("safelamp", "gunicorn")  # others put values into finished texts: Django quotes a refused host name


class QuietFormatter(logging.Formatter):
    """Writes logger, level and, for an error, its type and places in the code.

    Arguments of the message, finished texts of others and the text of the exception are left out: a database error
    quotes the value that it refused, a request error quotes the address.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line, then one for each frame of the error's trace."""
        line = f"{record.levelname} {record.name}"
        if isinstance(record.msg, str) and (record.args or record.name.startswith(WRITE_NO_VALUES)):
            line += f": {record.msg}" if not record.args else f": {record.msg.partition('%')[0].strip()}"
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return line

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802  # logging's name
        """The error's type and the code that it passed, without its text."""
        kind, _, trace = ei
        frames = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        return "\n".join([f"  {kind.__module__}.{kind.__qualname__}" if kind else "  no error", *frames])


def configure(_settings: object = None) -> None:
    """Sends every log line, quietly formatted, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(QuietFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("django", "django.server"):  # Django's own handlers: a mail to administrators, a line with the address
        logging.getLogger(name).handlers[:] = []
        logging.getLogger(name).propagate = True
    logging.getLogger("django.request").setLevel(logging.ERROR)  # no line for a 404: its address may tell
    logging.getLogger("django.security").setLevel(logging.ERROR)
