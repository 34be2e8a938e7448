"""Whether this server has what reading from the web needs. Nothing is loaded to find out."""

from importlib.util import find_spec

NEEDED = ("urllib3", "protego")
HOW = "pip install 'safelamp[ingest]'"


def web_is_ready() -> bool:
    """Whether the extra `ingest` is installed."""
    return all(find_spec(name) for name in NEEDED)
