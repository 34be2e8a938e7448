"""Webhook: a signed POST with the occasion and an id, and nothing else, to the organisation's own system."""

import json
import ssl
import time
from http.client import HTTPConnection, HTTPSConnection

from safelamp.ground.post.channels.asking import TROUBLE, Asked, cut_after, status_of
from safelamp.ground.post.channels.contract import SENDS_WITHIN, Letter, Verdict
from safelamp.ground.post.channels.webhook.signing import signature
from safelamp.ground.post.channels.webhook.targets import NotAllowed, Reach, Target, connected, target

_TAKEN = range(200, 300)
_NOT_NOW = frozenset({408, 409, 423, 425, 429})  # timeouts, locks and "too many": all else from 300 to 499 is for good
_OTHER_SIDE_BROKEN = 500


class Webhook:
    """Signed POSTs, each over a line of its own."""

    def __init__(self, *, reach: Reach, within: float = SENDS_WITHIN) -> None:
        self._reach = reach
        self._within = within

    def send(self, letter: Letter) -> Verdict:
        """Posts once; the same letter has the same `webhook-id` at every try."""
        try:
            kept = json.loads(letter.to)
            goal = target(kept["url"], reach=self._reach)
            connection = self._connection(goal)
        except NotAllowed:
            return Verdict.REFUSED
        except TROUBLE:
            return Verdict.BUSY
        return _verdict(status_of(connection, _asked(goal, letter, kept["secret"]), within=self._within))

    def close(self) -> None:
        """No line is kept open."""

    def _connection(self, goal: Target) -> HTTPConnection:
        line = connected(goal, reach=self._reach, within=self._within)
        if goal.scheme == "http":
            connection = HTTPConnection(goal.host, goal.port)
            connection.sock = line
            return connection
        context = ssl.create_default_context()
        connection = HTTPSConnection(goal.host, goal.port, context=context)
        wrapped = context.wrap_socket(line, server_hostname=goal.host, do_handshake_on_connect=False)
        try:
            with cut_after(self._within, lambda: wrapped):
                wrapped.do_handshake()
        except OSError:
            wrapped.close()
            raise
        connection.sock = wrapped
        return connection


def _asked(goal: Target, letter: Letter, secret: str) -> Asked:
    message_id, seconds = letter.id.hex, int(time.time())
    body = json.dumps({"type": letter.occasion, "id": message_id}).encode()
    headers = {
        "content-type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(seconds),
        "webhook-signature": signature(secret, message_id=message_id, seconds=seconds, body=body),
    }
    return Asked("POST", goal.path, body, headers)


def _verdict(status: int | None) -> Verdict:
    if status is None or status >= _OTHER_SIDE_BROKEN or status in _NOT_NOW:
        return Verdict.BUSY
    return Verdict.SENT if status in _TAKEN else Verdict.REFUSED
