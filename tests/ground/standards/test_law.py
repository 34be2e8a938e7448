"""Standards and country packs: what they say, how certain it is, and that workers never read a draft."""

import dataclasses
import re
from pathlib import Path

import pytest

from safelamp.ground.standards import conventions, country_packs
from safelamp.ground.standards.conventions import Certainty
from safelamp.ground.standards.hazards import hazards
from safelamp.ground.standards.loading import load

READS_LAW = re.compile(r"\b(pack_of|country_packs)\b|standards(\.| import .*\b)conventions\b")
SOURCE = Path(__file__).parents[3] / "src" / "safelamp"
PACKS = {code: country_packs.pack_of(code) for code in sorted(country_packs.codes())}


def test_every_row_of_the_standards_has_a_certainty_mark() -> None:
    rows = conventions.duties().values()
    assert len(rows) == 57
    assert {row.certainty for row in rows} == set(Certainty)


def test_of_two_marks_the_less_certain_one_counts() -> None:
    assert conventions.duties()["C176 Art. 5(2)"].certainty == Certainty.HIGH


def test_a_row_without_a_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="no certainty mark"):
        conventions.certainty_of("Sure")


@pytest.mark.parametrize("hazard", list(hazards()))
def test_law_stands_beside_every_hazard(hazard: str) -> None:
    assert conventions.beside(hazard, lane="ordinary")


def test_every_reference_of_the_data_file_points_to_a_row() -> None:
    chosen = load("law_beside")
    named = {reference for part in chosen.values() for references in part.values() for reference in references}
    assert named <= set(conventions.duties())


@pytest.mark.parametrize("hazard", list(hazards()))
@pytest.mark.parametrize("lane", ["danger_now", "restricted", "ordinary"])
def test_the_right_to_leave_danger_never_stands_without_the_duty_to_tell(hazard: str, lane: str) -> None:
    shown = {duty.reference for duty in conventions.beside(hazard, lane=lane)}
    assert "C155 Art. 13" not in shown or "C155 Art. 19(f)" in shown


def test_a_mine_has_the_stronger_convention_beside_it() -> None:
    shown = [duty.reference for duty in conventions.beside("strain", lane="ordinary", sector="B0510")]
    assert "C176 Art. 13(1)" in shown


def test_eight_countries_have_a_draft_and_nobody_has_reviewed_one() -> None:
    assert set(PACKS) == {"TH", "KH", "PH", "ID", "BD", "JP", "MY", "VN"}
    for pack in PACKS.values():
        rows = [*pack.notification_rules, *pack.committee_thresholds, *pack.rules]
        assert rows
        assert all(row.source and row.certainty in Certainty for row in rows)
        assert country_packs.reviewed(rows) == ()


@pytest.mark.parametrize("code", ["XX", "", "th", "../countries"])
def test_what_is_no_country_with_a_pack_has_none(code: str) -> None:
    assert country_packs.pack_of(code) is None


def test_the_philippines_stand_on_the_order_of_2025() -> None:
    assert "Department Order 252" in PACKS["PH"].act
    assert "198-18" not in str(PACKS["PH"])


def test_thailand_says_at_once_and_within_seven_days() -> None:
    deaths = [rule.within for rule in PACKS["TH"].notification_rules if rule.event == "a worker dies"]
    assert deaths == ["at once", "within 7 days"]


def test_an_unknown_limit_is_called_unknown() -> None:
    assert PACKS["KH"].notification_rules[0].within == "time limit not known"


@pytest.mark.parametrize("code", list(PACKS))
def test_the_right_to_refuse_carries_its_duty_in_every_pack(code: str) -> None:
    rights = [
        rule for rule in PACKS[code].rules if rule.topic == "Leaving danger" and "No plain right" not in rule.text
    ]
    assert all(rule.paired_duty for rule in rights)


def test_a_row_counts_as_reviewed_only_with_a_name_and_a_day() -> None:
    row = PACKS["TH"].rules[0]
    assert country_packs.reviewed([dataclasses.replace(row, reviewed_by="A. Lawyer")]) == ()
    signed = dataclasses.replace(row, reviewed_by="A. Lawyer", reviewed_on="2026-11-21")
    assert country_packs.reviewed([row, signed]) == (signed,)


def test_doors_of_workers_and_of_the_public_never_read_law_past_its_review() -> None:
    reading = [
        str(path)
        for door in ("worker", "public", "look")
        for path in (SOURCE / "doors" / door).rglob("*.py")
        if READS_LAW.search(text := path.read_text(encoding="utf-8")) and "reviewed(" not in text
    ]
    assert reading == []
