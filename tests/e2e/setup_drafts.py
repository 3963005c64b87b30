"""A programme half set up, for the screens that show it."""

from tests.factories import NOW
from tests.territory.files.village_files import ROWS, collection, feature, square, table
from toctoc.territory.files import read_files, say
from toctoc.territory.operations import keep_answers, start_draft

ANSWERS = {
    "name": "Pays d’Essai",
    "phone": "05 36 49 00 01",
    "authority": "CC d’Essai",
    "base_1": "Maison des services",
    "base_commune_1": "64902",
}


def start_setup(account):
    """Return a draft of this account's, everything typed, with something to be warned of."""
    contour = collection(feature("64901", "Aubépine", square(-0.2, 43.3)))
    reading = read_files([table(*ROWS), contour])
    said = [(each.about, say(each)) for each in reading.warnings]
    draft = start_draft(reading, owner_key=str(account.pk), said=said, now=NOW)
    return keep_answers(draft, answers=ANSWERS, now=NOW)
