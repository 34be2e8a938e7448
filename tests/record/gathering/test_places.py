"""Where the server may knock, and every disguise of where it may not."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelamp.record.gathering.web.places import NotAllowed, Reach, checked, is_open, onward, place_of

CLOSED_FOUR = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.2.0/24",
    "192.168.0.0/16", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",
    "240.0.0.0/4",
]  # fmt: skip
CLOSED_SIX = ["::/128", "::1/128", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "2001:db8::/32", "2002::/16"]


@st.composite
def inside(draw, networks: list[str]) -> str:
    network = ipaddress.ip_network(draw(st.sampled_from(networks)))
    return str(network[draw(st.integers(0, network.num_addresses - 1))])


@given(inside(CLOSED_FOUR))
def test_no_address_of_a_closed_network_is_open_in_any_wrapping(number: str) -> None:
    four = int(ipaddress.IPv4Address(number))
    wrapped = [
        number,
        f"::ffff:{number}",
        f"::{number}",
        f"64:ff9b::{number}",
        f"64:ff9b:1::{number}",
        str(ipaddress.IPv6Address((0x2002 << 112) | (four << 80) | 1)),
        str(ipaddress.IPv6Address((0x20010000 << 96) | (four ^ 0xFFFFFFFF))),
        str(ipaddress.IPv6Address((0x26001F00 << 96) | (0x00005EFE << 32) | four)),
    ]
    assert [each for each in wrapped if is_open(each)] == []


@given(inside(CLOSED_SIX))
def test_no_closed_address_of_version_six_is_open(number: str) -> None:
    assert not is_open(number)


@given(inside(CLOSED_FOUR))
def test_a_closed_number_is_no_place_in_whatever_notation(number: str) -> None:
    parts = [int(part) for part in number.split(".")]
    whole = int(ipaddress.IPv4Address(number))
    notations = [
        number,
        f"{number}.",
        str(whole),
        hex(whole),
        oct(whole).replace("0o", "0"),
        ".".join(hex(part) for part in parts),
        ".".join(f"0{part:o}" for part in parts),
        f"{parts[0]}.{whole & 0xFFFFFF}",
        "".join(chr(0xFF10 + int(sign)) if sign.isdigit() else "。" for sign in number),
        f"[::ffff:{number}]",
    ]
    for notation in notations:
        with pytest.raises(NotAllowed):
            place_of(f"http://{notation}/")


@given(st.ip_addresses(v=4))
def test_python_and_we_agree_that_what_is_open_is_global(number: ipaddress.IPv4Address) -> None:
    assert not is_open(str(number)) or number.is_global


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_place_of_the_web_or_refused(typed: str) -> None:
    for address in (typed, f"http://{typed}", f"https://example.org/{typed}"):
        try:
            place = place_of(address)
        except NotAllowed:
            continue
        assert place.scheme in {"http", "https"}
        assert place.port in {80, 443}
        assert place.target.startswith("/")
        assert place.target.isascii()
        assert not set(place.authority + place.target) & set("\r\n\t \\")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "javascript:alert(1)",
        "http://",
        "http:///path",
        "http://example.org:22/",
        "https://example.org:8443/",
        "http://name:password@example.org/",
        "http://name@example.org/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://printer.local/",
        "http://metadata.google.internal/",
        "http://intranet/",
        "http://a..b.org/",
        "http://example.org\\@127.0.0.1/",
        "http://example.org/\r\nHost: inside",
        "http://[fe80::1%25eth0]/",
        "http://[::1]/",
        "http://1.1.1.1.1/",
        "http://example.0x7f/",
        "https://" + "a" * 2000 + ".org/",
    ],
)
def test_these_are_refused(address: str) -> None:
    with pytest.raises(NotAllowed):
        place_of(address)


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("https://Example.ORG", "https://example.org/"),
        (" https://example.org/a b ", None),
        ("http://example.org:80/x#y", "http://example.org/x"),
        ("https://bücher.example/straße?q=ü", "https://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%BC"),
        ("https://example.org/a%20b?x=%2F", "https://example.org/a%20b?x=%2F"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
    ],
)
def test_an_address_is_asked_for_as_it_is_meant(address: str, asked: str | None) -> None:
    if asked is None:
        with pytest.raises(NotAllowed):
            place_of(address)
    else:
        assert place_of(address).address == asked


def test_one_closed_number_among_open_ones_shuts_the_name() -> None:
    with pytest.raises(NotAllowed):
        checked(["8.8.8.8", "10.0.0.7"], reach=Reach.INTERNET)
    assert checked(["8.8.8.8", "1.1.1.1"], reach=Reach.INTERNET) == ("8.8.8.8", "1.1.1.1")


def test_a_redirect_never_leads_inside_nor_out_of_https() -> None:
    place = place_of("https://example.org/news/")
    assert onward(place, "../a?b", reach=Reach.INTERNET).address == "https://example.org/a?b"
    assert onward(place, "//other.example/", reach=Reach.INTERNET).address == "https://other.example/"
    for location in ("http://example.org/", "https://10.0.0.1/", "file:///etc/passwd", "https://169.254.169.254/x"):
        with pytest.raises(NotAllowed):
            onward(place, location, reach=Reach.INTERNET)
