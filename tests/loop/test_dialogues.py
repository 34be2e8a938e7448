"""Dialogues on the disk: two messages at once, another key folder, and what the rows tell."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import timezone

from safelamp.engines.sealing import envelopes, wrapping
from safelamp.engines.sealing.envelopes import CannotOpen, Context
from safelamp.ground.organisations.models import Organisation
from safelamp.loop.reports import dialogues
from safelamp.loop.reports.dialogue_state import DialogueState
from safelamp.loop.reports.dialogues import Conversation, Heard, Overtaken
from safelamp.loop.reports.models import Dialogue, DialoguePart, Report
from tests.people import House

NUMBER = "66811111111"
pytestmark = pytest.mark.django_db


def begun(house: House, **known: object) -> Conversation:
    state = replace(
        DialogueState.begin("en"), organisation=house.organisation.id.hex, workplace=house.workplace.id.hex, **known
    )
    return dialogues.keep(NUMBER, Conversation(state), heard=Heard("no guard"))


def test_of_two_messages_at_once_one_begins_anew(union: House) -> None:
    begun(union)
    first, second = dialogues.of_number(NUMBER), dialogues.of_number(NUMBER)
    assert first is not None
    assert second is not None
    dialogues.keep(NUMBER, first)
    with pytest.raises(Overtaken):
        dialogues.keep(NUMBER, second, heard=Heard("other words"))
    assert not DialoguePart.objects.filter(position=2).exists(), "nothing of who was overtaken stays"


def test_two_first_messages_at_once_make_one_dialogue(union: House) -> None:
    begun(union)
    with pytest.raises(Overtaken):
        dialogues.keep(NUMBER, Conversation(DialogueState.begin("en")))
    assert Dialogue.objects.count() == 1
    assert DialoguePart.objects.exists()


def test_a_dialogue_that_nothing_opens_any_more_makes_room(union: House) -> None:
    begun(union)
    Dialogue.objects.update(state_wrapped=b"damaged")
    dialogues.keep(NUMBER, Conversation(DialogueState.begin("en")))
    assert dialogues.of_number(NUMBER) is not None


def test_another_key_folder_opens_no_dialogue(union: House) -> None:
    begun(union)
    with override_settings(RECEIPT_PEPPER=b"x" * 32):
        assert dialogues.of_number(NUMBER) is None


def test_the_servers_own_keys_open_no_words(union: House) -> None:
    """Whoever has disk and pepper reads the choices, and tries the words with everything that the server has."""
    conversation = begun(union)
    state = DialogueState.unwrapped(bytes(Dialogue.objects.get().state_wrapped))
    assert state == conversation.state
    part = DialoguePart.objects.first()
    assert part is not None
    for purpose in ("sms dialogue", "sms number", "intake", "receipt salt"):
        private = wrapping.derive(settings.RECEIPT_PEPPER, purpose)
        with pytest.raises(CannotOpen):
            envelopes.open_envelope(
                bytes(part.words_sealed), private=private,
                context=Context(part.organisation_id, uuid.UUID(state.report), f"message {part.message.hex}"),
            )  # fmt: skip


def test_after_a_day_nothing_is_left(union: House) -> None:
    begun(union)
    dialogues.tell_due(at=timezone.now() + dt.timedelta(hours=25))
    assert not Dialogue.objects.exists()
    assert not DialoguePart.objects.exists()


def test_a_dialogue_that_is_over_is_not_found(union: House) -> None:
    begun(union)
    assert dialogues.of_number(NUMBER, at=timezone.now() + dt.timedelta(hours=25)) is None


def test_a_number_with_another_digit_finds_nothing(union: House) -> None:
    begun(union)
    assert dialogues.of_number(NUMBER[:-1] + "2") is None


def test_words_are_not_kept_where_too_many_could_receive_them(union: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialogues, "MOST_RECEIVERS", 1)
    assert dialogues.receivers() == []


def test_a_dialogue_that_cannot_be_told_keeps_no_other_waiting(union: House) -> None:
    for number, organisation in (("66811111111", uuid.uuid4()), ("66822222222", union.organisation.id)):
        state = replace(DialogueState.begin("en"), organisation=organisation.hex, kind="hazard", danger="yes")
        dialogues.keep(number, Conversation(state))
    broken = dialogues.of_number("66811111111")
    assert broken is not None
    assert broken.row is not None
    Dialogue.objects.filter(id=broken.row.id).update(id=uuid.UUID(int=0))  # the first in order
    with pytest.raises(Organisation.DoesNotExist):
        dialogues.tell_due(at=timezone.now() + dt.timedelta(minutes=10))
    assert Report.objects.filter(danger_now=True).count() == 1
