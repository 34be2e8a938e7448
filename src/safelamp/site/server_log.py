"""What gunicorn writes: that something failed and where, never who asked and for what."""

from typing import Any

from gunicorn.glogging import Logger

from safelamp.site.quiet_log import QuietFormatter

_CUT = " from ip="  # gunicorn puts the visitor's address and the refused line behind these words


class ServerLogger(Logger):  # type: ignore[misc]  # gunicorn carries no types
    """Gunicorn's logger with the quiet formatter."""

    def setup(self, cfg: Any) -> None:  # noqa: ANN401  # gunicorn's own configuration
        """Sets gunicorn's handlers up, then takes the texts away."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(QuietFormatter())

    def warning(self, msg: object, *args: object, **kwargs: Any) -> None:  # noqa: ANN401  # gunicorn's signature
        """A request that could not be read: its sender and its bytes stay out."""
        super().warning(str(msg).partition(_CUT)[0], *args, **kwargs)
