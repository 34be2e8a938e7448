"""HTML, feeds and Markdown are read as people see them, and quoted as they were given."""

import pytest

from safelamp.engines.extraction.markup import Form, flattened, form_of, readable
from safelamp.engines.extraction.reading import read_page
from safelamp.engines.extraction.values import Reading

LISTING = """<!DOCTYPE html>
<html lang="en"><head><title>News - Weavers</title><style>.a{color:red}</style>
<script>var date = "1 January 1999"; document.write("<h2>Never shown</h2>");</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/join">Join</a></li></ul></nav>
<div style="display:none">Hidden words of 3 March 2020</div>
<main>
<article><h2><a href="/1">Loom crushes a weaver&#8217;s hand in Tirupur</a></h2>
<time datetime="2024-05-12T09:00:00+05:30">2 days ago</time>
<p>At least <b>14</b> workers saw it. The&nbsp;mill had no guards &amp; no alarm on
30 looms, the union said.</p></article>
<article><h2><a href="/2">Dyers get eye showers</a></h2>
<time datetime="2024-04-30">30 April 2024</time>
<p>Two showers were built after 9 months of talks with the owners of the dye house.</p></article>
</main>
<footer><p>Address: 12 Mill Road, 1 January 2001</p></footer></body></html>
"""
LAYOUT_TABLE = """<html><body><table><tr><td><table>
<tr><td>12/05/2024</td><td><a href="a">Wharf cranes stand still for a day</a></td></tr>
<tr><td>25/04/2024</td><td><a href="b">Pilots ask for brighter buoys in the bay</a></td></tr>
<tr><td>03/04/2024</td><td><a href="c">Ship repairers find asbestos again</a></td></tr>
</table></td></tr></table></body></html>
"""
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Dock news</title>
<lastBuildDate>Mon, 13 May 2024 00:00:00 GMT</lastBuildDate>
<item><title>Hatch cover kills a stevedore</title><link>https://example.org/1</link>
<pubDate>Sun, 12 May 2024 10:15:00 +0000</pubDate>
<description><![CDATA[<p>A cover fell on <em>two</em> stevedores. One died &amp; one lost 3 toes.</p>]]></description>
</item>
<item><title>Lashers &amp; riggers sign a pact</title>
<link>https://example.org/2</link>
<pubDate>Thu, 31 Nov 2024 99:00:00</pubDate>
<description>&lt;p&gt;The pact covers 1,200 workers in 7 ports.&lt;/p&gt;</description></item>
<item><link>https://example.org/3</link><description>No title here</description></item></channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Mine news</title><updated>2024-06-01T00:00:00Z</updated>
<entry><title type="html">Shaft &lt;i&gt;three&lt;/i&gt; closed for good</title><link href="https://example.org/s"/>
<updated>2024-05-20T00:00:00Z</updated><published>2024-05-12T08:00:00Z</published>
<summary>The owners closed it after 5 falls of rock in one year.</summary></entry></feed>
"""


def told(reading: Reading) -> list[tuple[str, str | None]]:
    return [(item.headline.value, item.published.value if item.published else None) for item in reading.items]


@pytest.mark.parametrize(
    ("source", "form"),
    [
        (LISTING, Form.HTML), (LAYOUT_TABLE, Form.HTML), (RSS, Form.FEED), (ATOM, Form.FEED),
        ("\ufeff" + LISTING, Form.HTML),
        ("Plain words, 3 < 5 and <https://example.org>", Form.PLAIN), ("", Form.PLAIN), ("# Head\n[a](b)", Form.PLAIN),
    ],
)  # fmt: skip
def test_the_form_is_known_by_what_the_page_holds(source: str, form: Form) -> None:
    assert form_of(source) is form


def test_a_listing_in_html_gives_its_items_and_dates() -> None:
    assert told(read_page(LISTING)) == [
        ("Loom crushes a weaver’s hand in Tirupur", "2024-05-12"),
        ("Dyers get eye showers", "2024-04-30"),
    ]


@pytest.mark.parametrize(
    "words", ["Never shown", "1999", "Hidden", "Home", "Mill Road", "color", "<", "&amp;", "&nbsp;"]
)
def test_scripts_hidden_parts_menus_and_marks_are_not_in_the_text(words: str) -> None:
    assert words not in readable(LISTING).text


def test_a_table_that_only_lays_out_the_page_is_read_row_by_row() -> None:
    assert told(read_page(LAYOUT_TABLE)) == [
        ("Wharf cranes stand still for a day", "2024-05-12"),
        ("Pilots ask for brighter buoys in the bay", "2024-04-25"),
        ("Ship repairers find asbestos again", "2024-04-03"),
    ]


def test_a_feed_gives_its_entries_and_no_date_that_does_not_exist() -> None:
    assert told(read_page(RSS)) == [
        ("Hatch cover kills a stevedore", "2024-05-12"),
        ("Lashers & riggers sign a pact", None),
    ]
    assert told(read_page(ATOM)) == [("Shaft three closed for good", "2024-05-12")]


def test_a_feed_names_the_addresses_of_its_entries() -> None:
    entries = [(entry.title, entry.address, entry.published) for entry in readable(RSS + ATOM).entries]
    assert entries == [
        ("Hatch cover kills a stevedore", "https://example.org/1", "2024-05-12"),
        ("Lashers & riggers sign a pact", "https://example.org/2", None),
        ("Shaft three closed for good", "https://example.org/s", "2024-05-12"),
    ]


@pytest.mark.parametrize("source", [LISTING, LAYOUT_TABLE, RSS, ATOM])
def test_every_quote_stands_in_the_source_letter_by_letter(source: str) -> None:
    for item in read_page(source).items:
        for figure in item.figures:
            assert source[figure.span.start : figure.span.end] == figure.quote
            assert "<" not in figure.quote
            assert "&" not in figure.quote


def test_a_number_inside_a_mark_is_quoted_without_the_mark_and_less_surely() -> None:
    figure = next(figure for item in read_page(LISTING).items for figure in item.figures if figure.value == 14)
    assert "14" in figure.quote
    assert figure.confidence <= 0.5


@pytest.mark.parametrize("source", [LISTING, LAYOUT_TABLE, RSS, ATOM])
def test_the_text_made_of_markup_can_be_read_again_with_the_same_result(source: str) -> None:
    assert told(read_page(readable(source).text)) == told(read_page(source))


@pytest.mark.parametrize(
    "source", [LISTING, LAYOUT_TABLE, RSS, ATOM, "A [link](https://example.org/2024/05/12) here\n"]
)
def test_each_letter_of_the_text_knows_its_place(source: str) -> None:
    flat = flattened(source)
    assert flat.origin is not None
    assert len(flat.origin) == len(flat.text)
    assert all(0 <= place < len(source) for place in flat.origin)


def test_addresses_of_links_are_not_read_as_words() -> None:
    page = "Miners strike in the north\n12 May 2024\n" + "They [struck](https://x.org/2019/01/02/77-dead) for pay. " * 3
    item = read_page(page).items[0]
    assert item.event_dates == ()
    assert {figure.value for figure in item.figures} == set()


def test_front_matter_of_a_crawl_is_no_news() -> None:
    page = "---\ntitle: Weavers\ncrawled: 2024-07-02\n---\n# Weavers win\n12 May 2024\n" + "They won after a year. " * 6
    assert told(read_page(page)) == [("Weavers win", "2024-05-12")]


@pytest.mark.parametrize(
    "source",
    [
        "<html>" + "<div>" * 20_000 + "Workers strike", "<html>" + "<a <b " * 20_000, "<html>" + "<!--" * 20_000,
        "<rss><item>" + "<![CDATA[" * 20_000, "<html>" + "&#" * 20_000, "[" * 50_000, "[![" * 20_000, "[a](" * 20_000,
        "---\n" + "   key: value\n" * 2_000 + "end",
        "   ---\n   a: b\n" + "   [a](b)\n" * 5_000,
        "[a](" + "(" * 50_000,
        "[a](b '" * 20_000, "- [ ] " * 20_000, "<html><p title='" + '"' * 20_000,
        "<html><body></body></html>", "<rss></rss>", "<feed><entry><title>",
    ],
    ids=range(17),
)  # fmt: skip
def test_broken_markup_is_read_in_time_and_invents_nothing(source: str) -> None:
    assert all(item.published is None for item in read_page(source).items)
