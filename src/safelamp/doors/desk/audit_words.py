"""What each audited verb means, in words; every operation's verb has its sentence here."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from safelamp.ground.audit import queries as audit
from safelamp.ground.organisations.models import Organisation
from safelamp.ground.organisations.queries import members_of

LINES_A_PAGE = 50

WORDS: Mapping[str, Promise] = {
    "organisations.found": _("founded the organisation"),
    "organisations.confirm_numbers": _("confirmed the emergency numbers"),
    "organisations.be_findable": _("put the organisation on the list"),
    "organisations.stop_being_findable": _("took the organisation off the list"),
    "organisations.choose_leave_address": _("chose the page that Leave opens"),
    "organisations.choose_sms_price": _("wrote down what a text message costs"),
    "organisations.print_sms_numbers": _("chose the SMS numbers that are printed"),
    "organisations.choose_profile": _("chose the profile"),
    "organisations.choose_retention": _("chose how long words are kept"),
    "organisations.say_step": _("said that a first step is done"),
    "organisations.choose_language": _("chose a language for their desk"),
    "organisations.say_what_is_read": _("said which languages they read"),
    "recordings.add": _("kept screens read aloud"),
    "recordings.take_away": _("took a screen read aloud away"),
    "languages.correct": _("corrected words of the screens"),
    "languages.take_back": _("took a correction of words back"),
    "vault.found_keys": _("made the organisation's keys and the paper key"),
    "vault.make_month_keys": _("made the keys of a month"),
    "vault.destroy_keys": _("destroyed keys to which nothing is sealed any longer"),
    "vault.enrol": _("enrolled a member"),
    "vault.enrol_again": _("enrolled a member again"),
    "vault.admit": _("handed over keys"),
    "vault.admit_from_paper": _("opened keys with two sheets of the paper key"),
    "vault.renew_paper_key": _("made three new sheets of the paper key"),
    "vault.withdraw": _("took keys away that a role may not hold"),
    "vault.change_role": _("changed a role"),
    "vault.name_restricted_reader": _("named a reader of the restricted lane"),
    "vault.unname_restricted_reader": _("took the restricted lane from a reader"),
    "vault.deactivate": _("ended a log-in"),
    "vault.log_out_everywhere": _("ended the sessions of a log-in"),
    "vault.renew_passphrase": _("made a new passphrase"),
    "vault.add_security_key": _("added a security key"),
    "vault.remove_security_key": _("took a security key away"),
    "vault.second_factor_on": _("turned on the code from the phone"),
    "vault.second_factor_off": _("turned off the code from the phone"),
    "vault.keep_address": _("kept an address for the bell"),
    "vault.forget_address": _("took an address for the bell away"),
    "vault.keep_webhook": _("kept a webhook for the bell"),
    "vault.forget_webhook": _("took the webhook for the bell away"),
    "alerts.raise": _("an alert was raised"),
    "alerts.go_on": _("an alert went on"),
    "alerts.settle": _("what an alert told of is over"),
    "alerts.verify": _("said that an alert is real"),
    "alerts.find_not_real": _("said that an alert is not real"),
    "alerts.cannot_tell": _("said that nobody can tell whether an alert is real"),
    "alerts.assess": _("said how great the risk of an alert is"),
    "alerts.act": _("wrote down what was done about an alert"),
    "alerts.note": _("wrote a note on an alert"),
    "alerts.close": _("closed an alert"),
    "alerts.reopen": _("opened an alert again"),
    "alerts.merge": _("put an alert into another"),
    "alerts.judge": _("said better what an alert was"),
    "alerts.begin_watch": _("began to watch counts"),
    "alerts.change_watch": _("changed what is watched"),
    "alerts.choose_quiet_hours": _("chose the quiet hours"),
    "alerts.listen": _("chose of which alerts they are told"),
    "alerts.import_counts": _("imported counts to be watched"),
    "post.send_trial": _("sent a trial of the bell"),
    "post.erase_courier": _("stopped all sending for good"),
    "workplaces.add": _("added a workplace"),
    "workplaces.correct": _("corrected a workplace"),
    "workplaces.add_employer": _("added an employer"),
    "workplaces.remove_employer": _("took an employer away"),
    "workplaces.keep_month": _("kept head-count and hours of a month"),
    "workplaces.be_listed": _("put a workplace on the list"),
    "workplaces.stop_being_listed": _("took a workplace off the list"),
    "workplaces.renew_code": _("made a new poster code"),
    "workplaces.post": _("named a representative of a workplace"),
    "workplaces.unpost": _("took a workplace from a representative"),
    "reports.write_voice_down": _("wrote down what a voice says"),
    "reports.keep_voice": _("kept a recording for longer than its case"),
    "reports.keep_voice_no_longer": _("let a recording go when its case closes"),
    "reports.destroy_voice": _("destroyed a recording whose case has closed"),
    "reports.receive": _("sent a report"),
    "reports.reply": _("replied with the receipt"),
    "reports.renew_receipt": _("took a new code in place of one that was handed over"),
    "reports.answer": _("answered a reporter"),
    "reports.ask_rendering": _("asked a colleague to put words into another language"),
    "reports.give_rendering": _("put words into another language"),
    "reports.decline_rendering": _("declined to put words into another language"),
    "reports.take_back_rendering": _("took a request for another language back"),
    "reading.add_page": _("added a page to the public record"),
    "reading.remove_page": _("took a page out of the public record"),
    "reviewing.correct": _("corrected or confirmed something in the public record"),
    "reviewing.decide": _("decided about a correction of the public record"),
    "reviewing.reread": _("had a page of the public record read anew"),
    "reviewing.hide": _("took an item of the public record down"),
    "reviewing.show_again": _("let an item of the public record be seen again"),
    "reviewing.ask": _("asked to take something down"),
    "reviewing.answer": _("answered a request to take something down"),
    "gathering.bring": _("brought a page to be read"),
    "gathering.ask_for": _("asked for a page from the web"),
    "gathering.try_again": _("had a page read again"),
    "gathering.forget": _("took away a page that was not read"),
    "gathering.watch": _("began to watch a source"),
    "gathering.change_hours": _("changed how often a source is read"),
    "gathering.pause": _("paused a watched source"),
    "gathering.go_on": _("let a watched source go on"),
    "gathering.read_now": _("had a watched source read at once"),
    "gathering.stop_watching": _("stopped watching a source"),
    "register.import": _("imported into the register"),
    "register.record_injury": _("recorded an injury"),
    "register.record_disease": _("recorded a disease"),
    "register.record_dangerous_occurrence": _("recorded a dangerous occurrence"),
    "register.correct": _("corrected the register"),
    "register.withdraw_consent": _("took a consent back"),
    "register.keep_source": _("kept the source of an import"),
    "duty.add_turn": _("put somebody on the duty list"),
    "duty.change_turn": _("changed a turn of the duty list"),
    "duty.end_turn": _("took a turn off the duty list"),
    "duty.be_away": _("said that they are away"),
    "duty.be_back": _("said that they are back"),
    "duty.ring": _("rang for a report"),
    "duty.ring_trial": _("rang a trial"),
    "reports.set_aside_empty": _("set a report aside: nothing in it to work with"),
    "reports.set_aside_not_work": _("set a report aside: not about work"),
    "reports.set_aside_twice": _("set a report aside: the same report sent again"),
    "reports.set_aside_abuse": _("set a report aside: insults or advertising"),
    "reports.ask_to_set_aside": _("asked a second person to set a report aside"),
    "reports.keep": _("did not agree to set a report aside"),
    "reports.take_back": _("took a report back that was set aside"),
    "cases.set_aside": _("set a case aside that nobody can confirm"),
    "cases.take": _("took the reports as a case"),
    "cases.add_reports": _("added reports of the same problem"),
    "cases.merge": _("put it into another case"),
    "cases.hand_over": _("handed it over"),
    "cases.rate": _("rated how bad it could become"),
    "cases.rename": _("gave it another title"),
    "cases.note": _("wrote a note"),
    "cases.end_danger": _("said that nobody is in danger now"),
    "cases.raise": _("raised it with the employer"),
    "cases.ask": _("asked the floor whether it is really fixed"),
    "cases.close": _("closed it"),
    "cases.reopen": _("opened it again"),
    "cases.hold": _("held it back from being destroyed"),
    "cases.end_hold": _("holds it back no longer"),
    "cases.say_fixed": _("said that it is fixed"),
    "cases.say_still_dangerous": _("said that it is still dangerous"),
    "cases.say_cannot_tell": _("said that they cannot tell"),
    "actions.agree": _("wrote down what was agreed"),
    "actions.start": _("wrote down that work has begun"),
    "actions.report_fixed": _("wrote down that it is reported fixed"),
    "actions.verify": _("verified it"),
    "actions.do_not_accept": _("did not accept it"),
    "actions.escalate": _("escalated it"),
    "actions.revise": _("agreed another due date"),
    "actions.turn_back": _("said that it is still dangerous"),
    "actions.make_plan": _("made a plan"),
    "actions.put_into_plan": _("put an action into a plan"),
    "agreements.follow": _("began to follow a promise"),
    "agreements.add_evidence": _("wrote down how a promise goes"),
    "agreements.find_kept": _("said that a promise was kept"),
    "agreements.find_partly_kept": _("said that a promise was kept in part"),
    "agreements.find_broken": _("said that a promise was broken"),
    "agreements.drop": _("stopped following a promise"),
    "agreements.take_up": _("took a promise up again"),
    "agreements.write": _("wrote down an agreement"),
    "agreements.renew": _("wrote down that an agreement was renewed"),
    "training.write": _("wrote down a training"),
    "wall.write": _("wrote an answer for everybody at a workplace"),
    "wall.rewrite": _("changed an answer for everybody at a workplace"),
    "wall.discard": _("threw away an answer for everybody at a workplace"),
    "wall.ask": _("asked reporters whether an answer may hang on the wall"),
    "releases.release": _("let an answer out to everybody at a workplace"),
    "releases.render": _("put an answer on the wall into another language"),
    "releases.figures": _("let figures out to everybody at a workplace"),
    "releases.move_on": _("said how far an answer on the wall has come"),
    "releases.withdraw": _("took an answer off the wall"),
    "publishing.write": _("wrote a draft of a statement"),
    "publishing.rewrite": _("changed a draft of a statement"),
    "publishing.offer": _("asked a colleague to look at a statement"),
    "publishing.give_back": _("gave a statement back to be changed"),
    "publishing.discard": _("threw a draft of a statement away"),
    "publishing.approve": _("published a statement that a colleague wrote"),
    "publishing.approve_alone": _("published an own statement: nobody else may publish"),
    "publishing.withdraw": _("withdrew a statement"),
    "publishing.begin_newsletter": _("began a newsletter"),
    "publishing.change_newsletter": _("changed a newsletter"),
    "publishing.pause_newsletter": _("paused a newsletter"),
    "publishing.go_on_with_newsletter": _("let a newsletter go on"),
    "publishing.end_newsletter": _("ended a newsletter, with every address on its list"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """What one member did on one day, and how often."""

    day: dt.date
    who: str
    words: str
    times: int


def page_of(organisation: Organisation, number: str) -> Page[dict[str, Any]]:
    """One page of the organisation's audit, in words; an unknown page number gives the nearest page."""
    names = {each.id: each.login_name for each in members_of(organisation)}
    page = Paginator(audit.counted_of(organisation.id), LINES_A_PAGE).get_page(number)
    page.object_list = [_line(row, names) for row in page.object_list]
    return page


def _line(row: Mapping[str, Any], names: Mapping[uuid.UUID, str]) -> Line:
    who = _now("the system or a reporter") if row["member_id"] is None else names.get(row["member_id"], "")
    words = WORDS.get(row["verb"]) or str(row["verb"]).replace(".", ": ").replace("_", " ")
    return Line(row["day"], who or _now("somebody outside"), str(words), row["times"])
