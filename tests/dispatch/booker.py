"""One process of a race: says "ready", waits for the start, books, tells what came of it.

Started by test_races with the database in its environment; speaks one line of JSON each way.
"""

import json
import os
import sys
from datetime import datetime

import django

moment = datetime.fromisoformat


def book(order: dict) -> str:
    from toctoc.agenda.models import HelpRequest
    from toctoc.common.errors import ToctocError
    from toctoc.dispatch.operations import book_visit
    from toctoc.people.models import Account, Volunteer

    volunteers = Volunteer.objects.in_bulk(order["volunteers"])
    try:
        book_visit(
            HelpRequest.objects.get(pk=order["request"]),
            volunteers=[volunteers[pk] for pk in order["volunteers"]],
            promised_from=moment(order["at"]),
            by=Account.objects.get(pk=order["by"]),
            now=moment(order["now"]),
        )
    except ToctocError as error:
        return type(error).__name__
    return "booked"


def enrol(order: dict) -> str:
    from toctoc.agenda.models import Session
    from toctoc.agenda.operations import enrol
    from toctoc.common.errors import ToctocError
    from toctoc.people.models import Account, Resident

    try:
        enrolment = enrol(
            Session.objects.get(pk=order["session"]),
            resident=Resident.objects.get(pk=order["resident"]),
            by=Account.objects.get(pk=order["by"]),
            now=moment(order["now"]),
        )
    except ToctocError as error:
        return type(error).__name__
    return str(enrolment.status)


def seats(order: dict) -> list[int]:
    from toctoc.agenda.models import Enrolment

    held = Enrolment.objects.filter(session=order["session"]).exclude(seat=None)
    return list(held.values_list("seat", flat=True))


def run(order: dict) -> str:
    """Give a session its crew."""
    from toctoc.agenda.models import Session
    from toctoc.agenda.operations import set_crew
    from toctoc.common.errors import ToctocError
    from toctoc.people.models import Account, Volunteer

    try:
        set_crew(
            Session.objects.get(pk=order["session"]),
            volunteers=list(Volunteer.objects.filter(pk__in=order["volunteers"])),
            by=Account.objects.get(pk=order["by"]),
            now=moment(order["now"]),
        )
    except ToctocError as error:
        return type(error).__name__
    return "run"


def absent(order: dict) -> str:
    """Note an absence, and tell how many visits it was laid over."""
    from toctoc.agenda.enums import AbsenceKind
    from toctoc.agenda.operations import add_absence
    from toctoc.agenda.queries import count_left_visits
    from toctoc.people.models import Account, Volunteer

    volunteer = Volunteer.objects.select_related("programme").get(pk=order["volunteer"])
    add_absence(
        volunteer,
        starts_at=moment(order["starts"]),
        ends_at=moment(order["ends"]),
        kind=AbsenceKind.ILLNESS,
        by=Account.objects.get(pk=order["by"]),
        now=moment(order["now"]),
    )
    return f"over {count_left_visits(volunteer.programme, now=moment(order['now']))}"


def move(order: dict) -> str:
    """Move a visit that was seen where `seen` says."""
    from toctoc.agenda.models import Visit
    from toctoc.common.errors import ToctocError
    from toctoc.dispatch.operations import move_visit
    from toctoc.people.models import Account, Volunteer

    visit = Visit.objects.get(pk=order["visit"])
    visit.promised_from = moment(order["seen"])
    try:
        move_visit(
            visit,
            volunteers=list(Volunteer.objects.filter(pk__in=order["volunteers"])),
            promised_from=moment(order["at"]),
            reason="resident",
            by=Account.objects.get(pk=order["by"]),
            now=moment(order["now"]),
        )
    except ToctocError as error:
        return type(error).__name__
    return "moved"


def look(order: dict) -> list[str]:
    """Look at the eve; with "stop_at", say so in the middle of it all and wait to be killed."""
    from toctoc.dispatch.operations import eve
    from toctoc.territory.models import Programme

    def wait(*_args: object, **_kwargs: object) -> None:
        say("in the middle")
        sys.stdin.read()

    if order.get("stop_at"):
        setattr(eve, order["stop_at"], wait)
    programme = Programme.objects.get(pk=order["programme"])
    return [one.day.isoformat() for one in eve.plan_eve(programme, now=moment(order["now"]))]


def offers(order: dict) -> list[str]:
    from toctoc.agenda.models import HelpRequest
    from toctoc.dispatch.queries import list_offers

    found = list_offers(
        HelpRequest.objects.get(pk=order["request"]), now=moment(order["now"])
    ).offers
    return [row.promised_from.isoformat() for row in found]


def count_events(kind: str) -> int:
    from toctoc.agenda.models import VisitEvent

    return VisitEvent.objects.filter(kind=kind).count()


def tours(order: dict) -> list[str]:
    """Return what is wrong with the tours as they are stored, by the core's own checker."""
    from toctoc.agenda.models import HelpRequest
    from toctoc.dispatch.bridge import load_problem
    from toctoc.planning.evaluate import evaluate

    loaded = load_problem(
        HelpRequest.objects.get(pk=order["request"]).programme, now=moment(order["now"])
    )
    found = evaluate(loaded.problem.tours, loaded.problem.weeks)
    return [str(violation) for violation in found.violations]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "toctoc.config.settings_test"
    django.setup()
    from toctoc.dispatch.queries import prepare_offers

    prepare_offers()  # as the server does at its start
    say("ready")
    do = {
        "absent": absent,
        "book": book,
        "enrol": enrol,
        "fixed": lambda _order: count_events("hour_fixed"),
        "handed": lambda _order: count_events("reassigned"),
        "look": look,
        "move": move,
        "offers": offers,
        "run": run,
        "seats": seats,
        "tours": tours,
    }
    orders = json.loads(sys.stdin.readline())
    say(json.dumps([do[order["do"]](order) for order in orders]))


if __name__ == "__main__":
    main()
