"""Programmes being set up: kept, resumed, narrowed, forgotten."""

from datetime import timedelta

import pytest

from tests.factories import NOW
from tests.territory.files.village_files import ROWS, table
from toctoc.territory.errors import DraftGone
from toctoc.territory.files import read_files
from toctoc.territory.files.store import load_reading
from toctoc.territory.models import SetupDraft
from toctoc.territory.operations import drop_draft, keep_answers, keep_one_epci, start_draft
from toctoc.territory.queries import get_draft, list_drafts

pytestmark = pytest.mark.django_db
ELSEWHERE = "64909,Houx,64990,5,43.9,-0.9,1,200900002,CC d’Ailleurs"


def start(owner_key="7", *, at=NOW):
    reading = read_files([table(*ROWS, ELSEWHERE)])
    return start_draft(reading, owner_key=owner_key, said=[("64901", "à vérifier")], now=at)


def codes(draft):
    return [row.code for row in load_reading(draft.reading).rows]


def test_draft_is_resumed_by_its_owner_only(django_assert_num_queries):
    token = start().token
    with django_assert_num_queries(1):
        draft = get_draft("7", token)
    assert codes(draft) == ["64901", "64902", "64909"]
    assert draft.reading["said"] == [["64901", "à vérifier"]]
    assert str(draft) == str(token)
    with pytest.raises(SetupDraft.DoesNotExist):
        get_draft("8", token)


def test_drafts_are_listed_the_latest_first(django_assert_num_queries):
    first, second = start(), start(at=NOW + timedelta(hours=1))
    start("8")
    with django_assert_num_queries(1):
        assert list(list_drafts("7")) == [second, first]


def test_draft_is_narrowed_to_one_intercommunality_it_has():
    draft = start()
    keep_one_epci(draft, siren="200900002", now=NOW)
    assert codes(get_draft("7", draft.token)) == ["64909"]
    keep_one_epci(draft, siren="999999999", now=NOW)
    assert codes(get_draft("7", draft.token)) == ["64909"]


def test_answers_are_kept_as_typed():
    draft = start()
    keep_answers(draft, answers={"phone": "douze"}, now=NOW + timedelta(minutes=5))
    kept = get_draft("7", draft.token)
    assert (kept.answers, kept.updated_at) == ({"phone": "douze"}, NOW + timedelta(minutes=5))


def test_draft_is_forgotten_when_dropped_and_after_a_month():
    draft = start()
    drop_draft(draft)
    assert SetupDraft.objects.count() == 0
    with pytest.raises(DraftGone):
        drop_draft(draft)
    old = start(at=NOW - timedelta(days=31))
    kept = start()
    assert list(SetupDraft.objects.all()) == [kept]
    assert old.pk != kept.pk
