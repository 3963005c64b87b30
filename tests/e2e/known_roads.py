"""Roads for the village of the browser tests: a river to cross, a home off all roads."""

from tests.factories import NOW, ResidentFactory
from tests.territory.roads.made_up import NOWHERE, MadeUpEngine
from toctoc.dispatch.operations.roads import update_roads
from toctoc.territory.queries.roads import forget_what_was_read


def know_roads(cast):
    """Know the drives of a programme: some doubtful, the estimate fitted to the rest."""
    forget_what_was_read()
    for k in range(12):
        ResidentFactory(
            programme=cast.programme, lat_deg=43.28 + 0.011 * k, lon_deg=-0.3 + 0.007 * k
        )
    ResidentFactory(programme=cast.programme, lat_deg=NOWHERE[0], lon_deg=NOWHERE[1])
    engine = MadeUpEngine("valhalla 3.9.1, vallee-8f3a2c", river_deg=43.36, detour_m=14_000)
    update_roads(cast.programme, engine, now=NOW)
