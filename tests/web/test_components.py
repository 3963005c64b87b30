"""Components: what they draw, what they refuse."""

import re

import pytest
from django import forms
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.utils.safestring import SafeString

from toctoc.people.enums import Channel
from toctoc.people.queries import Reach, Way
from toctoc.web import components
from toctoc.web.components.reach import list_told_choices
from toctoc.web.views.design import SampleForm, sample_map


def draw(source, **context):
    page = Template("{% load components %}" + source).render(Context(context))
    return re.sub(r"\s+", " ", page).strip()


def test_button_is_a_button_with_its_word_and_its_key():
    drawn = draw("{% button 'Retenir' variant='primary' shortcut='Alt+1' hx_post='/x' %}")
    assert drawn == (
        '<button class="btn btn-primary" type="submit" data-shortcut="Alt+1" hx-post="/x">'
        '<span>Retenir</span><kbd aria-hidden="true">Alt+1</kbd></button>'
    )


def test_button_with_href_is_a_link():
    assert draw("{% button 'Agenda' href='/agenda' %}") == (
        '<a class="btn btn-secondary" href="/agenda"><span>Agenda</span></a>'
    )


def test_icon_is_hidden_from_screen_readers():
    assert draw("{% icon 'phone' %}").startswith(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="'
    )


def test_icon_when_unknown_is_refused_by_name():
    with pytest.raises(components.UnknownIcon) as caught:
        components.draw_icon("unicorn")
    assert caught.value.data == {"name": "unicorn"}


@pytest.mark.parametrize(
    ("component", "props"),
    [
        (components.Button, {"label": "x", "variant": "loud"}),
        (components.Alert, {"content": SafeString(""), "kind": "shout"}),
        (components.Badge, {"label": "x", "kind": "shout"}),
        (components.SectorBadge, {"number": 9, "letter": "I"}),
    ],
)
def test_component_when_prop_unknown_says_what_is_known(component, props):
    with pytest.raises(components.BadProp) as caught:
        component(**props)
    assert caught.value.data["value"] in props.values()


def test_component_when_prop_misspelt_is_refused():
    with pytest.raises(TypeError, match="colour"):
        components.Button.from_tag(label="x", colour="red")


def test_text_is_escaped():
    assert draw("{% badge name %}", name="<b>") == (
        '<span class="badge-status badge-neutral">&lt;b&gt;</span>'
    )


def test_field_ties_hint_and_error_to_its_control():
    drawn = draw("{% field form.name %}", form=SampleForm({}))
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn
    assert 'id="id_name_helptext"' in drawn
    assert 'id="id_name_error"' in drawn
    assert "(obligatoire)" in drawn
    assert 'aria-invalid="true"' in drawn


def test_field_of_radios_is_a_fieldset_with_its_question():
    drawn = draw("{% field form.need %}", form=SampleForm(initial={"need": "technical"}))
    assert drawn.startswith('<fieldset class="field" id="id_need"> <legend>Pour quoi faire ?')
    assert re.findall(r'value="(\w+)" id="\w+" checked', drawn) == ["technical"]
    assert drawn.count("<label") == 2


def test_field_when_hidden_has_no_label():
    assert draw("{% field form.person_id %}", form=SampleForm()) == (
        '<input type="hidden" name="person_id" id="id_person_id">'
    )


def test_errors_lead_to_the_first_control_of_each_field():
    drawn = draw("{% errors form %}", form=SampleForm({}))
    assert re.findall(r'href="(#\w+)"', drawn) == [
        "#id_name",
        "#id_commune",
        "#id_need_0",
        "#id_channel",
        "#id_half_days_0",
    ]


def test_errors_when_form_is_valid_draws_nothing():
    assert draw("{% errors form %}", form=forms.Form({})) == ""


def test_half_day_grid_places_ten_boxes_by_day_and_half():
    form = SampleForm(initial={"half_days": ["2"]})
    drawn = draw("{% half_day_grid form.half_days %}", form=form)
    names = re.findall(r'<span class="visually-hidden">([^<]+)</span> <input', drawn)
    assert names[1] == "mardi matin"
    assert names[5] == "lundi après-midi"
    values = re.findall(r'type="checkbox" name="half_days" value="(\d)"', drawn)
    assert values == list("0246813579")
    assert re.findall(r'value="(\d)"[^>]* checked', drawn) == ["2"]


def test_half_day_grid_when_not_ten_choices_is_refused():
    with pytest.raises(components.BadProp):
        components.HalfDayGrid(field=SampleForm()["need"]).render()


def test_combobox_fed_by_the_server_names_its_list_and_its_value_field():
    source = "{% combobox form.person options_url='/find' value_field=form.person_id %}"
    drawn = draw(source, form=SampleForm())
    assert 'hx-get="/find"' in drawn
    assert 'hx-target="#id_person-list"' in drawn
    assert 'data-value-field="id_person_id"' in drawn
    assert 'id="id_person-list" role="listbox"' in drawn


def test_combobox_options_are_bare_options():
    option = components.Option(label="Jeanne", value="4", detail="Morlaàs")
    assert draw("{% combobox_options options %}", options=[option]) == (
        '<li role="option" data-label="Jeanne" data-value="4">Jeanne '
        '<span class="muted small">Morlaàs</span></li>'
    )


def test_offer_of_rank_one_is_the_primary_button():
    source = (
        "{% offer rank=rank when='mardi' volunteer='Ada' distance='+4 km' "
        "sentence='On y est.' label='Retenir' value='token' form='call' %}"
    )
    first, second = (draw(source, rank=rank) for rank in (1, 2))
    assert 'name="offer" value="token" data-shortcut="Alt+1" form="call"' in first
    assert "btn-primary" in first
    assert "btn-primary" not in second
    assert "« On y est. »" in first


def test_map_gives_its_data_to_the_script_and_its_list_to_everyone():
    drawn = draw(
        "{% map id='m' label='Carte' data=data %}<p>En mots</p>{% endmap %}", data=sample_map()
    )
    assert '<script id="m-data" type="application/json">' in drawn
    assert "<p>En mots</p>" in drawn
    assert "data-lat-field" not in drawn
    assert "data-tiles" not in drawn


def test_map_with_tiles_configured_names_them():
    drawn = draw("{% map id='m' label='Carte' %}{% endmap %}", tile_url="https://t/{z}")
    assert 'data-tiles="https://t/{z}"' in drawn


def test_table_scrolls_by_keyboard_and_has_its_caption():
    drawn = draw("{% table id='t' caption='Visites' %}<tbody></tbody>{% endtable %}")
    assert 'role="region" aria-labelledby="t-caption" tabindex="0"' in drawn
    assert '<caption id="t-caption">Visites</caption>' in drawn


def test_dialog_without_script_is_a_link():
    opening = "{% dialog id='d' title='Annuler' open_label='Annuler…' open_href='/a' %}"
    drawn = draw(opening + "x{% enddialog %}")
    assert '<a class="btn btn-secondary" href="/a" data-dialog-open="d">' in drawn
    assert '<dialog class="dialog" id="d" aria-labelledby="d-title">' in drawn


@pytest.mark.parametrize(("level", "kind"), [(25, "ok"), (30, "warning"), (40, "danger")])
def test_message_of_a_view_takes_the_tone_of_its_level(level, kind):
    drawn = draw("{% tell message %}", message=Message(level, "C’est <fait>"))
    assert drawn.startswith(f'<div class="notice notice-{kind}">')
    assert "<p>C’est &lt;fait&gt;</p>" in drawn


@pytest.mark.parametrize(("letter", "number"), [("A", 1), ("H", 8), ("I", 1)])
def test_sector_is_signed_by_its_letter_in_a_round_of_eight(letter, number):
    badge = components.SectorBadge.lettered(letter, "Autour de Morlaàs")
    assert (badge.number, badge.letter, badge.name) == (number, letter, "Autour de Morlaàs")


def test_place_without_a_plan_has_no_sign():
    assert components.SectorBadge.of(None) is None
    assert components.SectorBadge.lettered("") is None


def test_reach_leads_to_the_number_to_ring():
    way = Way(Channel.PHONE, ("+33559000001",))
    drawn = draw("{% reach_line reach=reach %}", reach=Reach(Channel.PHONE, (way,)))
    assert drawn.replace("\u00a0", " ") == (
        '<span class="reach">Téléphone · '
        '<a class="text-nowrap" href="tel:+33559000001">05 59 00 00 01</a></span>'
    )


def test_number_to_ring_can_stand_beside_a_preferred_channel():
    ways = (Way(Channel.SMS, ("+33639980001",)), Way(Channel.PHONE, ("+33559000001",)))
    reach = Reach(Channel.SMS, ways)
    assert "tel:" not in draw("{% reach_line reach=reach %}", reach=reach)
    drawn = draw("{% reach_line reach=reach with_phone=True %}", reach=reach)
    assert "sms:+33639980001" in drawn
    assert "tel:+33559000001" in drawn


def test_reach_that_leads_nowhere_says_so():
    drawn = draw("{% reach_line reach=reach %}", reach=Reach(Channel.EMAIL, ()))
    assert "Courriel, mais rien n’est noté pour la joindre" in drawn


def test_person_may_always_have_been_told_by_ringing_us():
    choices = list_told_choices(Reach(Channel.EMAIL, (Way(Channel.EMAIL, text="a@b.fr"),)))
    assert choices == [
        ("email", "Courriel : a@b.fr"),
        ("phone", "Téléphone : la personne a appelé"),
    ]
