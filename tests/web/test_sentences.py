"""Every error a person may meet has its sentence."""

from datetime import date

import pytest

from tests.factories import NOW
from toctoc.agenda.enums import LawRule
from toctoc.agenda.errors import AlreadyBooked, SlotTaken
from toctoc.common.errors import ToctocError
from toctoc.people.enums import Channel
from toctoc.people.errors import MissionOver, UnreachableChannel
from toctoc.web.sentences import SENTENCES, UNKNOWN, sentence_for
from toctoc.web.templatetags.human import NBSP


class Narrower(AlreadyBooked):
    pass


class Anything(dict):
    """The data of any error."""

    KNOWN = {
        "channel": Channel.SMS,
        "sentence": "Trop court.",
        "communes": ["Ici"],
        "openings": [(NOW, NOW)],
        "rule": LawRule.CONTRACT,
    }

    def __missing__(self, key):
        return self.KNOWN.get(key, NOW)


class Unheard(ToctocError):
    pass


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (SlotTaken(volunteer=None, at=NOW), "pris (lundi 30 novembre à 9 h)"),
        (
            MissionOver(volunteer="Alix", day=date(2026, 12, 1)),
            "de Alix ne couvre pas le mardi 1er",
        ),
        (UnreachableChannel(channel=Channel.SMS, missing="mobile"), "Aucun numéro de portable"),
        (Narrower(visit=None), "Cet appel avait déjà son rendez-vous"),
        (Unheard(), str(UNKNOWN)),
    ],
)
def test_error_is_told_with_its_data(error, sentence):
    assert sentence in sentence_for(error).replace(NBSP, " ")


def test_sentences_are_whole():
    told = {kind: str(make(Anything())) for kind, make in SENTENCES.items()}
    assert [kind for kind, text in told.items() if not text.endswith(".")] == []
