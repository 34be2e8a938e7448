"""Writing an answer for everybody at a workplace, asking its reporters, letting it out, taking it back."""

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member
from safelamp.ground.releases import consents
from safelamp.ground.releases import operations as gate
from safelamp.ground.releases import queries as releases
from safelamp.ground.releases.gate import Check, unfit_words
from safelamp.ground.releases.limits import coarse_day
from safelamp.ground.releases.models import Outcome, Release, ReleasedWords
from safelamp.ground.releases.reasons import Refused as GateRefused
from safelamp.ground.vault.sessions import OpenSession
from safelamp.ground.workplaces.models import Workplace
from safelamp.loop.cases.models import Case
from safelamp.loop.cases.queries import case_for
from safelamp.loop.cases.refusals import Refused
from safelamp.loop.reports import operations as reports
from safelamp.loop.reports import queries as reading
from safelamp.loop.reports.models import Lane, Report
from safelamp.loop.reports.ready import MAY_HANG
from safelamp.loop.reports.words import MessageWords
from safelamp.loop.wall import behind, counting, queries, wording
from safelamp.loop.wall.models import WallAnswer
from safelamp.loop.wall.wording import AnswerWords


@transaction.atomic
def write(case: Case, words: AnswerWords, *, by: OpenSession, at: dt.datetime | None = None) -> WallAnswer:
    """Begins an answer for the wall; raises Refused where a case has no wall, or one is being written."""
    own = case_for(by.member, case.id)
    if own.lane == Lane.RESTRICTED:
        raise Refused(_("Nothing of the restricted lane hangs on a wall."))
    if own.workplace is None:
        raise Refused(_("This case belongs to no workplace, so there is no wall for it."))
    if own.merged_into_id or own.shredded_on:
        raise Refused(_("This case has ended. Write it in the case that goes on."))
    if WallAnswer.objects.select_for_update().filter(case=own).exists():
        raise Refused(_("An answer is being written already. Change that one."))
    day = coarse_day(own.organisation, timezone.localdate(at))
    made = WallAnswer(id=uuid.uuid4(), case=own, written_by=by.member, day=day)
    made.words_sealed = wording.seal(words, answer=made)
    made.save(force_insert=True)
    _audit("wall.write", made, by.member)
    return made


@transaction.atomic
def rewrite(answer: WallAnswer, words: AnswerWords, *, by: OpenSession) -> WallAnswer:
    """Changes the words, or puts them into one more language; whoever does has written it from then on.

    Whoever said yes to words that change is asked again.
    """
    found = _locked(answer, by.member)
    before = wording.opened(by, found).texts
    if any(words.texts.get(language) != text for language, text in before.items()):
        consents.use_up(behind.of_case(found.case).report_ids)
    found.words_sealed, found.written_by = wording.seal(words, answer=found), by.member
    found.save(update_fields=["words_sealed", "written_by"])
    _audit("wall.rewrite", found, by.member)
    return found


@transaction.atomic
def discard(answer: WallAnswer, *, by: OpenSession) -> None:
    """Throws it away."""
    found = _locked(answer, by.member)
    _audit("wall.discard", found, by.member)
    found.delete()


@transaction.atomic
def ask(answer: WallAnswer, *, by: OpenSession, at: dt.datetime | None = None) -> int:
    """Asks each reporter who was not asked yet, showing the very words; how many were asked now.

    Raises releases.reasons.Refused for words that give somebody away: the reporters of a case do not know each other.
    """
    found = _locked(answer, by.member)
    words = wording.opened(by, found)
    read = behind.opened(by, found.case, texts=words.texts.values())
    if unfit := unfit_words(behind.letting_out(found, words, read)):
        raise GateRefused(unfit)
    waiting = behind.to_ask(behind.of_case(found.case).report_ids, read)
    left = Report.objects.filter(id__in=waiting, shredded_on=None).select_related("organisation").order_by("id")
    asked = 0
    for report in left:
        if not reading.reports_for(by.member).filter(id=report.id).exists():
            continue
        told = reading.words_of(by, report)
        # Its words may be read by operators: they are about to be public, and name nobody.
        question = MessageWords(text=words.for_reader(told.language), ready=MAY_HANG, by_sms=told.came_by == "sms")
        reports.answer(report, question, by=by, at=at)
        asked += 1
    _audit("wall.ask", found, by.member)
    return asked


@transaction.atomic
def let_out(
    answer: WallAnswer, *, confirmed: Collection[Check], by: OpenSession, at: dt.datetime | None = None
) -> Release:
    """Lets it out through the gate; the draft goes. Raises releases.reasons.Refused with every reason why not."""
    found = _locked(answer, by.member)
    words = wording.opened(by, found)
    read = behind.opened(by, found.case, texts=words.texts.values())
    released = gate.release(behind.letting_out(found, words, read), confirmed=confirmed, by=by.member, at=at)
    found.delete()
    return released


@transaction.atomic
def let_figures_out(workplace: Workplace, *, by: OpenSession, at: dt.datetime | None = None) -> Release:
    """Lets the workplace's figures out, rounded. Raises releases.reasons.Refused."""
    return gate.release_figures(workplace, counting.counts_of(by.member, workplace), by=by.member, at=at)


@transaction.atomic
def move_on(release_id: uuid.UUID, outcome: Outcome, *, by: OpenSession) -> Release:
    """Says how far a released answer has come since; raises Release.DoesNotExist."""
    found = releases.standing_for(by.member.organisation, release_id)
    gate.move_on(found, outcome, by=by.member)
    return found


@transaction.atomic
def render(
    release_id: uuid.UUID, text: str, *, language: str, confirmed: Collection[Check], by: OpenSession
) -> ReleasedWords:
    """Puts a released answer into one more language. Raises Release.DoesNotExist, and releases.reasons.Refused."""
    found = releases.standing_for(by.member.organisation, release_id)
    letting = behind.of_release(by, found, {language: text})
    return gate.render(found, letting, language=language, confirmed=confirmed, by=by.member)


@transaction.atomic
def take_down(release_id: uuid.UUID, *, by: OpenSession, at: dt.datetime | None = None) -> Release:
    """Takes a released answer off page and wall; raises Release.DoesNotExist."""
    found = releases.standing_for(by.member.organisation, release_id)
    gate.withdraw(found, by=by.member, at=at)
    return found


def _locked(answer: WallAnswer, member: Member) -> WallAnswer:
    """The draft as it is now, of a case that the member may know of; raises WallAnswer.DoesNotExist."""
    WallAnswer.objects.select_for_update().get(id=answer.id)
    return queries.answer_for(member, answer.id)


def _audit(verb: str, answer: WallAnswer, by: Member) -> None:
    audit.record(verb, organisation_id=by.organisation_id, by=by.id, subject_id=answer.case_id)
