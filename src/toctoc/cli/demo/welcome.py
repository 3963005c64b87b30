"""What the demo says once it answers: where, who, and how to stop or start afresh."""

from datetime import datetime, timedelta
from pathlib import Path

from toctoc.cli.demo.programme import ACCOUNTS, ADMIN, PASSWORD
from toctoc.cli.demo.team import RECRUITS
from toctoc.people.enums import Role

STALE_AFTER = timedelta(days=14)


def print_welcome(address: str, data: Path, *, filled_at: datetime, now: datetime) -> None:
    """Print where the demo answers and its accounts."""
    print(f"\nToctoc (démonstration) : http://{address}/\n")
    for email, name, role in demo_accounts():
        print(f"  {email:<27} {role.label} ({name})")
    print(f"\n  Mot de passe de tous ces comptes : {PASSWORD}\n")
    print(f"Personne d’ici n’existe. Pour repartir de zéro, supprimez {data}.")
    if now - filled_at > STALE_AFTER:
        print(f"Ces données datent du {filled_at:%d/%m/%Y} : l’agenda s’arrête peu après.")
    print("Ctrl-C arrête.", flush=True)


def demo_accounts() -> list[tuple[str, str, Role]]:
    """Return e-mail, name and role of every account of the demo."""
    volunteers = ((one.email, one.name, Role.VOLUNTEER) for one in RECRUITS)
    return [*ACCOUNTS, *volunteers, (*ADMIN, Role.ADMIN)]
