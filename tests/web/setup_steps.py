"""Setting a programme up as the tests do it: made-up files, what is typed, addresses."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.territory.files.village_files import ROWS, collection, feature, square, table
from toctoc.territory.models import SetupDraft

CHOOSE = "/mise-en-place/"
ELSEWHERE = "64909,Houx,64990,5,43.9,-0.9,1,200900002,CC d’Ailleurs"
CONTOURS = collection(
    feature("64901", "Aubépine", square(-0.2, 43.3)),
    feature("64902", "Bruyère", square(-0.1, 43.3)),
)
ANSWERS = {
    "name": "Pays d’Essai",
    "slug": "",
    "phone": "05 36 49 00 01",
    "authority": "CC d’Essai",
    "association": "Association Exemple",
    "base_1": "Maison des services",
    "base_commune_1": "64902",
}


def upload(*sources):
    return {"documents": [SimpleUploadedFile(one.name, one.content) for one in sources]}


def begin(client, *sources):
    """Upload files, the village's own where none are given, and return the draft they make."""
    client.post(CHOOSE, upload(*(sources or (table(*ROWS), CONTOURS))))
    return SetupDraft.objects.latest("started_at")


def text_of(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def url(step, draft):
    return reverse(f"setup:{step}", args=[draft.token])
