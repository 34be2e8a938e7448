"""The register's own words: what was recorded, how bad it was, when, where, and who told the authority."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What an entry records (P155 Art. 1, 16th ICLS 1998)."""

    INJURY = "injury", _("occupational injury")
    COMMUTING = "commuting", _("injury on the way to or from work")
    DISEASE_SUSPECTED = "suspected", _("occupational disease, suspected")
    DISEASE_RECOGNISED = "recognised", _("occupational disease, recognised")
    DANGEROUS_OCCURRENCE = "occurrence", _("dangerous occurrence")


ACCIDENTS = (Kind.INJURY, Kind.COMMUTING)
DISEASES = (Kind.DISEASE_SUSPECTED, Kind.DISEASE_RECOGNISED)


class Severity(models.TextChoices):
    """How badly somebody was harmed; a death counts as fatal within one year of the day of the accident."""

    FATAL = "fatal", _("somebody died")
    SERIOUS = "serious", _("hospital or lasting damage")
    LOST_TIME = "lost_time", _("away from work for at least one day after the day itself")
    LIGHT = "light", _("less than one day away from work")
    NOT_FATAL = "not_fatal", _("not fatal; how bad is not recorded")
    NOBODY = "nobody", _("nobody was hurt")
    NOT_KNOWN = "not_known", _("not known")


class TimeBand(models.TextChoices):
    """Part of the day, in bands of three hours: enough for prevention, too coarse to point at one person."""

    NIGHT = "00", _("midnight to 3")
    LATE_NIGHT = "03", _("3 to 6 in the morning")
    EARLY = "06", _("6 to 9 in the morning")
    MORNING = "09", _("9 to noon")
    MIDDAY = "12", _("noon to 3")
    AFTERNOON = "15", _("3 to 6 in the afternoon")
    EVENING = "18", _("6 to 9 in the evening")
    LATE = "21", _("9 to midnight")


class PlaceKind(models.TextChoices):
    """Where it happened, as the ILO code of practice asks."""

    USUAL = "usual", _("at the usual workplace")
    OTHER = "other", _("at another workplace")
    OUTSIDE = "outside", _("outside, on the road or travelling for work")
    COMMUTE = "commute", _("on the way to or from work, meals or pay")


class Notified(models.TextChoices):
    """Whether the authority was told. Recording here is not notification."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    NOT_KNOWN = "not_known", _("not known")


class NotifiedBy(models.TextChoices):
    """Who told the authority: a role, never a name."""

    EMPLOYER = "employer", _("the employer")
    UNION = "union", _("the union")
    WORKER = "worker", _("the worker or their family")
    DOCTOR = "doctor", _("a doctor or hospital")
    OTHER = "other", _("somebody else")


class Agent(models.TextChoices):
    """Harmful agents, grouped after the ILO list of occupational diseases (R194, revised 2010)."""

    SILICA = "silica", _("silica dust")
    ASBESTOS = "asbestos", _("asbestos")
    COAL = "coal", _("coal dust")
    COTTON = "cotton", _("cotton, flax or hemp dust")
    WOOD = "wood", _("wood dust")
    METAL_DUST = "metal_dust", _("metal dust or welding fume")
    LEAD = "lead", _("lead")
    MERCURY = "mercury", _("mercury")
    OTHER_METAL = "other_metal", _("another metal")
    SOLVENT = "solvent", _("benzene or another solvent")
    PESTICIDE = "pesticide", _("pesticide")
    OTHER_CHEMICAL = "other_chemical", _("another chemical")
    NOISE = "noise", _("noise")
    VIBRATION = "vibration", _("vibration")
    RADIATION = "radiation", _("radiation")
    HEAT_COLD = "heat_cold", _("heat or cold")
    BIOLOGICAL = "biological", _("germs, animals or plants")
    PHYSICAL_LOAD = "physical_load", _("heavy, awkward or repeated work")
    MENTAL_LOAD = "mental_load", _("stress, violence or long hours")
    OTHER = "other", _("something else")
    NOT_KNOWN = "not_known", _("not known")


class Sex(models.TextChoices):
    """Kept by consent only (SDG 8.8.1 asks for it)."""

    WOMAN = "woman", _("woman")
    MAN = "man", _("man")
    OTHER = "other", _("another answer")


class Migrant(models.TextChoices):
    """Kept by consent only (SDG 8.8.1 asks for it)."""

    MIGRANT = "migrant", _("migrant worker")
    NOT_MIGRANT = "not_migrant", _("not a migrant worker")


class Employment(models.TextChoices):
    """Form of employment, kept by consent only."""

    EMPLOYED = "employed", _("employed by the company that runs the site")
    CONTRACTOR = "contractor", _("employed by a contractor")
    AGENCY = "agency", _("sent by a labour agency")
    SELF_EMPLOYED = "self_employed", _("self-employed")
    HOME = "home", _("home worker")
    INFORMAL = "informal", _("informal, no contract")
    TRAINEE = "trainee", _("apprentice or trainee")


class AgeBand(models.TextChoices):
    """Age, kept by consent only."""

    UNDER_18 = "under_18", _("under 18")
    TO_24 = "18_24", _("18 to 24")
    TO_34 = "25_34", _("25 to 34")
    TO_44 = "35_44", _("35 to 44")
    TO_54 = "45_54", _("45 to 54")
    TO_64 = "55_64", _("55 to 64")
    OLDER = "65", _("65 or older")


class Axis(models.TextChoices):
    """What a code classifies."""

    NATURE = "nature", _("kind of injury")
    PART = "part", _("part of the body")
    EVENT = "event", _("type of accident")
    SOURCE = "source", _("agency: the object or substance")
    SECTOR = "sector", _("sector")
    OCCUPATION = "occupation", _("occupation")
    DISEASE = "disease", _("disease")
