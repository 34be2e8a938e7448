"""Each kind of gateway as the sms door sees it: what it posts, and how its answer is read."""

import base64
import hashlib
import hmac
import json
import re
import uuid
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.doors.sms.phones import BASIC, NUMBER, SECRET

HOST = "http://localhost"
TO = "+15550001111"


class KannelGateway:
    """smsbox with post-url."""

    name = "kannel"

    def post(self, text: str, *, delivery: str = "", secret: str = SECRET, number: str = NUMBER, to: str = TO) -> Any:
        password = base64.b64encode(f"kannel:{secret}".encode()).decode()
        headers = {
            "authorization": f"Basic {password}",
            "x-kannel-from": number,
            "x-kannel-to": to,
            "x-kannel-coding": "2",
        }
        address = f"/sms/kannel/?id={delivery or uuid.uuid4()}"
        return Client().post(
            address, text.encode("utf-16-be", "surrogatepass"), content_type='text/plain; charset="UTF-16BE"',
            headers=headers,
        )  # fmt: skip

    def without_proof(self) -> Any:
        return Client().post("/sms/kannel/", b"hello", content_type="text/plain", headers={"x-kannel-from": NUMBER})

    def broken(self) -> Any:
        """An odd number of bytes, said to be UTF-16."""
        headers = {"authorization": BASIC, "x-kannel-from": NUMBER, "x-kannel-coding": "2"}
        return Client().post("/sms/kannel/?id=1", b"\x00h\xd8", content_type="text/plain", headers=headers)

    def said(self, answer: HttpResponse) -> str:
        return answer.content.decode()


class RapidProGateway:
    """A flow's webhook."""

    name = "rapidpro"

    def post(self, text: str, *, delivery: str = "", secret: str = SECRET, number: str = NUMBER, to: str = TO) -> Any:
        said = {"uuid": delivery or str(uuid.uuid4()), "text": text, "urn": f"tel:{number}", "created_on": "today"}
        told = {"contact": {"uuid": "c", "urn": f"tel:{number}"}, "input": said, "flow": {"name": "f"}, "results": {}}
        told["channel"] = {"address": to, "name": "n", "uuid": "u"}
        return self._post(json.dumps(told).encode(), secret)

    def without_proof(self) -> Any:
        return Client().post("/sms/rapidpro/", b"{}", content_type="application/json")

    def broken(self) -> Any:
        return self._post(b'{"input": {"text": "\xff', SECRET)

    def said(self, answer: HttpResponse) -> str:
        text: str = json.loads(answer.content)["text"]
        return text

    def _post(self, body: bytes, secret: str) -> Any:
        headers = {"authorization": f"Token {secret}"}
        return Client().post("/sms/rapidpro/", body, content_type="application/json", headers=headers)


class TwilioGateway:
    """A number's webhook."""

    name = "twilio"

    def post(self, text: str, *, delivery: str = "", secret: str = SECRET, number: str = NUMBER, to: str = TO) -> Any:
        form = {"MessageSid": delivery or uuid.uuid4().hex, "From": number, "To": to, "Body": text}
        return self._post(form, self._signature(form, secret))

    def without_proof(self) -> Any:
        return Client().post("/sms/twilio/", {"From": NUMBER, "Body": "hello"})

    def broken(self) -> Any:
        return self.post("hello", number="")

    def said(self, answer: HttpResponse) -> str:
        found = re.search(r"<Message>(.*)</Message>", answer.content.decode(), re.DOTALL)
        return unescape(found.group(1)) if found else ""

    def _signature(self, form: dict[str, str], secret: str) -> str:
        """As Twilio's own documents say, written here a second time."""
        signed = f"{HOST}/sms/twilio/" + "".join(name + form[name] for name in sorted(form))
        return base64.b64encode(hmac.new(secret.encode(), signed.encode(), hashlib.sha1).digest()).decode()

    def _post(self, form: dict[str, str], signature: str) -> Any:
        return Client().post("/sms/twilio/", form, headers={"x-twilio-signature": signature})


Gateway = KannelGateway | RapidProGateway | TwilioGateway
GATEWAYS = (KannelGateway, RapidProGateway, TwilioGateway)
