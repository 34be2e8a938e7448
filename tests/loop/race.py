"""Run in a process of its own by test_race.py: a house with its own data folder, its secrets, people who race.

Prints one JSON object: for each report what the racers were told.
"""

import json
import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any

from django.core.management import call_command
from django.db import connections

from safelamp.engines.sealing import passphrases
from safelamp.ground.organisations import operations as organisations
from safelamp.ground.organisations.models import OrganisationKind
from safelamp.loop.actions import operations as actions
from safelamp.loop.actions.models import SeenHow, Term
from safelamp.loop.cases import operations as cases
from safelamp.loop.cases.refusals import TakenAlready
from safelamp.loop.reports import rendering_acts
from safelamp.loop.reports.models import Report
from safelamp.loop.reports.words import MessageWords
from tests.loop.agreed import DUE, agree, take
from tests.loop.told import report
from tests.people import House, Person, build

ROUNDS = 6
RACERS = ("officer", "focal_point", "second_focal_point")


def plant(house: House, word: str) -> None:
    """Every text that a desk can write, with the word in it."""
    by = house.focal_point.session
    told = report(house, story=f"{word} story")
    organisations.say_what_is_read(house.officer.member, languages=["en", "th"])
    for each in rendering_acts.ask(told, colleague=house.officer.member, into="th", by=by):
        rendering_acts.give(each, f"{word} rendering", by=house.officer.session)
    words = MessageWords(text=f"{word} answer before it is sent")
    rendering_acts.ask_for_answer(told, words, colleague=house.officer.member, out_of="th", by=by)
    case = take(house, told, title=f"{word} title")
    cases.note(case, f"{word} note", by=by)
    cases.hand_over(case, to=house.officer.member, note=f"{word} hand-over", by=by)
    plan = actions.make_plan(house.workplace, term=Term.IMMEDIATE, title=f"{word} plan", by=by)
    action = agree(house, case, what=f"{word} what", owner=f"{word} owner", plan=plan)
    actions.revise_due_date(action, due_on=DUE.replace(year=2099), reason=f"{word} revision", by=by)
    actions.report_fixed(action, words=f"{word} said", by=by)
    actions.do_not_accept(action, reason=f"{word} refusal", by=house.representative.session)
    actions.report_fixed(action, by=by)
    actions.verify(action, evidence=f"{word} evidence", seen_how=SeenHow.VISIT, by=house.representative.session)


def race(person: Person, told: Report, start: Barrier, answers: Connection) -> None:
    """One racer in a process of its own, with its own connection to the database."""
    connections.close_all()
    start.wait()
    try:
        answers.send(["won", cases.open_case([told], by=person.session).number])
    except TakenAlready as refused:
        answers.send(["refused", str(refused)])


def run_round(house: House, told: Report) -> list[Any]:
    """All racers at once for one report."""
    start = multiprocessing.Barrier(len(RACERS))
    connections.close_all()
    ends = [multiprocessing.Pipe(duplex=False) for _ in RACERS]
    racers = [
        multiprocessing.Process(target=race, args=(getattr(house, who), told, start, sending))
        for who, (_, sending) in zip(RACERS, ends, strict=True)
    ]
    for racer in racers:
        racer.start()
    answers = [receiving.recv() for receiving, _ in ends]
    for racer in racers:
        racer.join()
    return answers


def main(word: str) -> None:
    """Builds the house, plants the word, runs the races."""
    passphrases.COST = 2**6
    multiprocessing.set_start_method("fork")
    call_command("migrate", verbosity=0)
    house = build("Union", kind=OrganisationKind.UNION)
    plant(house, word)
    print(json.dumps([run_round(house, report(house)) for _ in range(ROUNDS)]))
