"""What an import also does about a programme: create it, or add to the one there is."""

import argparse
from collections.abc import Collection
from datetime import datetime

from toctoc.cli.errors import CommandFailed
from toctoc.common.phone import InvalidPhone, parse_phone
from toctoc.dispatch.operations.founding import Wishes, open_programme_over
from toctoc.people.operations import appoint_first_admin
from toctoc.people.queries import list_organisations
from toctoc.territory.errors import SlugTaken
from toctoc.territory.models import Commune, Programme
from toctoc.territory.operations import add_communes
from toctoc.territory.queries import find_programme


def describe_programme(options: argparse.Namespace, communes: Collection[Commune]) -> None:
    """Say what would become of the programme named, if one is."""
    if not options.programme:
        return
    programme = find_programme(options.programme)
    if programme is None:
        wishes = _wishes(options, communes)
        print(f"Le programme « {wishes.name} » serait créé ({wishes.slug}).")
        return
    own = set(programme.communes.values_list("pk", flat=True))
    new = [commune for commune in communes if commune.pk not in own]
    print(f"Communes qui seraient ajoutées à « {programme.name} » : {len(new)}.")


def settle_programme(
    options: argparse.Namespace, communes: Collection[Commune], *, now: datetime
) -> None:
    """Create the programme named, or add the communes it has not yet."""
    if not options.programme:
        return
    programme = find_programme(options.programme)
    if programme is None:
        _create(options, communes, now)
        return
    new = add_communes(programme, communes)
    names = ", ".join(commune.name for commune in new) or "aucune"
    print(f"Communes ajoutées à « {programme.name} » : {names}.")


def _create(
    options: argparse.Namespace, communes: Collection[Commune], now: datetime
) -> Programme:
    try:
        programme = open_programme_over(communes, wishes=_wishes(options, communes), now=now)
    except SlugTaken as error:
        raise CommandFailed(f"« {options.programme} » est un nom réservé") from error
    print(f"Programme « {programme.name} » créé : /{programme.slug}/")
    if options.admin:
        organisation = list_organisations(programme)[0]
        name = options.admin.split("@")[0]
        account = appoint_first_admin(organisation, email=options.admin, name=name)
        print(f"{account.email} l’administre. S’il n’a pas de mot de passe : « oublié ».")
    return programme


def _wishes(options: argparse.Namespace, communes: Collection[Commune]) -> Wishes:
    if not options.name:
        raise CommandFailed("un nouveau programme a besoin d’un nom : --name")
    epci = next((one.epci_name for one in communes if one.epci_name), "")
    return Wishes(
        name=options.name,
        slug=options.programme,
        siren=options.epci,
        phone=_phone(options.phone),
        authority=epci or options.name,
    )


def _phone(typed: str) -> str:
    try:
        return parse_phone(typed) if typed else ""
    except InvalidPhone as error:
        raise CommandFailed(f"{typed!r} n’est pas un numéro de téléphone") from error
