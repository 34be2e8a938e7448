"""Who may be named: the same person alike on the whole page, wherever and however the name stands."""

import pytest

from safelamp.engines.extraction.values import Span
from safelamp.record.reading.models import Standing
from safelamp.record.reading.naming import Naming, Told, everywhere, parts_of


def naming(text: str, name: str, standing: Standing) -> Naming:
    start = text.index(name)
    return Naming(name, Span(start, start + len(name)), standing, 0.8)


def lines_of(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.split("\n"):
        if line:
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def withheld(text: str, *named: tuple[str, Standing], others: tuple[str, ...] = ()) -> list[str]:
    """What is withheld when each line of the text is an item and the persons stand where they are first named."""
    lines = lines_of(text)
    places = [Span(text.index(other), text.index(other) + len(other)) for other in others]
    persons = [naming(text, name, standing) for name, standing in named]
    told = [Told((line,), tuple(one for one in persons if one.span.touches(line)), tuple(places)) for line in lines]
    found = [one for item in everywhere(text, told) for one in item]
    assert [one.quote for one in found] == [one.span.of(text) for one in found]
    return [one.quote for one in found if one.standing in {Standing.MASKED, Standing.UNSURE}]


def test_a_name_is_withheld_in_the_other_items_of_the_page() -> None:
    text = "Ana Torres fell from a roof.\nThe funeral of Ana Torres is today.\nANA TORRES was 31."
    assert withheld(text, ("Ana Torres", Standing.MASKED)) == ["Ana Torres", "Ana Torres", "ANA TORRES"]


def test_surname_and_first_name_alone_are_withheld_too() -> None:
    text = "Ana Torres fell from a roof.\nTorres had asked for a harness, Ana's brother said."
    assert withheld(text, ("Ana Torres", Standing.MASKED)) == ["Ana Torres", "Torres", "Ana"]


def test_a_surname_inside_a_place_or_an_organisation_is_left() -> None:
    text = "Ana Torres fell from a roof.\nWorkers of Torres Vedras met."
    assert withheld(text, ("Ana Torres", Standing.MASKED), others=("Torres Vedras",)) == ["Ana Torres"]


def test_a_small_word_or_another_word_is_no_name() -> None:
    text = "Will de la Rosa fell.\nWill the union strike? Nobody told the Rosales."
    assert withheld(text, ("Will de la Rosa", Standing.MASKED)) == ["Will de la Rosa"]


def test_whoever_has_a_public_office_anywhere_on_the_page_is_named_everywhere() -> None:
    text = "Minister Ana Torres spoke.\nAna Torres opened the meeting.\nTorres left."
    persons = naming(text, "Ana Torres", Standing.PUBLIC_OFFICE)
    again = Naming("Ana Torres", Span(27, 37), Standing.UNSURE, 0.5)
    alone = Naming("Torres", Span(58, 64), Standing.UNSURE, 0.5)
    first, second, third = lines_of(text)
    found = everywhere(
        text, [Told((first,), (persons,), ()), Told((second,), (again,), ()), Told((third,), (alone,), ())]
    )
    assert [one.standing for item in found for one in item] == [Standing.PUBLIC_OFFICE] * 3


def test_a_surname_that_a_minister_and_a_worker_share_is_withheld_where_it_is_unsure() -> None:
    text = "Minister Ana Torres spoke of Juan Torres.\nTorres left."
    minister, worker = naming(text, "Ana Torres", Standing.PUBLIC_OFFICE), naming(text, "Juan Torres", Standing.MASKED)
    alone = Naming("Torres", Span(42, 48), Standing.UNSURE, 0.5)
    first, second = lines_of(text)
    found = everywhere(text, [Told((first,), (minister, worker), ()), Told((second,), (alone,), ())])
    assert [one.standing for one in found[1]] == [Standing.UNSURE]


def test_a_name_in_a_script_without_spaces_is_found_again() -> None:
    text = "นายสมชาย ใจดี เสียชีวิต\nครอบครัวของสมชาย ใจดีรอค่าชดเชย"
    assert withheld(text, ("สมชาย ใจดี", Standing.MASKED))[:2] == ["สมชาย ใจดี", "สมชาย ใจดี"]


@pytest.mark.parametrize("name", ["Dr.", "的", "O'Brien-Smith", "李 明"])
def test_odd_names_break_nothing(name: str) -> None:
    assert name in withheld(f"{name} spoke.\nNobody answered {name}.", (name, Standing.MASKED))
    assert isinstance(parts_of(name), list)
