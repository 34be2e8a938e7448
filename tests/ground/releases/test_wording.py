"""Words on their way to a wall: what may point to somebody is found, and what is harmless passes."""

import pytest

from safelamp.ground.releases import wording
from safelamp.ground.releases.overlap import quoted
from safelamp.ground.releases.reasons import Reason

HARMLESS = (
    ("en", "The guard of the press was off. The employer fitted a fixed one, and the union has seen it."),
    ("en", "The fans in the dye hall run again. Ask for water: the employer has promised it for every hall."),
    ("th", "การ์ดของเครื่องปั๊มหลุด นายจ้างติดการ์ดถาวรแล้ว และสหภาพไปดูมาแล้ว"),
    ("km", "របាំងរបស់ម៉ាស៊ីនត្រូវបានដាក់វិញហើយ"),
    ("en", "In 2026 all 240 workers of the mill were trained."),
)
POINTING = (
    ("en", "Mr. Somchai Jaidee told us that the guard is off.", Reason.NAME),
    ("th", "นายสมชาย ใจดี บอกเราว่าการ์ดหลุด", Reason.NAME),
    ("en", "Two workers were hurt at the press.", Reason.PEOPLE),
    ("en", "One woman fell ill.", Reason.PEOPLE),
    ("th", "คนงาน 2 คนบาดเจ็บ", Reason.PEOPLE),
    ("km", "កម្មករ ៣ នាក់ បានរងរបួស", Reason.PEOPLE),
    ("vi", "2 công nhân bị thương", Reason.PEOPLE),
    ("en", "Call 081-234 5678 for more.", Reason.PHONE),
    ("th", "โทร ๐๘๑ ๒๓๔ ๕๖๗๘", Reason.PHONE),
    ("en", "Write to safety@example.org.", Reason.ADDRESS),
    ("en", "Look at www.example.org/wall", Reason.ADDRESS),
    ("en", "It happened at 22:30.", Reason.HOUR),
    ("en", "It happens at 3 pm.", Reason.HOUR),
    ("th", "เกิดเหตุเวลา 22.30 น.", Reason.HOUR),
    ("km", "កើតឡើងម៉ោង ១០", Reason.HOUR),
    ("en", "  ", Reason.EMPTY),
    ("en", "x" * 601, Reason.TOO_LONG),
)  # fmt: skip


@pytest.mark.parametrize(("language", "text"), HARMLESS)
def test_harmless_words_pass(language: str, text: str) -> None:
    assert wording.findings(text, language=language, fewest=5) == []


@pytest.mark.parametrize(("language", "text", "reason"), POINTING)
def test_what_points_to_somebody_is_found_with_its_words(language: str, text: str, reason: Reason) -> None:
    found = wording.findings(text, language=language, fewest=5)
    assert reason in {each.reason for each in found}, found
    assert all(each.shuts for each in found if each.reason is reason)
    assert all(each.sentence.strip() and "{" not in each.sentence for each in found)


def test_more_people_than_the_least_number_may_be_told() -> None:
    assert wording.findings("Eight workers fell ill.", language="en", fewest=5) == []
    assert wording.findings("Eight workers fell ill.", language="en", fewest=10)[0].reason is Reason.PEOPLE


def test_a_small_number_of_whatever_is_shown_to_a_person_and_shuts_nothing() -> None:
    found = wording.findings("The guard of press 4 is fitted.", language="en", fewest=5)
    assert [each.reason for each in found] == [Reason.LOOK]
    assert not found[0].shuts
    assert "press 4" in found[0].quote


def test_a_date_is_no_telephone_number() -> None:
    assert wording.findings("Fixed on 2026-11-03.", language="en", fewest=5) == []


def test_a_hostile_profile_tells_no_day_and_no_weekday() -> None:
    for text in ("Fixed on 3 November 2026.", "The union came on Tuesday.", "On 3 November it was fixed."):
        assert [each.reason for each in wording.exact_days(text, language="en")], text
    assert wording.exact_days("สหภาพมาวันอังคาร", language="th")
    assert wording.exact_days("The guard was fitted this month.", language="en") == []


def test_names_that_must_not_stand_there_are_found_in_any_case() -> None:
    found = wording.findings("The UNION OF MILLS fitted it.", language="en", fewest=5, names=("Union of Mills", ""))
    assert [each.reason for each in found] == [Reason.OWN_NAME]


STORY = "Every day sparks fly from the old saw and nobody cleans the dust below it, I am afraid of a fire"
THAI_STORY = "เครื่องเลื่อยเก่ามีประกายไฟกระเด็นทุกวันและไม่มีใครทำความสะอาดฝุ่นข้างใต้เลย ฉันกลัวไฟไหม้"


def test_a_reporters_own_words_are_known_again() -> None:
    found = wording.findings("Sparks FLY from the old saw.", language="en", fewest=5, stories=[STORY])
    assert [each.reason for each in found] == [Reason.QUOTE]
    assert quoted("We heard: มีประกายไฟกระเด็นทุกวันและไม่มีใคร", THAI_STORY)
    assert quoted("nobody cleans the dust below it", STORY) == "nobody cleans the dust below it"


def test_few_words_in_common_are_everybodys() -> None:
    for text in ("The old saw was cleaned and has a guard.", "Nobody has to be afraid of a fire there."):
        assert quoted(text, STORY) == "", text
    assert quoted("นายจ้างเปลี่ยนเครื่องเลื่อยแล้ว", THAI_STORY) == ""
    assert quoted("", STORY) == quoted("words", "") == ""


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [("en", "All of us saw it, Maria too.", "Maria"), ("fr", "Le patron a parlé avec Fatou.", "Fatou"),
     ("ru", "Мы сказали Ивану, что ремень без кожуха.", "Ивану"), ("vi", "Chúng tôi đã nói với Lan hôm qua.", "Lan"),
     ("id", "Kami bilang kepada Budi: pakai pelindung.", "Budi")],
)  # fmt: skip
def test_a_first_name_alone_is_shown_to_a_person_and_shuts_nothing(language: str, text: str, name: str) -> None:
    found = wording.findings(text, language=language, fewest=5)
    assert [(each.reason, each.quote, each.shuts) for each in found] == [(Reason.LOOK_NAME, name, False)]


def test_a_capital_at_the_beginning_of_a_sentence_or_of_a_month_tells_nothing() -> None:
    for text in (
        "The belt has a cover. It was fitted.",
        "It has one.\nNow it is safe.",
        "PPE is here. “Good” they say.",
    ):
        assert wording.findings(text, language="en", fewest=5) == []
    assert wording.findings("Fixed on 3 November 2026.", language="en", fewest=5) == []


def test_the_organisations_own_people_are_known_by_what_they_are_called_at_the_desk() -> None:
    people = ["lek", "สมหญิง", "jo"]
    assert wording.findings("we asked LEK about it.", language="en", fewest=5, people=people)[0].reason is Reason.NAME
    assert wording.findings("เราถามสมหญิงแล้ว", language="th", fewest=5, people=people)[0].quote == "สมหญิง"
    assert wording.findings("the lekker cover is on, joined up.", language="en", fewest=5, people=people) == []


def test_who_holds_a_public_office_may_be_named() -> None:
    found = wording.findings("We told the minister of Labour, Ana Ruiz.", language="en", fewest=5)
    assert [(each.quote, each.shuts) for each in found] == [("Labour", False)]
