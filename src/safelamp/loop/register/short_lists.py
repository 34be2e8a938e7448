"""The ILO's short lists: main groups in everyday words. Believed right, not checked against the official texts."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# ILO 1962 type of accident, 10th ICLS
ACCIDENT_TYPE: Mapping[str, Promise] = {
    "1": _("Fall of a person"),
    "2": _("Struck by a falling object"),
    "3": _("Stepping on, striking against or struck by an object"),
    "4": _("Caught in or between objects"),
    "5": _("Overexertion or strenuous movement"),
    "6": _("Extreme temperature"),
    "7": _("Electric current"),
    "8": _("Harmful substance or radiation"),
    "9": _("Another type, not listed"),
}

# ILO 1962 agency, 10th ICLS
AGENCY: Mapping[str, Promise] = {
    "1": _("Machine"),
    "2": _("Means of transport or lifting"),
    "3": _("Other equipment"),
    "4": _("Material, substance or radiation"),
    "5": _("Working environment"),
    "6": _("Another agency, not listed"),
    "7": _("Not known"),
}

# ICLS type of injury, 16th ICLS, 1998
INJURY_TYPE: Mapping[str, Promise] = {
    "1": _("Superficial injury or open wound"),
    "2": _("Fracture"),
    "3": _("Dislocation, sprain or strain"),
    "4": _("Amputation"),
    "5": _("Concussion or internal injury"),
    "6": _("Burn, corrosion, scald or frostbite"),
    "7": _("Acute poisoning or infection"),
    "8": _("Another kind of injury"),
    "0": _("Not known"),
}

# ICLS part of body, 16th ICLS, 1998
BODY_PART: Mapping[str, Promise] = {
    "1": _("Head"),
    "2": _("Neck"),
    "3": _("Back"),
    "4": _("Trunk or internal organs"),
    "5": _("Arm, hand or fingers"),
    "6": _("Leg, foot or toes"),
    "7": _("Whole body or several places"),
    "0": _("Not known"),
}

# ILO list of diseases, R194, 2010
DISEASE_GROUP: Mapping[str, Promise] = {
    "1.1": _("Caused by chemicals"),
    "1.2": _("Caused by noise, shaking, heat, radiation or pressure"),
    "1.3": _("Caused by germs or parasites"),
    "2.1": _("Disease of the lungs or airways"),
    "2.2": _("Skin disease"),
    "2.3": _("Disease of muscles, bones or joints"),
    "2.4": _("Mental illness"),
    "3": _("Cancer from work"),
    "4": _("Another disease"),
}
