"""The phone's scripts and the server's engine make the same: vectors, receipts, envelopes, parcels, proofs."""

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from safelamp.engines.sealing import envelopes, padding, parcels, proofs, receipts, wrapping
from safelamp.engines.sealing.envelopes import Context
from tests.engines.scripts_in_browser import run, scripts
from tools.sealing_phone import text_of

HERE = Path(__file__).parent
RFC = json.loads((HERE / "hpke_rfc9180.json").read_text(encoding="utf-8"))
BETWEEN = json.loads((HERE / "sealing_interoperability.json").read_text(encoding="utf-8"))
SUITE = """const suite = new hpke.CipherSuite(
    { kem: new hpke.DhkemP256HkdfSha256(), kdf: new hpke.HkdfSha256(), aead: new hpke.Aes128Gcm() });
"""
OPEN = (
    SUITE
    + """const raw = bytes(given.private), point = bytes(given.point);
const jwk = { kty: "EC", crv: "P-256", d: receipt.base64(raw), x: receipt.base64(point.slice(1, 33)),
              y: receipt.base64(point.slice(33)), ext: true };
const key = await suite.kem.importKey("jwk", jwk, false);
const sealed = bytes(given.envelope);
const opened = await suite.open(
    { recipientKey: key, enc: sealed.slice(17, 82), info: receipt.bytesOf(given.info) }, sealed.slice(82));
return hex(opened);"""
)


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """One page for all of them: the scripts keep nothing."""
    with scripts(chromium) as opened:
        yield opened


def test_the_vendored_library_makes_the_vectors_of_the_rfc(page: Page) -> None:
    body = (
        SUITE
        + """const recipientPublicKey = await suite.kem.deserializePublicKey(bytes(given.pkRm));
    const sender = await suite.createSenderContext(
        { recipientPublicKey, info: bytes(given.info), ekm: bytes(given.ikmE) });
    const made = [];
    for (const one of given.encryptions) made.push(hex(await sender.seal(bytes(one.pt), bytes(one.aad))));
    return { enc: hex(sender.enc), made };"""
    )
    made = run(page, body, RFC)
    assert made == {"enc": RFC["pkEm"], "made": [each["ct"] for each in RFC["encryptions"]]}


def test_the_vendored_library_opens_the_vectors_of_the_rfc(page: Page) -> None:
    body = (
        SUITE
        + """const pair = await suite.kem.deriveKeyPair(bytes(given.ikmR));
    const reader = await suite.createRecipientContext(
        { recipientKey: pair.privateKey, enc: bytes(given.pkEm), info: bytes(given.info) });
    const opened = [];
    for (const one of given.encryptions) opened.push(hex(await reader.open(bytes(one.ct), bytes(one.aad))));
    return opened;"""
    )
    assert run(page, body, RFC) == [each["pt"] for each in RFC["encryptions"]]


@pytest.mark.parametrize("case", BETWEEN["made_by_python"], ids=lambda case: case["field"])
def test_what_python_sealed_opens_in_the_browser(page: Page, case: dict[str, str]) -> None:
    padded = bytes.fromhex(run(page, OPEN, case | {"private": BETWEEN["private"], "point": BETWEEN["point"]}))
    assert padding.unpad(padded).hex() == case["words"]


@pytest.mark.parametrize("case", BETWEEN["made_by_chromium"], ids=lambda case: case["field"])
def test_what_the_browser_sealed_opens_in_python(case: dict[str, str]) -> None:
    context = Context(uuid.UUID(case["organisation"]), uuid.UUID(case["subject"]), case["field"])
    assert case["info"].encode() == context.info()
    private = bytes.fromhex(BETWEEN["private"])
    opened = envelopes.open_envelope(bytes.fromhex(case["envelope"]), private=private, context=context)
    assert opened.hex() == case["words"]


@pytest.mark.parametrize("length", [0, 1, 255, 256, 257, 287, 288, 4095, 4096, 100_000])
def test_both_pad_alike_and_the_phone_keeps_no_plain_copy(page: Page, length: int) -> None:
    private = envelopes.new_private_key()
    key = [text_of(uuid.UUID(int=5).bytes), text_of(envelopes.public_point(private))]
    body = """const plain = new Uint8Array(given.length).fill(0x41);
    const made = hex(await seal.envelope(given.key, plain, given.organisation, given.report, "words"));
    return { made, left: plain.some((byte) => byte !== 0) };"""
    belongs = Context(uuid.UUID(int=1), uuid.UUID(int=2), "words")
    given = {"length": length, "key": key, "organisation": belongs.organisation.hex, "report": belongs.subject.hex}
    made = run(page, body, given)
    envelope = bytes.fromhex(made["made"])
    assert envelopes.open_envelope(envelope, private=private, context=belongs) == b"A" * length
    assert envelopes.has_form(envelope)
    assert envelopes.key_id(envelope) == uuid.UUID(int=5)
    assert made["left"] is False


def test_receipts_made_on_the_phone_are_receipts(page: Page) -> None:
    made = run(page, "return Array.from({ length: 300 }, () => receipt.newReceipt());")
    assert [receipts.read(each) for each in made] == made
    assert len(set(made)) == 300


def test_check_digits_are_the_same_on_the_phone(page: Page) -> None:
    digits = ["0" * 18, "9" * 18, "123456789012345678", "0" * 17 + "1", "000000000000000096", "999999999999999903"]
    made = run(page, "return given.map(receipt.withCheckDigits);", digits)
    assert made == [receipts._with_check_digits(each) for each in digits]


def test_digits_of_receipts_made_on_the_phone_are_spread_evenly(page: Page) -> None:
    """Chi-squared over 36,000 digits, 9 degrees of freedom: 99.99 % bound 33.7; bytes modulo ten would give 900."""
    made = "".join(run(page, "return Array.from({ length: 2000 }, () => receipt.newReceipt().slice(0, 18));"))
    counts = [made.count(str(digit)) for digit in range(10)]
    assert sum((count - 3600) ** 2 / 3600 for count in counts) < 33.7 + 15


def test_a_receipt_derives_the_same_on_the_phone(page: Page) -> None:
    given = {"receipt": "54104596352581491295", "salt": bytes(range(16)).hex(), "rounds": receipts.ROUNDS}
    body = """const keys = await receipt.receiptKeys(given.receipt, bytes(given.salt), given.rounds);
    return { lookup: hex(keys.lookup), wrapping: hex(keys.wrapping) };"""
    keys = receipts.keys(given["receipt"], salt=bytes(range(16)))
    assert run(page, body, given) == {"lookup": keys.lookup.hex(), "wrapping": keys.wrapping.hex()}


def test_the_pair_made_on_the_phone_unwraps_here(page: Page) -> None:
    key, report = bytes(range(32)), uuid.UUID(int=9)
    body = """const own = await receipt.ownPair(given.report, bytes(given.key));
    return { point: hex(own.point), wrapped: hex(own.wrapped) };"""
    for _each in range(20):
        made = run(page, body, {"report": report.hex, "key": key.hex()})
        private = wrapping.unwrap(bytes.fromhex(made["wrapped"]), key=key, purpose=f"report {report.hex}")
        assert envelopes.public_point(private).hex() == made["point"]


def test_days_and_proof_are_put_into_a_parcel_and_into_no_other_place(page: Page) -> None:
    body = """let made = parcel.written(given.id, { head: bytes("aa"), words: bytes("bbcc"), voice: bytes("dd") });
    const waited = parcel.withWaited(made, 3);
    const unknown = [-1, 65535, 2.5, NaN, undefined].map((days) => hex(parcel.withWaited(waited, days)));
    const worked = parcel.withWork(parcel.withWork(waited, "AAAA", bytes("01")), "____", bytes("02"));
    return { made: hex(made), waited: hex(waited), unknown, worked: hex(worked) };"""
    made = run(page, body, {"id": uuid.UUID(int=3).hex})
    plain = parcels.Parcel(uuid.UUID(int=3), head=b"\xaa", words=b"\xbb\xcc", voice=b"\xdd")
    assert parcels.read(bytes.fromhex(made["made"])) == plain
    assert parcels.read(bytes.fromhex(made["waited"])).waited_days == 3
    assert set(made["unknown"]) == {made["made"]}
    worked = parcels.read(bytes.fromhex(made["worked"]))
    assert (worked.work, worked.waited_days, worked.mark) == (b"\xff\xff\xff\x02", 3, plain.mark)


@pytest.mark.parametrize("bits", [1, 3])
def test_the_proof_that_a_phone_finds_is_the_one_that_is_asked_for(page: Page, bits: int) -> None:
    body = 'return hex(await proof.solve("a challenge", given));'
    answer = bytes.fromhex(run(page, body, bits))
    assert proofs.proves(answer, challenge="a challenge", bits=bits)
    assert answer == proofs.solve("a challenge", bits=bits)


def test_a_phone_gives_up_when_it_is_told_to(page: Page) -> None:
    body = """let asked = 0;
    try { await proof.solve("a challenge", 30, () => (asked += 1) < 5); return "solved"; }
    catch (error) { return error.message + asked; }"""
    found: Any = run(page, body)
    assert found == "stopped5"
