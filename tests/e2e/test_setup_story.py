"""A programme set up in a browser, with script and without: files in, programme out."""

import pytest
from playwright.sync_api import expect

from tests.territory.files.village_files import HEADER, ROWS, collection, feature, square
from toctoc.territory.models import Programme

pytestmark = pytest.mark.e2e
ELSEWHERE = "64909,Houx,64990,5,43.9,-0.9,1,200900002,CC d’Ailleurs"


@pytest.fixture
def files(tmp_path):
    table, contours = tmp_path / "communes.csv", tmp_path / "contours.geojson"
    table.write_text("\n".join((HEADER, *ROWS, ELSEWHERE)), encoding="utf-8")
    drawn = collection(
        feature("64901", "Aubépine", square(-0.2, 43.3)),
        feature("64902", "Bruyère", square(-0.1, 43.3)),
        feature("64909", "Houx", square(-0.9, 43.9)),
    )
    contours.write_bytes(drawn.content)
    return [table, contours]


@pytest.mark.parametrize("script", [True, False])
def test_programme_is_set_up_from_files(open_tab, sign_in, cast, files, script):
    page = open_tab(java_script_enabled=script)
    sign_in(page, "admin")
    page.goto("/mise-en-place/")
    page.get_by_label("Fichiers des communes").set_input_files(files)
    page.get_by_role("button", name="Lire ces fichiers").click()
    page.get_by_role("button", name="Choisir CC d’Essai").click()
    expect(page.get_by_role("heading", name="2 communes, 460 habitants")).to_be_visible()
    if script:
        expect(page.locator("#setup-map path.map-cell")).to_have_count(2)
    page.get_by_role("link", name="Continuer").click()
    page.get_by_label("Lieu 1", exact=True).fill("Maison des services")
    if script:
        page.get_by_role("combobox", name="Commune du lieu 1").fill("bruy")
        page.get_by_role("option", name="Bruyère").click()
    else:
        page.get_by_label("Commune du lieu 1").select_option(label="Bruyère (64990)")
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name="Créer le programme").click()
    expect(page.get_by_text("est en place : 2 communes")).to_be_visible()
    [base] = Programme.objects.get(slug="dessai").bases.all()
    assert (base.label, base.commune_id) == ("Maison des services", "64902")
