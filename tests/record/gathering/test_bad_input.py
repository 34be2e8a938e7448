"""Whatever comes has an outcome in words; it is kept as it came where there is something, and nothing is invented."""

# ruff: noqa: E501

import os
import sys

import pytest

from safelamp.record.gathering.apart.hands import Hands
from safelamp.record.gathering.apart.taking import Taken
from safelamp.record.gathering.models import Arrival
from safelamp.record.gathering.operations import LARGEST, raw_of
from safelamp.record.gathering.outcomes import FAILURES, Outcome
from safelamp.record.reading.models import Item, Page
from tests.record import gathered, pages

pytestmark = pytest.mark.django_db

THAI = "คนงานก่อสร้างห้าคนบาดเจ็บจากนั่งร้านถล่มในจังหวัดระยอง\n\n2 มกราคม 2567\n\nนั่งร้านถล่มที่ไซต์ก่อสร้างในจังหวัดระยอง ทำให้คนงานบาดเจ็บ 5 คน\n"
FRENCH = "Neuf mineurs tués à Béthune\n\n12 mai 2024\n\nAu moins neuf mineurs ont été tués près de Béthune, a déclaré le syndicat, qui « exige » des réponses.\n"
ZAWGYI = "ေက်ာက္မ်က္တြင္း ၿပိဳက်၍ အလုပ္သမား ၉ ဦး ေသဆုံး\n\n12 May 2024\n\nကခ်င္ျပည္နယ္ ဖားကန္႔တြင္ ေက်ာက္မ်က္တြင္း ၿပိဳက်ခဲ့သည္။\n"
WALL = "<!doctype html><html><head><title>Mine news</title></head><body><h1>Welcome</h1><p>Log in to continue reading.</p><form><input name=u><input type='password' name=p></form></body></html>"
SCRIPTS = """<!doctype html><html><head><title>News</title><script>document.write("<h2>Forty dead in Lima</h2><p>3 May 2024</p>")</script>
<style>h2{color:red}</style></head><body><h1>News</h1><article><h2>Dockers sign an agreement in Lomé</h2><time datetime="2024-05-12">12 May 2024</time>
<p onclick="steal()">The agreement covers 450 dockers in Lomé, Togo, and was signed by two unions after a strike of eleven days.</p></article>
<noscript>Seventy injured in Oslo</noscript></body></html>"""
BAD_DATES = """<?xml version="1.0"?><rss version="2.0"><channel><title>Union</title>
<item><title>Dockers sign an agreement in Lomé</title><link>https://union.example/a</link><pubDate>Foo, 99 Bar 20240 25:61:00</pubDate>
<description>The agreement covers 450 dockers in Lomé, Togo, after a strike of eleven days.</description></item>
<item><title>Garment workers march in Phnom Penh</title><link>https://union.example/b</link><pubDate>Wed, 03 Apr 2024 10:00:00 GMT</pubDate>
<description>More than 3,000 garment workers marched through the capital of Cambodia.</description></item></channel></rss>"""
NESTED = (
    "<!doctype html><html><body>"
    + "<table><tr><td>" * 400
    + f"<p>{pages.ARTICLE}</p>"
    + "</td></tr></table>" * 400
    + "</body></html>"
)


@pytest.mark.parametrize(
    ("raw", "outcome"),
    [
        (b"", Outcome.EMPTY),
        (b" \r\n\t ", Outcome.EMPTY),
        (b"<!doctype html><html><body><script>1</script></body></html>", Outcome.EMPTY),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", Outcome.NOT_TEXT),
        (b"PK\x03\x04\x14\x00\x06\x00", Outcome.NOT_TEXT),
        (b"\x89PNG\r\n\x1a\n\x00\x00", Outcome.NOT_TEXT),
        (bytes(range(256)) * 40, Outcome.NOT_TEXT),
        (os.urandom(20_000), Outcome.NOT_TEXT),
        (bytes(range(128, 256)) * 40, Outcome.UNREADABLE),
        (WALL.encode(), Outcome.LOG_IN),
        (b"hello", Outcome.NO_NEWS),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_cannot_be_read_says_why_and_is_kept_as_it_came(raw: bytes, outcome: Outcome) -> None:
    came = gathered.read(raw)
    assert came.outcome == outcome
    assert raw_of(came) == raw
    assert Item.objects.count() == 0
    assert outcome not in FAILURES or Page.objects.count() == 0


@pytest.mark.parametrize(
    ("raw", "declared", "headline"),
    [
        (ZAWGYI.encode(), "", "ကျောက်မျက်တွင်း ပြိုကျ၍ အလုပ်သမား ၉ ဦး သေဆုံး"),
        (FRENCH.encode("cp1252"), "", "Neuf mineurs tués à Béthune"),
        (FRENCH.encode("cp1252"), "text/plain; charset=ISO-8859-1", "Neuf mineurs tués à Béthune"),
        (FRENCH.encode("utf-16"), "", "Neuf mineurs tués à Béthune"),
        (FRENCH.encode("utf-16-be"), "", "Neuf mineurs tués à Béthune"),
        (FRENCH.encode("utf-8-sig"), "text/plain; charset=latin1", "Neuf mineurs tués à Béthune"),
        (FRENCH.encode() + "é".encode()[:1], "", "Neuf mineurs tués à Béthune"),
        (THAI.encode("cp874"), "", THAI.splitlines()[0]),
        (THAI.encode("cp874"), "text/html; charset=TIS-620", THAI.splitlines()[0]),
    ],
)
def test_old_encodings_are_read_letter_by_letter(raw: bytes, declared: str, headline: str) -> None:
    came = gathered.read(raw, content_type=declared)
    assert (came.outcome, Item.objects.get().headline) == (Outcome.READ, headline)


def test_scripts_styles_and_handlers_say_nothing() -> None:
    came = gathered.read(SCRIPTS)
    assert [item.headline for item in Item.objects.all()] == ["Dockers sign an agreement in Lomé"]
    for foreign in ("Forty dead", "Seventy injured", "steal", "color:red"):
        assert foreign not in came.page.text


def test_a_bad_date_of_a_feed_is_left_out_and_the_item_stays() -> None:
    gathered.read(BAD_DATES, content_type="application/rss+xml")
    assert {(item.headline, item.published, item.address) for item in Item.objects.all()} == {
        ("Dockers sign an agreement in Lomé", "", "https://union.example/a"),
        ("Garment workers march in Phnom Penh", "2024-04-03", "https://union.example/b"),
    }


def test_nested_tables_do_not_bring_it_down() -> None:
    assert gathered.read(NESTED).outcome in {Outcome.READ, Outcome.TOO_HARD}


def test_a_wrong_content_type_is_not_believed() -> None:
    assert gathered.read(SCRIPTS, content_type="image/png").added == 1


def test_fifty_megabytes_are_refused_and_not_kept() -> None:
    came = gathered.read(b"x" * 50_000_000)
    assert (came.outcome, came.size, bytes(came.raw)) == (Outcome.TOO_LARGE, 0, b"")
    assert LARGEST < 50_000_000


def test_a_page_cut_off_in_the_middle_of_a_tag_is_read_as_far_as_it_came() -> None:
    came = gathered.read(SCRIPTS[: SCRIPTS.index("</article>") - 4])
    assert came.outcome == Outcome.READ


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\x00b.html", "x" * 900, "<script>.html", "\u202etxt.exe", "\n"])
def test_a_hostile_name_is_only_a_name(name: str) -> None:
    came = gathered.read(pages.ARTICLE, name=name)
    assert came.outcome == Outcome.READ
    assert came.name.isprintable()
    assert 0 < len(came.name) <= 200


def test_a_process_that_hangs_is_ended_and_the_next_page_is_read() -> None:
    sleeper = (sys.executable, "-c", "import time; time.sleep(60)")
    with Hands(within=0.3, command=sleeper) as hands:
        assert hands.take(b"x", content_type="", address="") == Taken("too_hard")
        assert hands.take(b"x", content_type="", address="") == Taken("too_hard")


@pytest.mark.parametrize(
    "program", ["import sys; sys.exit(3)", "print('no json', flush=True)", "print('[]', flush=True)"]
)
def test_a_process_that_dies_or_babbles_is_an_outcome(program: str) -> None:
    with Hands(within=5, command=(sys.executable, "-c", program)) as hands:
        assert hands.take(b"x", content_type="", address="") == Taken("too_hard")


def test_the_process_has_no_settings_and_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAFELAMP_KEYS", "/somewhere")
    program = "import os, json; print(json.dumps({'outcome': 'x', 'text': ' '.join(sorted(os.environ))}), flush=True)"
    with Hands(within=5, command=(sys.executable, "-I", "-c", program)) as hands:
        assert "SAFELAMP" not in hands.take(b"x", content_type="", address="").text


def test_every_arrival_has_an_outcome_in_the_end() -> None:
    for raw in (b"\xff\xfe\x00", b"<rss>", b"<html", b"]]>", b"&#0;&#xD800;" * 50, b"\x00" * 50):
        gathered.bring(raw)
    gathered.read(b"last")
    assert not Arrival.objects.filter(outcome=Outcome.WAITING).exists()
