"""Audit lines hold ids, a verb and a day, and nothing that tells what was said or at which hour."""

from django.db import models

from safelamp.ground.audit import queries
from safelamp.ground.audit.models import AuditLine
from safelamp.ground.vault import members, roles
from tests.people import House


def test_a_line_has_no_room_for_words_or_hours() -> None:
    fields = {type(field) for field in AuditLine._meta.concrete_fields}
    assert fields == {models.UUIDField, models.CharField, models.DateField}
    assert [field.name for field in AuditLine._meta.concrete_fields if isinstance(field, models.CharField)] == ["verb"]


def test_every_act_leaves_one_line_with_who_and_on_whom(union: House) -> None:
    before = set(queries.lines_of(union.organisation.id))
    roles.log_out_everywhere(union.trainer.member, by=union.officer.member)
    (line,) = set(queries.lines_of(union.organisation.id)) - before
    assert (line.verb, line.member_id, line.subject_id) == (
        "vault.log_out_everywhere",
        union.officer.member.id,
        union.trainer.member.id,
    )


def test_another_union_reads_none_of_it(union: House, other_union: House) -> None:
    members.renew_passphrase(union.officer.session)
    ids = {person.member.id for person in union.everybody}
    assert not [line for line in queries.lines_of(other_union.organisation.id) if line.member_id in ids]


def test_lines_never_carry_a_name(union: House) -> None:
    names = [person.member.login_name for person in union.everybody] + [union.organisation.name]
    kept = repr(list(AuditLine.objects.values_list("verb", "day")))
    assert not [name for name in names if name in kept]
