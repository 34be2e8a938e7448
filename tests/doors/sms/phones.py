"""A phone that writes text messages to the sms door, as Kannel brings them."""

import base64
import re
import uuid
from dataclasses import dataclass, field

from django.test import Client

SECRET = "a long secret of the gateway"
NUMBER = "+66811111111"
BASIC = "Basic " + base64.b64encode(f"kannel:{SECRET}".encode()).decode()
GSM, UCS2 = "0", "2"


@dataclass
class Phone:
    """One number. `replies` is everything that it was sent."""

    number: str = NUMBER
    replies: list[str] = field(default_factory=list)
    codings: list[str] = field(default_factory=list)

    def sends(self, text: str, *, delivery: str = "") -> str:
        """One message, and its reply."""
        plain = text.isascii()
        answer = Client().post(
            f"/sms/kannel/?id={delivery or uuid.uuid4()}",
            text.encode() if plain else text.encode("utf-16-be"),
            content_type='text/plain; charset="UTF-8"' if plain else 'text/plain; charset="UTF-16BE"',
            headers={"authorization": BASIC, "x-kannel-from": self.number, "x-kannel-coding": GSM if plain else UCS2},
        )
        assert answer.status_code == 200, answer.content
        self.replies.append(answer.content.decode())
        self.codings.append(answer.headers.get("X-Kannel-Coding", GSM))
        return self.replies[-1]

    @property
    def receipt(self) -> str:
        """The code in the last reply."""
        found = re.search(r"(?:\d{4} ){4}\d{4}", self.replies[-1])
        assert found is not None, self.replies[-1]
        return found.group()


def tells(phone: Phone, *texts: str) -> str:
    """Several messages one after the other; the last reply."""
    return [phone.sends(text) for text in texts][-1]
