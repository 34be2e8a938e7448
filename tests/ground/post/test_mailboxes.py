"""Which text is an address of somebody outside."""

from email.headerregistry import Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.ground.post.mailboxes import LONGEST, Fault, NotAnAddress, mailbox

LABEL = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True)
NAME = st.from_regex(r"[A-Za-z0-9_+-]{1,20}(\.[A-Za-z0-9_+-]{1,20})?", fullmatch=True)
DOMAIN = st.builds(lambda one, top: f"{one}.{top}", LABEL, st.sampled_from(["org", "example", "co.th", "museum"]))


def fault_of(text: str) -> Fault:
    with pytest.raises(NotAnAddress) as refused:
        mailbox(text)
    assert text.strip() not in str(refused.value) or not text.strip()
    return refused.value.fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.SHAPE), ("ana", Fault.SHAPE), ("ana@", Fault.SHAPE), ("@example.org", Fault.SHAPE),
        ("ana@@example.org", Fault.SHAPE), ("a na@example.org", Fault.SHAPE), ("ana.@example.org", Fault.SHAPE),
        ('"ana b"@example.org', Fault.SHAPE), ("Ana <ana@example.org>", Fault.SHAPE),
        ("ana,bo@example.org", Fault.SHAPE),
        ("ana@example.org\r\nBcc: bo@example.org", Fault.SHAPE), ("ana\nBcc:bo@example.org", Fault.SHAPE),
        ("ana@example.org, bo@example.org", Fault.SHAPE), ("ana@exa mple.org", Fault.DOMAIN),
        ("ana@localhost", Fault.DOMAIN), ("ana@127.0.0.1", Fault.DOMAIN), ("ana@[127.0.0.1]", Fault.DOMAIN),
        ("ana@example..org", Fault.DOMAIN), ("ana@-example.org", Fault.DOMAIN), ("ana@x.local", Fault.DOMAIN),
        ("อนา@example.org", Fault.LETTERS), ("a" * 300 + "@example.org", Fault.LONG),
        ("a" * 65 + "@example.org", Fault.LONG),
        ("ana@" + "a" * 64 + ".org", Fault.DOMAIN),
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_with_a_reason(text: str, fault: Fault) -> None:
    assert fault_of(text) is fault


def test_a_domain_of_another_script_is_written_as_servers_know_it() -> None:
    assert mailbox("ana@ไทย.example").domain.startswith("xn--")


def test_capital_letters_make_no_other_mailbox_and_a_plus_no_other_owner() -> None:
    assert mailbox("Ana@Example.org").same == mailbox("ana@example.org").same
    plus, plain = mailbox("ana+mines@example.org"), mailbox("ana@example.org")
    assert plus.same != plain.same
    assert plus.owner == plain.owner
    assert plus.address == "ana+mines@example.org"


@given(NAME, DOMAIN)
def test_ordinary_addresses_are_taken_as_they_are(name: str, domain: str) -> None:
    found = mailbox(f" {name}@{domain} ")
    assert found.address == f"{name}@{domain}"
    assert "@" not in repr(found)


@given(st.text(max_size=320))
def test_any_text_is_a_safe_address_or_refused(text: str) -> None:
    for typed in (text, f"{text}@example.org", f"ana@{text}"):
        try:
            found = mailbox(typed)
        except NotAnAddress:
            continue
        assert found.address.isascii()
        assert found.address.isprintable()
        assert not set(found.address) & set(' ,;:<>()[]\\"\r\n\0')
        assert len(found.address) <= LONGEST
        assert Address(addr_spec=found.address).addr_spec == found.address
