"""Names folded and by sound: what is alike must meet, what is not must not."""

import pytest

from toctoc.common.names import fold, sound_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Lafitte-Étchevérry ", "LAFITTE ETCHEVERRY"),
        ("Cœurdevey", "COEURDEVEY"),
        ("d’Abbadie", "D ABBADIE"),
        ("LARRIEU", "LARRIEU"),
        ("", ""),
    ],
)
def test_fold_leaves_letters_and_single_spaces(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lafitte", "Laffite"),
        ("Dupont", "Dupond"),
        ("Bordenave", "Bordenabe"),
        ("Hourcade", "Ourcade"),
        ("Philippe", "Filipe"),
        ("Larrieu", "Larieu"),
        ("Casenave", "Cazenave"),
        ("Thibaut", "Tibaud"),
    ],
)
def test_names_that_sound_alike_share_their_key(one, other):
    assert sound_key(one) == sound_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lafitte", "Lacaze"), ("Puyo", "Poey"), ("Marque", "Mounicq"), ("Labarthe", "Lagarde")],
)
def test_names_that_do_not_sound_alike_differ(one, other):
    assert sound_key(one) != sound_key(other)
