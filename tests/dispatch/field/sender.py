"""One process of a race: says "ready", waits for the start, records entries, tells their keys.

Speaks one line of JSON each way. With "stop" it waits to be killed between writing and keeping.
"""

import json
import os
import sys
from datetime import datetime

import django


def record(order: dict) -> list[int]:
    from django.db import transaction

    from tests.dispatch.field.notes import note
    from toctoc.agenda.enums import FieldEntryKind
    from toctoc.dispatch.operations import record_entry
    from toctoc.people.models import Volunteer

    volunteer = Volunteer.objects.get(pk=order["volunteer"])
    found = set()
    for _attempt in range(order["times"]):
        for kind in order["kinds"]:
            one = note(FieldEntryKind(kind), order["visit"], moment(order["done_at"]))
            with transaction.atomic():
                entry = record_entry(
                    volunteer, note=one, by=volunteer.account, now=moment(order["now"])
                )
                if order.get("stop"):
                    say("in the middle")
                    sys.stdin.read()
            found.add(entry.pk)
    return sorted(found)


moment = datetime.fromisoformat


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "toctoc.config.settings_test"
    django.setup()
    import toctoc.dispatch.operations  # noqa: F401 -- loaded before the start

    say("ready")
    say(json.dumps(record(json.loads(sys.stdin.readline()))))


if __name__ == "__main__":
    main()
