"""ILO instruments as codes, in the languages of the record."""

import pytest

from safelamp.engines.extraction.standards import standards
from safelamp.engines.extraction.values import Span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Convention No. 155 and Convention No. 187", ["C155", "C187"]),
        ("C155, P155 and R197", ["C155", "P155", "R197"]),
        ("Conventions 87 and 98", ["C087", "C098"]),
        ("ILO Conventions Nos. 87 and 98 are fundamental", ["C087", "C098"]),
        ("la convention n° 190", ["C190"]),
        ("les conventions n° 155 et n° 187 de l’OIT", ["C155", "C187"]),
        ("el Convenio núm. 176 sobre las minas", ["C176"]),
        ("los convenios 155 y 187 de la OIT", ["C155", "C187"]),
        ("el Convenio 169 de la OIT", ["C169"]),
        ("Konvensi ILO No. 190", ["C190"]),
        ("ratifikasi Konvensi ILO Nomor 176", ["C176"]),
        ("a Convenção 155 da OIT", ["C155"]),
        ("เรียกร้องให้รัฐบาลให้สัตยาบันอนุสัญญาฉบับที่ 98", ["C098"]),
        ("อนุสัญญา ILO ฉบับที่ 87 และ 98", ["C087", "C098"]),
        ("ILO第155号条約を批准", ["C155"]),
        ("批准第190号公约", ["C190"]),
        ("کنوانسیون ۱۵۵ سازمان جهانی کار", ["C155"]),
        ("مقاوله‌نامه ۸۷", ["C087"]),
        ("اتفاقية رقم 190", ["C190"]),
        ("ILO 협약 제190호", ["C190"]),
        ("Конвенция МОТ № 176", ["C176"]),
        ("phê chuẩn Công ước số 98", ["C098"]),
        ("អនុសញ្ញាលេខ ១៨៩", ["C189"]),
        ("C-190 must be ratified", ["C190"]),
        ("the ILO Convention on Violence and Harassment", ["C190"]),
        ("Domestic Workers Convention, 2011 (No. 189)", ["C189"]),
        ("the Forced Labour Convention", ["C029"]),
        ("Protocol 155 and Recommendation No. 197", ["P155", "R197"]),
        ("the Hong Kong Convention", ["HKC"]),
        ("le Convention de Hong Kong entre en vigueur", ["HKC"]),
    ],
)
def test_standards_are_read_as_codes(text: str, expected: list[str]) -> None:
    assert sorted(mention.value for mention in standards(text, [Span(0, len(text))])) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "two conventions", "Convention No. 900",
        "model C4000", "Decree No. 155", "Law No. 190 of 2020",
        "COVID-19 rules",         "Geneva Convention 190", "in 12 countries",
        "Convenio colectivo 2024-2026", "a C19 fuse", "R22 refrigerant",
        "155 delegates came to the convention", "UU No. 13 Tahun 2003", "convention 190/2019",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_standard_is_none(text: str) -> None:
    assert standards(text, [Span(0, len(text))]) == ()
