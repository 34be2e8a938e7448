"""What became of a page that somebody brought or that was fetched: one sentence for people each."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """How it went, with the words of the screen."""

    WAITING = "waiting", _("Waits to be read.")
    READ = "read", _("Read.")
    NOTHING_NEW = "nothing_new", _("Read. Nothing in it is new.")
    NO_NEWS = "no_news", _("Kept. No news was found on it.")
    EMPTY = "empty", _("There is nothing in it.")
    NOT_TEXT = "not_text", _("It is not text. Save it as a web page or as plain text, and add that.")
    UNREADABLE = "unreadable", _("Its letters cannot be made out. Save it again as UTF-8, and add that.")
    ZAWGYI = "zawgyi", _("Kept. Its Burmese is in the old Zawgyi form. Turn it into Unicode, and paste that.")
    TOO_LARGE = "too_large", _("It is larger than 10 MB. It was not kept. Add a part of it.")
    TOO_HARD = "too_hard", _("Kept. It could not be taken apart. Paste its text instead.")
    LOG_IN = "log_in", _("Kept. The page asks to log in or to pay. Paste the text if you may read it.")
    CUT_OFF = "cut_off", _("It came only in part. Add it again.")
    NOT_ALLOWED = "not_allowed", _("This address is not on the open internet, or has a name and password in it.")
    ROBOTS = "robots", _("The site asks machines to stay away from this page. Paste its text instead.")
    GONE = "gone", _("The site says that there is no such page. Check the address.")
    REFUSED = "refused", _("The site does not let us read it. Paste its text instead.")
    TROUBLE = "trouble", _("The site has trouble. Try again later.")
    NO_ANSWER = "no_answer", _("No answer came from this address. Check it, or try again later.")
    NOT_CERTAIN = "not_certain", _("The site cannot prove that it is who it says (certificate). It was not read.")
    ASTRAY = "astray", _("The address leads on and on to other addresses.")
    TOO_SLOW = "too_slow", _("It came too slowly. Try again later.")
    NO_FOLDER = "no_folder", _("The folder cannot be read. Check its name, and whether Safelamp may read it.")
    NOT_SET_UP = "not_set_up", _("This server cannot read pages from the web yet.")


# Nothing came that could be read: these count as failures of what is watched.
FAILURES = frozenset(Outcome) - {Outcome.WAITING, Outcome.READ, Outcome.NOTHING_NEW, Outcome.NO_NEWS}
# These may go better by themselves the next time.
PASSING = frozenset({Outcome.TROUBLE, Outcome.NO_ANSWER, Outcome.TOO_SLOW, Outcome.CUT_OFF, Outcome.NOT_SET_UP})
