"""A new place whose roads are to be known: asked for at once, in the background."""

from django.tasks import task

from toctoc.territory.enums import RoadMode
from toctoc.territory.errors import RoadEngineMissing, RoadsUnreachable, UnknownEngine
from toctoc.territory.models import Programme
from toctoc.territory.operations.roads import fetch_legs, know_places
from toctoc.territory.queries import find_programme
from toctoc.territory.queries.roads import cell_of, find_network
from toctoc.territory.roads.choosing import chosen_engine, has_engine


def know_place(programme: Programme, *, lat_deg: float, lon_deg: float) -> None:
    """Have the drives to and from a place asked for, where the programme's roads are known.

    Nothing where its cell is known already: a home that moves a few metres keeps its roads.
    """
    if programme.roads_version == 0 or not has_engine():
        return
    if know_places(programme, [cell_of(lat_deg, lon_deg)]):
        fetch_new_legs.enqueue(programme.slug)


@task()
def fetch_new_legs(slug: str) -> int:
    """Ask for the drives of a programme's new places; return how many. Safe to run twice.

    An engine that does not answer is left to the regular update, which says so.
    """
    programme = find_programme(slug)
    network = find_network(programme) if programme else None
    if programme is None or network is None:
        return 0
    try:
        engine = chosen_engine()
        if engine is None:
            return 0
        modes = [mode for mode in map(RoadMode, network.modes) if mode in engine.modes]
        return sum(fetch_legs(programme, engine, mode=mode) for mode in modes)
    except (RoadsUnreachable, RoadEngineMissing, UnknownEngine):
        return 0
