"""`python -m tests.seeding`: one union with two log-ins and a workplace in the home of the environment, as JSON."""

import json

import django
from django.core.management import call_command


def main() -> None:
    """Makes it by the real operations and prints what a test needs to come in."""
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    # Only a set-up Django has models to import.
    from safelamp.ground.organisations import operations as organisations  # noqa: PLC0415
    from safelamp.ground.organisations.models import OrganisationKind  # noqa: PLC0415
    from safelamp.ground.organisations.policy import Role  # noqa: PLC0415
    from safelamp.ground.vault import members  # noqa: PLC0415
    from safelamp.ground.vault import operations as vault  # noqa: PLC0415
    from safelamp.ground.workplaces import operations as workplaces  # noqa: PLC0415

    union = organisations.found("Union", kind=OrganisationKind.UNION, country="TH", language="en")
    people = [
        members.enrol(name, organisation=union, role=role, reads_restricted=True, by=None)
        for name, role in (("officer", Role.OFFICER), ("floor", Role.REPRESENTATIVE))
    ]
    vault.found_keys(union, first_readers=[each.member for each in people])
    mill = workplaces.add("Mill", organisation=union, employer="Mill Ltd", sector="C1410", place="Rayong", by=None)
    workplaces.post(people[1].member, mill, by=None)
    print(
        json.dumps(
            {
                "code": mill.code,
                "workplace": str(mill.id),
                "passphrases": {each.member.login_name: each.passphrase for each in people},
            }
        )
    )


if __name__ == "__main__":
    main()
