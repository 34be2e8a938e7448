"""Countries, places and organisations in the languages and scripts of the record, and what only looks like them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelamp.engines.extraction.countries import countries
from safelamp.engines.extraction.gazetteer import country_title, gazetteer
from safelamp.engines.extraction.organisations import organisations
from safelamp.engines.extraction.places import places
from safelamp.engines.extraction.values import Span


def about(text: str, *languages: str) -> list[str]:
    headline, _, rest = text.partition("\n")
    body = [Span(len(headline) + 1, len(text))] if rest else []
    return [mention.value for mention in countries(text, Span(0, len(headline)), body, languages=languages)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Workers in Burma march", ["MM"]),
        ("Swaziland garment strike", ["SZ"]),
        ("Dockers in Holland walk out", ["NL"]),
        ("Miners in Persia", ["IR"]),
        ("Cocoa children in Ivory Coast", ["CI"]),
        ("NEW DELHI: roof falls", ["IN"]),
        ("Mineros chilenos en paro", ["CL"]),
        ("Les travailleuses tunisiennes manifestent", ["TN"]),
        ("Trabalhadores moçambicanos em greve", ["MZ"]),
        ("Kecelakaan di Morowali", ["ID"]),
        ("Penambang Afrika Selatan mogok", ["ZA"]),
        ("คนงานเมียนมาหยุดงานที่แม่สอด", ["MM", "TH"]),
        ("山西省煤矿爆炸", ["CN"]),
        ("大阪府の工場で火災", ["JP"]),
        ("اعتصاب در اهواز", ["IR"]),
        ("إضراب في القاهرة", ["EG"]),
        ("서울 지하철 노동자", ["KR"]),
        ("Забастовка в Казахстане", ["KZ"]),
        ("Nổ lò hơi ở Đồng Nai", ["VN"]),
        ("កម្មករនៅភ្នំពេញ", ["KH"]),
        ("ရန်ကုန် အလုပ်သမားများ", ["MM"]),
        ("Union training in Atlanta, Georgia, United States", ["US"]),
        ("Manganese strike in Georgia", ["GE"]),
        ("Jordan Ramírez wins an award", []),
        ("Juan Santiago y Ana Córdoba ganan", []),
        ("Reading the report takes time", []),
        ("Turkey, chicken and eggs are dear", ["TR"]),
        ("The Chinese-owned smelter in Zambia", ["ZM"]),
        ("Training funded by the Government of Norway", []),
        ("Formation avec le soutien de la Norvège", []),
        ("Curso en Lima, Perú, financiado por Alemania", ["PE"]),
        ("Exports to Japan fall", []),
        ("Safety meeting\nUnions from Kenya, Uganda and Tanzania came.", ["KE", "UG", "TZ"]),
        ("Read this in English and French", []),
        ("The Hong Kong Convention enters into force", []),
        ("Workers across Latin America", []),
    ],
)
def test_an_item_is_about_the_country_of_its_workers(text: str, expected: list[str]) -> None:
    assert about(text) == expected


def test_national_news_without_a_place_is_guessed_by_its_language_and_says_that_it_is_a_guess() -> None:
    text = "Upah minimum naik tahun depan"
    guessed = countries(text, Span(0, len(text)), [], languages=("id",))
    assert [(mention.value, mention.confidence < 0.5) for mention in guessed] == [("ID", True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la Confédération générale du travail (CGT) appelle", ["Confédération générale du travail", "CGT"]),
        ("la Federación Minera firmó", ["Federación Minera"]),
        ("Serikat Pekerja Nasional (SPN) menolak", ["Serikat Pekerja Nasional", "SPN"]),
        ("Kementerian Ketenagakerjaan memeriksa", ["Kementerian Ketenagakerjaan"]),
        ("buruh PT Sinar Jaya Abadi mogok", ["PT Sinar Jaya Abadi"]),
        ("la empresa Minera Los Pinos S.A. de C.V. cerró", ["Minera Los Pinos S.A. de C.V."]),
        ("le ministère du Travail a répondu", ["ministère du Travail"]),
        ("the Ministry of Labour and Employment said", ["Ministry of Labour and Employment"]),
        ("全労連は声明を出した", ["全労連"]),
        ("สหภาพแรงงานไทร์อัมพ์ ยื่นหนังสือ", ["สหภาพแรงงานไทร์อัมพ์"]),
        ("شرکت فولاد خوزستان اعلام کرد", ["شرکت فولاد خوزستان"]),
        ("the National Union of Mineworkers (NUM) won", ["National Union of Mineworkers", "NUM"]),
    ],
)
def test_organisations_stand_as_the_page_writes_them(text: str, expected: list[str]) -> None:
    assert [mention.quote for mention in organisations(text, [Span(0, len(text))])] == expected


@pytest.mark.parametrize("text", ["At 10 AM GMT the CEO spoke of COVID and PPE.", "unions and workers met the union"])
def test_what_is_only_large_is_no_organisation(text: str) -> None:
    assert organisations(text, [Span(0, len(text))]) == ()


def test_a_place_inside_an_organisations_name_is_none() -> None:
    text = "The Bangladesh Garment Workers Federation met in Dhaka."
    assert [mention.quote for mention in places(text, [Span(0, len(text))])] == ["Dhaka"]


def test_every_country_has_an_english_title_and_names_in_other_scripts() -> None:
    assert country_title("KH") == "Cambodia"
    assert country_title("MM") == "Myanmar"
    assert {"กัมพูชา", "カンボジア", "柬埔寨", "کامبوج"} <= set(gazetteer().meaning)


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_quoted_exactly(text: str) -> None:
    spans = [Span(0, len(text))] if text else []
    for mention in (*places(text, spans), *organisations(text, spans)):
        assert mention.quote == text[mention.span.start : mention.span.end]
        assert mention.quote.strip()
