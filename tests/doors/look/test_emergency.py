"""Emergency numbers: the commonest words in the reader's language, others as the organisation wrote them."""

from safelamp.doors.look.emergency import EmergencyNumber, numbers_of
from safelamp.ground.organisations.models import Organisation


def test_common_words_are_ours_to_translate_and_others_stay_as_written() -> None:
    own = Organisation(emergency_numbers="AMBULANCE 1669; fire 199, Clinic at gate B +66 2123-4567")
    assert numbers_of(own) == [
        EmergencyNumber("Ambulance", "1669"),
        EmergencyNumber("Fire", "199"),
        EmergencyNumber("Clinic at gate B", "+6621234567"),
    ]


def test_words_without_digits_and_no_words_at_all_give_no_number() -> None:
    assert numbers_of(Organisation(emergency_numbers="ask the guard, ;")) == []
    assert numbers_of(Organisation()) == []
