"""Letting out and taking back: the only way in which words or figures of the loop become public."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils import timezone

from safelamp.ground.audit import operations as audit
from safelamp.ground.organisations.models import Member
from safelamp.ground.organisations.policy import Permission, allows
from safelamp.ground.releases import consents, figures, gate, marks, queries, withdrawing
from safelamp.ground.releases.gate import Check, LettingOut
from safelamp.ground.releases.limits import coarse_day
from safelamp.ground.releases.models import Basis, Ground, Outcome, Release, ReleasedWords, ReleaseKind
from safelamp.ground.releases.reasons import Finding, Reason, Refused
from safelamp.ground.workplaces.models import Workplace


@transaction.atomic
def release(letting: LettingOut, *, confirmed: Collection[Check], by: Member, at: dt.datetime | None = None) -> Release:
    """Lets an answer out; raises Refused with every reason why not. In a hostile profile by another than its writer."""
    own = letting.organisation
    if by.organisation_id != own.id or not allows(by, Permission.RELEASE):
        raise Release.DoesNotExist
    consents.locked(own.id)
    found = [each for each in gate.findings_of(letting, at=at) if each.shuts]
    if own.is_hostile and by.id == letting.written_by:
        found.append(Finding(Reason.OTHER_EYES))
    _refuse(found, confirmed)
    basis = gate.basis_of(letting.behind, workplace=letting.workplace)
    assert basis is not None  # noqa: S101  # the findings have said so
    made = Release.objects.create(
        organisation=own,
        workplace=letting.workplace,
        kind=ReleaseKind.ANSWER,
        basis=basis,
        hazard=letting.hazard,
        outcome=letting.outcome,
        day=coarse_day(own, timezone.localdate(at)),
        source=marks.of_case(letting.behind.case_id),
    )
    Ground.objects.bulk_create(
        [Ground(release=made, mark=marks.of_report(each)) for each in sorted(gate.stands_on(letting.behind))]
    )
    ReleasedWords.objects.bulk_create(
        [
            ReleasedWords(release=made, language=code, text=text.strip(), original=code == letting.original)
            for code, text in letting.texts.items()
        ]
    )
    consents.use_up(letting.behind.report_ids)
    _log("releases.release", made, by)
    return made


@transaction.atomic
def render(
    release: Release, letting: LettingOut, *, language: str, confirmed: Collection[Check], by: Member
) -> ReleasedWords:
    """A released answer in one more language; its words pass the same checks. Raises Refused.

    Never in the place of words that hang already: a reporter may have said yes to those. Not in a hostile profile:
    there somebody else has to look at every word before it hangs.
    """
    consents.locked(by.organisation_id)  # two who do it at once do it one after the other
    found = queries.standing_for(by.organisation, release.id)
    hangs = found.words.filter(language=language).exists()
    if not allows(by, Permission.RELEASE) or found.kind != ReleaseKind.ANSWER or hangs:
        raise Release.DoesNotExist
    unfit = gate.unfit_words(letting)
    if found.organisation.is_hostile:
        unfit.append(Finding(Reason.BEFORE_IT_HANGS))
    _refuse(unfit, confirmed)
    words = ReleasedWords.objects.create(release=found, language=language, text=letting.texts[language].strip())
    _log("releases.render", found, by)
    return words


@transaction.atomic
def release_figures(
    workplace: Workplace, counts: Mapping[str, int], *, by: Member, at: dt.datetime | None = None
) -> Release:
    """Lets counts of a workplace out, rounded down; they take the place of the last ones. Raises Refused."""
    own = workplace.organisation
    if by.organisation_id != own.id or not allows(by, Permission.RELEASE):
        raise Release.DoesNotExist
    consents.locked(own.id)
    found = figures.findings(workplace, counts, at=at)
    if found:
        raise Refused(found)
    for last in queries.figures_of(workplace):
        withdrawing.end(last, on=timezone.localdate(at))
    made = Release.objects.create(
        organisation=own,
        workplace=workplace,
        kind=ReleaseKind.FIGURES,
        basis=Basis.SEVERAL,
        figures=figures.rounded(counts, organisation=own),
        day=coarse_day(own, timezone.localdate(at)),
        source=b"",
    )
    _log("releases.figures", made, by)
    return made


@transaction.atomic
def move_on(release: Release, outcome: Outcome, *, by: Member) -> None:
    """Says how far it has come since."""
    found = queries.standing_for(by.organisation, release.id)
    Release.objects.filter(id=found.id, kind=ReleaseKind.ANSWER).update(outcome=outcome)
    _log("releases.move_on", found, by)


@transaction.atomic
def withdraw(release: Release, *, by: Member, at: dt.datetime | None = None) -> None:
    """Takes it off the wall; its words are gone."""
    found = queries.standing_for(by.organisation, release.id)
    withdrawing.end(found, on=timezone.localdate(at))
    _log("releases.withdraw", found, by)


def _refuse(found: list[Finding], confirmed: Collection[Check]) -> None:
    if set(confirmed) != set(Check):
        found = [*found, Finding(Reason.UNCHECKED)]
    if found:
        raise Refused(found)


def _log(verb: str, made: Release, by: Member) -> None:
    audit.record(verb, organisation_id=made.organisation_id, by=by.id, subject_id=made.id)
