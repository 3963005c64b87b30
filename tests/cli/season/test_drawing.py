"""The front drawn: a picture that stands alone and says in words what it shows, and text."""

from xml.etree import ElementTree as ET

from toctoc.cli.season.charts import HEIGHT, WIDTH, chart
from toctoc.cli.season.drawing import Panel, Scale, draw_panels, spread

SVG = "{http://www.w3.org/2000/svg}"
PANEL = Panel(
    title="vallée <A> & co",
    front=[(2.5, 14.0), (5.0, 10.0), (7.2, 9.4)],
    references={"practice": (6.3, 15.2), "vroom": (2.9, 13.4)},
    floor_km=6.8,
)


def parsed(text):
    return ET.fromstring(text)  # noqa: S314 -- just drawn, nobody else's


def texts(root):
    return [element.text for element in root.iter(f"{SVG}text")]


def test_a_drawing_has_a_title_words_axes_and_named_points():
    root = parsed(draw_panels([PANEL]))
    assert root.find(f"{SVG}title").text == "Kilomètres par visite selon l’attente moyenne"
    assert root.find(f"{SVG}desc").text == (
        "vallée <A> & co : Toctoc 14,0 km à 2,5 jours, 9,4 km à 7,2 jours ; practice 15,2 km "
        "à 6,3 jours, vroom 13,4 km à 2,9 jours ; omniscient 6,8 km."
    )
    assert {PANEL.title, "practice", "vroom", "plan omniscient", "km par visite"} < set(
        texts(root)
    )
    classes = [dot.get("class") for dot in root.iter(f"{SVG}circle")]
    # Each reference twice: where it lies, and where its letter is explained.
    assert (classes.count("ours"), classes.count("reference")) == (3, 4)


def test_every_point_lies_inside_its_panel():
    root = parsed(draw_panels([PANEL] * 5))
    _, _, width, height = (float(part) for part in root.get("viewBox").split())
    assert (width, height) == (880, 1_200)
    for dot in root.iterfind(f".//{SVG}circle[@class='ours']"):
        assert 52 <= float(dot.get("cx")) <= 424
        assert 40 <= float(dot.get("cy")) <= 284


def test_a_panel_spans_whole_numbers_and_never_nothing():
    assert spread(PANEL) == ((2.0, 8.0), (6.0, 16.0))
    one = Panel(title="", front=[(3.0, 9.0)], references={}, floor_km=9.0)
    assert spread(one) == ((3.0, 4.0), (9.0, 10.0))
    assert draw_panels([one]).count("<circle") == 1


def test_a_scale_goes_there_and_back():
    scale = Scale(2.0, 8.0, 100.0, 40.0)
    assert [scale.at(2.0), scale.at(8.0), scale.back(70.0)] == [100.0, 40.0, 5.0]


def test_the_text_chart_shows_ours_references_and_the_floor():
    lines = chart(PANEL).splitlines()
    assert lines[0] == "vallée <A> & co : km par visite selon l’attente moyenne (jours)"
    body = lines[1 : 1 + HEIGHT]
    assert sum(line.count("●") for line in body) == 3
    assert sum(line.count("A") for line in body) == sum(line.count("B") for line in body) == 1
    assert sum(line.count("·") for line in body) == WIDTH
    assert lines[-1].split() == [
        "●",
        "Toctoc",
        "A",
        "practice",
        "B",
        "vroom",
        "·",
        "omniscient",
    ]
