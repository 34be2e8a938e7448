"""`safelamp record add` and `safelamp read`: progress, clear refusals, exit codes."""

import json
from pathlib import Path

import pytest

from safelamp.record.reading.models import Item, Page, Source
from safelamp.site.command import main
from tests.people import House
from tests.record.pages import ARTICLE, MINING

BAD_FILES = {
    "empty.txt": (b"  \n", "is empty"),
    "photo.txt": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is not a text file"),
    "old.txt": (bytes(range(129, 250)) * 9, "letters that cannot be made out"),
    "huge.txt": (b"a " * 2_600_000, "is larger than 5 MB"),
}


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return ended.value.code


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "mining.txt").write_text(MINING, encoding="utf-8")
    (tmp_path / "fire.txt").write_text(ARTICLE, encoding="utf-16")
    (tmp_path / "README.md").write_text("About these pages", encoding="utf-8")
    return tmp_path


@pytest.mark.django_db
def test_a_folder_is_added_with_a_line_for_each_file(folder: Path, capsys) -> None:
    assert run("record", "add", folder) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("[1/2] fire.txt: 1 items with ")
    assert said[1].startswith("[2/2] mining.txt: 3 items with ")
    assert said[2] == "2 of 2 files are in the record, 0 refused."
    assert Item.objects.count() == 4


@pytest.mark.django_db
def test_adding_again_says_so_and_changes_nothing(folder: Path, capsys) -> None:
    run("record", "add", folder)
    assert run("record", "add", folder) == 0
    assert "was in the record already, nothing changed" in capsys.readouterr().out
    assert Page.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "content", "reason"), [(name, *bad) for name, bad in BAD_FILES.items()])
def test_a_bad_file_is_refused_with_its_reason_and_the_good_ones_go_in(
    folder: Path, capsys, name: str, content: bytes, reason: str
) -> None:
    (folder / name).write_bytes(content)
    assert run("record", "add", folder) == 1
    assert reason in capsys.readouterr().err
    assert Page.objects.count() == 2


@pytest.mark.django_db
def test_a_file_that_is_not_there_is_named(folder: Path, capsys) -> None:
    assert run("record", "add", folder / "mining.txt", folder / "nowhere.txt") == 1
    assert "nowhere.txt: refused. It is not there." in capsys.readouterr().err
    assert Page.objects.count() == 1


@pytest.mark.django_db
def test_an_empty_folder_is_no_success(tmp_path: Path, capsys) -> None:
    assert run("record", "add", tmp_path) == 1
    assert "no text files" in capsys.readouterr().err


@pytest.mark.django_db
def test_publisher_and_address_come_from_the_folders_list(folder: Path) -> None:
    (folder / "sources.toml").write_text(
        '["mining.txt"]\npublisher = "Herald"\naddress = "https://herald.example/1"\nfetched = 2026-01-09\n'
    )
    run("record", "add", folder)
    page = Page.objects.get(name="mining.txt")
    assert (page.source.name, page.address, str(page.fetched_on)) == (
        "Herald",
        "https://herald.example/1",
        "2026-01-09",
    )


@pytest.mark.django_db
def test_a_broken_list_of_sources_is_told(folder: Path, capsys) -> None:
    (folder / "sources.toml").write_text("publisher = [")
    assert run("record", "add", folder) == 1
    assert "sources.toml beside it that cannot be read" in capsys.readouterr().err


@pytest.mark.django_db
def test_an_address_that_is_none_is_refused(folder: Path, capsys) -> None:
    assert run("record", "add", folder / "mining.txt", "--address", "javascript:alert(1)") == 1
    assert Page.objects.count() == 0
    assert Source.objects.count() == 0


@pytest.mark.django_db
def test_pages_can_be_kept_to_one_organisation(folder: Path, union: House) -> None:
    assert run("record", "add", folder / "mining.txt", "--private-to", union.organisation.name) == 0
    assert Source.objects.get().organisation == union.organisation


@pytest.mark.django_db
def test_an_organisation_that_does_not_exist_is_told(folder: Path, capsys) -> None:
    assert run("record", "add", folder, "--private-to", "Nobody") == 1
    assert "no organisation called 'Nobody'" in capsys.readouterr().err


def test_read_writes_one_file_of_facts_a_page(folder: Path, tmp_path: Path) -> None:
    assert run("read", folder, "--out", tmp_path / "out") == 0
    written = json.loads((tmp_path / "out" / "mining.json").read_text(encoding="utf-8"))
    assert [item["published"] for item in written["items"]] == ["2024-05-12", "2024-04-03", "2023-03-21"]
    assert written["items"][0]["quantities"][0]["quote"] in MINING


def test_read_tells_what_it_could_not_read_and_writes_the_rest(folder: Path, tmp_path: Path, capsys) -> None:
    (folder / "empty.txt").write_text("")
    assert run("read", folder, "--out", tmp_path / "out") == 1
    assert "empty.txt: not read. It is empty." in capsys.readouterr().err
    assert len(list((tmp_path / "out").glob("*.json"))) == 2


WEB_PAGE = """<!doctype html><html><head><script>var x = "<p>99 dead</p>"</script></head><body><article>
<h1>Weaver loses hand in a loom</h1><time datetime="2024-05-12">2 days ago</time>
<p>At least 14 workers of the mill in Tirupur, India, saw how the loom without a guard took the hand of a weaver.</p>
</article></body></html>"""
FEED = """<rss><channel><item><title>Hatch cover kills a stevedore</title>
<pubDate>12 May 2024</pubDate></item></channel></rss>"""
FRENCH = (
    "Grève des mineurs à Cuesmes\n12 mai 2024\n"
    + "Les mineurs réclament des masques neufs et l’air qu’on leur a promis. " * 3
)
THAI = "คนงานก่อสร้างบาดเจ็บจากนั่งร้านถล่ม\n๑๒ พ.ค. ๒๕๖๗\n" + "นั่งร้านถล่มที่ไซต์ก่อสร้างในจังหวัดระยอง ทำให้คนงานบาดเจ็บ 5 คน " * 3
ZAWGYI = "ေက်ာက္မ်က္တြင္း ၿပိဳက်၍ အလုပ္သမား ၉ ဦး ေသဆုံး\n12.05.2024\n" + "အလုပ္သမားမ်ား ေသဆုံးခဲ့သည္။ " * 9
FORMS = {
    "page.html": (WEB_PAGE.encode(), "Weaver loses hand in a loom"),
    "markup.txt": (WEB_PAGE.encode("utf-16"), "Weaver loses hand in a loom"),
    "feed.xml": (FEED.encode(), "Hatch cover kills a stevedore"),
    "french.txt": (FRENCH.encode("cp1252"), "Grève des mineurs à Cuesmes"),
    "thai.txt": (THAI.encode("tis-620"), "คนงานก่อสร้างบาดเจ็บจากนั่งร้านถล่ม"),
    "burmese.txt": (ZAWGYI.encode(), "ကျောက်မျက်တွင်း ပြိုကျ၍ အလုပ်သမား ၉ ဦး သေဆုံး"),
}


@pytest.mark.parametrize(("name", "content", "headline"), [(name, *form) for name, form in FORMS.items()])
def test_read_takes_markup_feeds_and_old_encodings(tmp_path: Path, name: str, content: bytes, headline: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert run("read", tmp_path / name, "--out", tmp_path / "out") == 0
    written = json.loads((tmp_path / "out" / name).with_suffix(".json").read_text(encoding="utf-8"))
    assert [(item["headline"], item["published"]) for item in written["items"]] == [(headline, "2024-05-12")]


def test_read_quotes_the_markup_as_it_was_given(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(WEB_PAGE, encoding="utf-8")
    run("read", tmp_path / "page.html", "--out", tmp_path / "out")
    item = json.loads((tmp_path / "out" / "page.json").read_text(encoding="utf-8"))["items"][0]
    start, end, _ = item["spans"]["quantities"][0]
    assert WEB_PAGE[start:end] == item["quantities"][0]["quote"]


def test_pages_of_one_name_in_two_folders_do_not_overwrite_each_other(folder: Path, tmp_path: Path) -> None:
    (folder / "more").mkdir()
    (folder / "more" / "mining.txt").write_text(ARTICLE, encoding="utf-8")
    run("read", folder, "--out", tmp_path / "out")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"fire.json", "mining.json", "mining-2.json"}


def test_read_says_that_a_page_holds_no_news(tmp_path: Path, capsys) -> None:
    (tmp_path / "wall.txt").write_text("Please log in to continue\nPassword\n", encoding="utf-8")
    assert run("read", tmp_path / "wall.txt", "--out", tmp_path / "out") == 0
    assert "0 items, no news was found on it" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_web_page_is_added_as_the_words_that_people_see(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(WEB_PAGE, encoding="utf-8")
    assert run("record", "add", tmp_path / "page.html") == 0
    page = Page.objects.get()
    assert "<" not in page.text
    assert page.items.get().headline == "Weaver loses hand in a loom"
