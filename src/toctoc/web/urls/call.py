"""URLs of the call screens. A call is its number; nothing personal stands in an address."""

from django.urls import path

from toctoc.web.views import (
    call,
    call_answers,
    call_booking,
    call_confirmation,
    call_map,
    call_people,
    call_requests,
)

app_name = "call"
urlpatterns = [
    path("", call_requests.list_requests, name="list-requests"),
    path("ouvrir/", call_requests.open_call, name="open-call"),
    path("<int:pk>/", call.show_call, name="show-call"),
    path("<int:pk>/enregistrer/", call.save_call, name="save-call"),
    path("<int:pk>/propositions/", call.show_offers, name="show-offers"),
    path("<int:pk>/carte.json", call_map.show_offer_map, name="show-offer-map"),
    path("<int:pk>/recherche/", call_people.search_people, name="search-people"),
    path("<int:pk>/doublons/", call_people.show_matches, name="show-matches"),
    path("<int:pk>/fiche/", call_people.choose_resident, name="choose-resident"),
    path("<int:pk>/fiche/nouvelle/", call_people.start_file, name="start-file"),
    path("<int:pk>/retenir/", call_booking.book_visit, name="book-visit"),
    path("<int:pk>/reponse/", call_answers.answer_request, name="answer-request"),
    path("<int:pk>/reprendre/", call_answers.reopen_request, name="reopen-request"),
    path("<int:pk>/clore/", call_answers.close_request, name="close-request"),
    path("visite/<int:pk>/", call_confirmation.show_confirmation, name="show-confirmation"),
    path("visite/<int:pk>/dit/", call_confirmation.note_told, name="note-told"),
]
