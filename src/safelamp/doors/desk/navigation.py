"""What the desk's frame offers: only what the member's permissions allow and what exists."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelamp.doors.desk.permits import Others, open_session, opens
from safelamp.doors.look.templatetags.look import Link
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission
from safelamp.insight.alerts.queries import alert_counts

TRIES = "tries"  # in the session, until the member has seen it: wrong passphrases in their name
NOTICE = "done"  # the query that carries a notice's key after a redirect


def to_check(member: Member) -> int:
    """How many alerts nobody has checked yet, of those that the member may know of."""
    return alert_counts(member).signal


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the navigation: the name of its address, its words, and who sees it."""

    name: str
    label: Promise
    permission: Permission | Others
    waits: Callable[[Member], int] = lambda _member: 0  # how much waits there


WORK = (
    Entry("desk:inbox", _("Inbox"), Permission.READ_CASES),
    Entry("desk:cases", _("Cases"), Permission.READ_CASES),
    Entry("desk:actions", _("Actions"), Permission.READ_CASES),
    Entry("desk:alerts", _("Alerts"), Permission.READ_ALERTS, to_check),
    Entry("desk:register", _("Register"), Permission.READ_REGISTER),
    Entry("desk:workplaces", _("Workplaces"), Permission.KEEP_WORKPLACES),
    Entry("desk:overview", _("Overview"), Permission.READ_OVERVIEW),
    Entry("desk:record", _("Record"), Permission.READ_RECORD_PAGES),
    Entry("desk:followed", _("Promises"), Permission.FOLLOW_PROMISES),
)
OWN = (
    Entry("desk:me", _("My page"), Others.ANY_MEMBER),
    Entry("desk:duty", _("Duty list"), Permission.KEEP_DUTY),
    Entry("desk:words", _("Words of the screens"), Permission.REVIEW_WORDS),
    Entry("desk:policy", _("Who may see what"), Others.ANY_MEMBER),
    Entry("desk:members", _("Members"), Permission.ADMIT_MEMBERS),
    Entry("desk:organisation", _("Organisation"), Permission.KEEP_ORGANISATION),
    Entry("desk:audit", _("Who did what"), Permission.READ_AUDIT),
)

# Below the tab of the public record: one line for each part that is built.
RECORD = (
    Entry("desk:record", _("Pages"), Permission.READ_RECORD_PAGES),
    Entry("desk:review", _("To review"), Permission.REVIEW_RECORD),
    Entry("desk:record_watches", _("Watched sources"), Permission.GATHER),
    Entry("desk:statements", _("Statements"), Permission.PUBLISH),
    Entry("desk:newsletters", _("Newsletters"), Permission.PUBLISH),
)

# What the page that follows a redirect says.
NOTICES: dict[str, Promise] = {
    "kept": _("Kept."),
    "review_kept": _("Kept. Here is the next one."),
    "taken_away": _("Taken away."),
    "take_down_answered": _("Kept. If they left a way to answer, tell them now."),
    "rendering_asked": _("The colleague is asked. It waits in their inbox."),
    "rendering_given": _("Kept. It stands with the report."),
    "rendering_decline": _("Declined. Somebody else can be asked."),
    "rendering_take_back": _("The request is taken back."),
    "voice_written": _("Kept. It stands under the voice."),
    "voice_kept": _("Kept. The recording stays when the case closes."),
    "voice_kept_no_longer": _("Kept. The recording goes when the case closes."),
    "recording_kept": _("Kept. Workers can listen to it within a minute."),
    "recordings_brought": _("The set is kept. Workers can listen to it within a minute."),
    "words_kept": _("Kept. The screens say it so from now on."),
    "words_same": _("Nothing was changed or ticked."),
    "trial_sent": _("The trial is on its way. Look again in a few seconds."),
    "keys_received": _("You have the keys now."),
    "paper_renewed": _("The new sheets work now. The old ones open nothing: destroy them."),
    "keys_given": _("The keys are handed over."),
    "keys_partly_given": _("Some keys are handed over. Somebody else must hand over the rest."),
    "shut_to_restricted": _("Kept. An entry about violence is read only by those who read the restricted lane."),
    "taken": _("You have taken it. The reporter sees that a person works on it."),
    "added": _("The report is part of this case now."),
    "taken_together": _("You have taken them together. The reporters see that a person works on it."),
    "added_together": _("The reports are part of this case now."),
    "event_gone": _("A colleague has just taken these reports. What still waits is here."),
    "set_aside": _("Set aside. Its clock stands still; it is kept as long as other reports."),
    "asked_to_set_aside": _("A second person has to agree. Until then the clock runs and the bell rings."),
    "taken_back": _("It waits in the inbox again. Its clock runs from now."),
    "choose_why": _("Nothing is changed yet. Choose why nobody can work with it."),
    "set_aside_refused": _("Nothing is changed: a colleague has taken it, or a second person has to agree."),
    "kept_waiting": _("Kept. It waits in the inbox as before."),
    "case_set_aside": _("The case is set aside. It does not count as fixed."),
    "answered": _("Sent. The reporter sees it when they type their code."),
    "rated": _("The rating is kept."),
    "raised": _("Kept: it is raised with the employer."),
    "danger_ended": _("Kept: nobody is in danger now."),
    "asked": _("The reporters are asked."),
    "closed": _("The case is closed."),
    "reopened": _("The case is open again, and it is counted."),
    "handed_over": _("The case is handed over."),
    "merged": _("The two cases are one now."),
    "noted": _("The note is kept."),
    "held": _("The case is held back. Nothing of it is destroyed until you end this."),
    "hold_ended": _("The case is held back no longer."),
    "renamed": _("The title is kept."),
    "agreed": _("The action is written down."),
    "started": _("The action is in progress."),
    "reported_fixed": _("Written down as reported fixed. Now somebody else has to see it."),
    "verified": _("The action is verified."),
    "not_accepted": _("The action goes back to whoever owes it."),
    "escalated": _("The action is escalated."),
    "revised": _("The new due date is kept, the old one too."),
    "planned": _("The action is part of the plan."),
    "plan_made": _("The plan is made. Now put actions into it."),
    "followed": _("The promise is followed from now on."),
    "promise_kept": _("Written down, with what shows it."),
    "written_down": _("It is written down."),
    "back": _("Kept: you can be rung again."),
    "away": _("Kept: you are not rung until then."),
    "trial": _("The trial rings now. Load this page again to see who was reached."),
    "arrival_again": _("It is read again. Look again in a few seconds."),
    "page_out": _("The page is out of the record."),
    "watch_paused": _("Paused. It is not read until you let it go on."),
    "watch_on": _("It is read again, now first."),
    "watch_now": _("It is read within a minute. Look again then."),
    "watch_stopped": _("It is watched no more. What was read of it stays."),
    "offered": _("Kept. A colleague has to look at it and publish it."),
    "given_back": _("Given back. It is a draft again."),
    "published": _("Published. Everybody can read it now."),
    "withdrawn": _("Withdrawn. Everybody reads the reason in its place."),
    "wall_asked": _("The reporters are asked. They see it when they type their code."),
    "wall_out": _("It hangs there now. Print the wall sheet anew."),
    "wall_down": _("It is taken down. Take the old wall sheet down too."),
    "alert_verified": _("Kept: it is real. Now say how great the risk is."),
    "alert_assessed": _("Kept. Now act, and write down what was done."),
    "alert_acted": _("Kept. Close the alert when nothing more is to be done."),
    "alert_closed": _("The alert is closed."),
    "alert_merged": _("The two alerts are one now. This is the one that stays."),
    "alert_judged": _("Kept. It counts from now on."),
    "alert_reopened": _("The alert is open again. Somebody has to check it."),
    "watching_rests": _("It rests. Nothing is looked at until you watch it again."),
    "watching_wakes": _("It is looked at again from tonight on."),
    "logged_out": _("Their sessions have ended on all devices."),
}


def done(name: str, *arguments: object, notice: str = "kept") -> HttpResponse:
    """Goes on to a page, which says what was done."""
    return redirect(f"{reverse(name, args=arguments)}?{NOTICE}={notice}")


def links(entries: tuple[Entry, ...], *, member: Member, path: str) -> list[Link]:
    """The entries that this member sees, with the one marked that `path` belongs to."""
    found = []
    for entry in entries:
        if isinstance(entry.permission, Permission) and not opens(member, entry.permission):
            continue
        try:
            address = reverse(entry.name)
        except NoReverseMatch:
            continue
        found.append(Link(address, entry.label, path.startswith(address), entry.waits(member)))
    return found


def ways_of_the_record(member: Member, *, path: str) -> list[Link]:
    """What hangs below the tab of the public record; of several that `path` belongs to the closest is marked."""
    found = links(RECORD, member=member, path=path)
    closest = max((len(each.address) for each in found if each.here), default=0)
    return [Link(each.address, each.label, each.here and len(each.address) == closest) for each in found]


def first_page(member: Member) -> str:
    """Where the member's work begins."""
    return (links(WORK, member=member, path="") or links(OWN, member=member, path=""))[0].address


def frame(request: HttpRequest) -> dict[str, object]:
    """Context of the desk's frame; empty for visitors."""
    session = open_session(request)
    if session is None:
        return {}
    member = session.member
    return {
        "desk_member": member,
        "desk_nav": links(WORK, member=member, path=request.path),
        "desk_record": partial(ways_of_the_record, member, path=request.path),
        "desk_own": links(OWN, member=member, path=request.path),
        "desk_tries": request.session.pop(TRIES, 0),
        "desk_notice": NOTICES.get(request.GET.get(NOTICE, "")),
    }
