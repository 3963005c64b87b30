"""The tour screens."""

from django.http import HttpResponse
from django.shortcuts import render

from toctoc.people.enums import Action
from toctoc.web.access import StaffRequest, needs


@needs(Action.SEE_OWN_TOURS)
def list_tours(request: StaffRequest) -> HttpResponse:
    return render(request, "base.html")
