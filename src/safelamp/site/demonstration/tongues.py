"""Who reads what in the demonstration: a Khmer story put into Thai by a colleague, words that somebody checked."""

from collections.abc import Sequence

from safelamp.ground.languages.operations import Given
from safelamp.ground.languages.queries import Standing, sentences_in
from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations import reviewing
from safelamp.ground.organisations.models import Member
from safelamp.ground.vault.sessions import OpenSession
from safelamp.loop.reports import queries, rendering_acts
from safelamp.loop.reports.models import Report
from safelamp.loop.reports.words import MessageWords
from safelamp.site.demonstration.people import Cast, Team

CHECKED = 12  # sentences that the officer has looked through so far
# Drafts by no native speaker, like all Thai and Khmer words of the script.
IN_THAI = "เครื่องตัดไม่มีการ์ดครอบ ตอนนี้มีคนแขนเสื้อติดอยู่ในเครื่อง"
ANSWER = "เราแจ้งฝ่ายซ่อมแล้ว อย่าเข้าใกล้เครื่องจนกว่าเราจะบอก"


def pass_on(cast: Cast) -> None:
    """Lets the officer of the Thai union read Khmer too, and do what their colleague asks."""
    team = cast.teams["a"]
    officer, focal_point = team.officer.session, team.focal_point.session
    _reads(officer.member, ["en", "km", "th"])
    _reads(focal_point.member, ["en", "th"])
    _reads(cast.teams["b"].focal_point.session.member, ["en", "km"])
    report = _told_in_khmer(team, focal_point)
    if report is not None:
        for asked in rendering_acts.ask(report, colleague=officer.member, into="th", by=focal_point):
            rendering_acts.give(asked, IN_THAI, by=officer)
        rendering_acts.ask_for_answer(
            report, MessageWords(text=ANSWER), colleague=officer.member, out_of="th", by=focal_point
        )
    _check_some(officer.member, "th")


def _reads(member: Member, languages: Sequence[str]) -> None:
    organisations.say_what_is_read(member, languages=languages)


def _told_in_khmer(team: Team, session: OpenSession) -> Report | None:
    known = queries.reports_for(session.member).filter(organisation=team.organisation, due_at__isnull=False)
    return next((report for report in known if queries.words_of(session, report).language == "km"), None)


def _check_some(member: Member, language: str) -> None:
    drafts = [said for said in sentences_in(language) if said.standing == Standing.DRAFT and all(said.words)][:CHECKED]
    reviewing.keep(member, language, [Given(said.sentence.mark, said.words) for said in drafts])
