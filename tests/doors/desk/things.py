"""One thing of each kind that an address of the desk can name, made by the real operations, once a house."""

import datetime as dt
import uuid
from io import BytesIO

from django.utils import timezone
from PIL import Image

from safelamp.ground.apart import photos
from safelamp.ground.releases import operations as gate
from safelamp.ground.releases.gate import Behind, Check, LettingOut
from safelamp.ground.releases.models import Outcome, Release
from safelamp.ground.vault import sealing
from safelamp.ground.vault.models import Audience
from safelamp.loop.actions import operations as actions
from safelamp.loop.actions.models import ControlLevel, CorrectiveAction, OwnerSide, Plan, Term
from safelamp.loop.agreements import operations as agreements
from safelamp.loop.agreements.models import Agreement, AgreementKind, Commitment, Promiser
from safelamp.loop.agreements.operations import AgreementFacts
from safelamp.loop.cases import operations as cases
from safelamp.loop.cases.models import Case
from safelamp.loop.duty import operations as duty
from safelamp.loop.duty.models import DutyTurn, Level
from safelamp.loop.register import operations as register
from safelamp.loop.register.models import Entry
from safelamp.loop.reports import operations, queries, rendering_acts
from safelamp.loop.reports.models import Message, Rendering, Report
from safelamp.loop.reports.words import MessageWords
from safelamp.loop.training import operations as trainings
from safelamp.loop.training.models import Training
from safelamp.loop.training.operations import TrainingFacts
from safelamp.loop.wall import operations as walls
from safelamp.loop.wall.models import WallAnswer
from safelamp.loop.wall.wording import AnswerWords
from safelamp.record.publishing.models import Newsletter, Version
from tests.loop.register.written import injury
from tests.loop.tellings import telling
from tests.people import House
from tests.record.publishing import published

NO_VOICE = b"something else than a voice"
STORY = "The guard lies behind the store, the press still runs."


def photo() -> bytes:
    """A small JPEG, stripped."""
    raw = BytesIO()
    Image.new("RGB", (40, 30), "#a33").save(raw, "JPEG")
    return photos.stripped(raw.getvalue())


def told(house: House, **choices: object) -> tuple[Report, str]:
    """A report that arrived now, and its receipt."""
    said = telling(house, **{"story": STORY, **choices})  # type: ignore[arg-type]
    received = operations.receive(said)
    return Report.objects.get(id=said.report_id), received.receipt


def waiting_report(house: House) -> Report:
    """A report with a photo that nobody has taken, with a photo in its thread."""
    known = Report.objects.filter(organisation=house.organisation, case_report__isnull=True).first()
    if known is not None:
        return known
    report, receipt = told(house, photo=photo())
    access = queries.access(receipt)
    assert access is not None
    operations.reply(access, MessageWords(text="Here it is."), photo=photo(), voice=NO_VOICE)
    return with_voice(report, NO_VOICE)


def with_voice(report: Report, raw: bytes) -> Report:
    """The report with a voice that its phone sealed; the server never saw what it is."""
    report.voice_sealed = sealing.seal_for_readers(
        raw, organisation=report.organisation, audience=Audience(report.audience), subject=report.id, field="voice"
    )
    report.save(update_fields=["voice_sealed"])
    return report


def event(house: House) -> uuid.UUID:
    """The event of that report: it is alone in it."""
    found = waiting_report(house).event
    assert found is not None
    return found


def message_with_photo(house: House) -> Message:
    """The message of that report."""
    return waiting_report(house).messages.get()


def rendering(house: House) -> Rendering:
    """What the focal point asked the other one: to put that report's story into Khmer."""
    known = Rendering.objects.filter(report__organisation=house.organisation).first()
    if known is not None:
        return known
    colleague = house.second_focal_point.member
    colleague.reads = ["en", "km"]
    colleague.save(update_fields=["reads"])
    report = waiting_report(house)
    return rendering_acts.ask(report, colleague=colleague, into="km", by=house.focal_point.session)[0]


def open_case(house: House) -> Case:
    """A case that the focal point took."""
    known = Case.objects.filter(organisation=house.organisation).first()
    return known or cases.open_case([told(house)[0]], by=house.focal_point.session, title="Press without a guard")


def wall_answer(house: House) -> WallAnswer:
    """What was written about that case for everybody at the workplace."""
    known = WallAnswer.objects.filter(case__organisation=house.organisation).first()
    words = AnswerWords("en", {"en": "The press was open. The employer closed it."})
    return known or walls.write(open_case(house), words, by=house.focal_point.session)


def release(house: House) -> Release:
    """An answer that hangs at the house's workplace, for five reports."""
    known = Release.objects.filter(organisation=house.organisation).first()
    behind = Behind(uuid.uuid4(), frozenset(uuid.uuid4() for _ in range(5)), dt.date(2026, 1, 1))
    out = LettingOut(
        workplace=house.workplace, hazard="fire", outcome=Outcome.AGREED, texts={"en": "The doors open again."},
        original="en", behind=behind, written_by=house.officer.member.id,
    )  # fmt: skip
    return known or gate.release(out, confirmed=tuple(Check), by=house.focal_point.member)


def full_wall(house: House, *, letters: int, answers: int) -> None:
    """So many further answers of that length, in Khmer too."""
    sentence = "The doors of the hall are open again, and the union looks at them whenever it comes by. "
    khmer = "ទ្វាររបស់រោងចក្រត្រូវបានបើកវិញហើយ ហើយសហជីពពិនិត្យមើលរាល់ពេល។ "
    for _ in range(answers):
        behind = Behind(uuid.uuid4(), frozenset(uuid.uuid4() for _ in range(5)), dt.date(2026, 1, 1))
        out = LettingOut(
            workplace=house.workplace, hazard="fire", outcome=Outcome.VERIFIED,
            texts={"en": (sentence * 7)[:letters], "km": (khmer * 9)[:letters]}, original="en", behind=behind,
            written_by=house.officer.member.id,
        )  # fmt: skip
        gate.release(out, confirmed=tuple(Check), by=house.focal_point.member)


def action(house: House) -> CorrectiveAction:
    """An action of that case, due in a week."""
    known = CorrectiveAction.objects.filter(case__organisation=house.organisation).first()
    return known or actions.agree(
        open_case(house),
        what="Fit a fixed guard",
        level=ControlLevel.ENGINEERING,
        owner_side=OwnerSide.SITE,
        due_on=today() + dt.timedelta(days=7),
        by=house.focal_point.session,
    )


def plan(house: House) -> Plan:
    """A plan of the house's workplace."""
    known = Plan.objects.filter(organisation=house.organisation).first()
    return known or actions.make_plan(
        house.workplace, term=Term.IMMEDIATE, title="This week", by=house.focal_point.session
    )


def register_entry(house: House) -> Entry:
    """An injury in the register."""
    known = Entry.objects.filter(organisation=house.organisation).first()
    return known or register.record_injury(injury(), by=house.focal_point.session)


def duty_turn(house: House) -> DutyTurn:
    """The focal point's turn: every day, all day."""
    known = DutyTurn.objects.filter(organisation=house.organisation).first()
    return known or duty.add_turn(
        house.focal_point.member, level=Level.FIRST, days=[*range(7)], begins=dt.time(), ends=dt.time(),
        by=house.officer.member,
    )  # fmt: skip


def commitment(house: House) -> Commitment:
    """A promise that the focal point follows."""
    known = Commitment.objects.filter(organisation=house.organisation).first()
    return known or agreements.follow(
        promiser=Promiser.EMPLOYER, who="Riverside Mill", what="Guards on all presses", by=house.focal_point.session
    )


def agreement(house: House) -> Agreement:
    """An agreement on safety."""
    known = Agreement.objects.filter(organisation=house.organisation).first()
    facts = AgreementFacts(AgreementKind.SAFETY, signed_on=today())
    return known or agreements.write_agreement(facts, parties="Union and mill", by=house.focal_point.session)


def training(house: House) -> Training:
    """A training of one day."""
    known = Training.objects.filter(organisation=house.organisation).first()
    return known or trainings.write(
        TrainingFacts(today(), today()), title="First workshop", by=house.focal_point.session
    )


def today() -> dt.date:
    """The day on which the tests run."""
    return timezone.localdate()


def version(house: House) -> Version:
    """A draft of a statement by the officer."""
    known = Version.objects.filter(statement__organisation=house.organisation).first()
    return known or published.draft(house)


def newsletter(house: House) -> Newsletter:
    """A newsletter of the house."""
    known = Newsletter.objects.filter(organisation=house.organisation).first()
    return known or published.newsletter(house)
