"""What the federation publishes: a statement in two languages, and a newsletter with two invented readers.

Their addresses are at example.org, which nobody reads; the demonstration sends no newsletter to anybody.
"""

from safelamp.ground.organisations.models import Member
from safelamp.ground.post import marks, subscribing
from safelamp.ground.post.mailboxes import mailbox
from safelamp.ground.post.marks import Link
from safelamp.ground.post.models import Subscription
from safelamp.record.publishing import newsletters, operations
from safelamp.record.publishing.models import Rhythm
from safelamp.record.publishing.newsletters import Owner, Plan
from safelamp.record.publishing.wording import Words
from safelamp.record.searching.asked import Search
from safelamp.site.demonstration.people import Cast

READERS = ("a.reader@example.org", "another.reader@example.org")
IN_ENGLISH = Words(
    "Machines need guards before they need gloves",
    "Bangkok",
    "In six months our unions have raised open presses, cutters and belts in workplace after workplace.\n\n"
    "Gloves are the weakest measure. We ask every employer to fit a fixed guard, with the union at the table, and to "
    "stop the machine until it is there.",
)
IN_THAI = Words(
    "เครื่องจักรต้องมีการ์ดก่อนถุงมือ",
    "กรุงเทพฯ",
    "ในหกเดือนที่ผ่านมา สหภาพของเราแจ้งเรื่องเครื่องปั๊ม เครื่องตัด และสายพานที่ไม่มีการ์ดในหลายโรงงาน\n\n"
    "ถุงมือเป็นมาตรการที่อ่อนที่สุด เราขอให้นายจ้างทุกคนติดการ์ดถาวร และหยุดเครื่องจนกว่าจะติดเสร็จ",
)


def publish(cast: Cast) -> None:
    """Publishes the statement and begins the newsletter, by the federation's officer."""
    session = cast.teams["federation"].officer.session
    first = operations.write(IN_ENGLISH, language="en", by=session)
    second = operations.write_version(first.statement, IN_THAI, language="th", by=session)
    for version in (first, second):
        operations.offer(version, by=session)
        operations.approve(version, by=session)
    _newsletter(session.member)


def _newsletter(officer: Member) -> None:
    plan = Plan("Deaths and strikes in mines", Search(words="mine"), "en", Rhythm.WEEKLY)
    made = newsletters.begin(plan, owner=Owner.INSTANCE, by=officer)
    for address in READERS:
        subscribing.ask(mailbox(address), list_id=made.id, language="en")
    for row in Subscription.objects.filter(list_id=made.id):
        subscribing.confirm(marks.token(Link.CONFIRM, row.id))
