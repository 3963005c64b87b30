"""The residents screens."""

from django.http import HttpResponse
from django.shortcuts import render

from toctoc.people.enums import Action
from toctoc.web.access import StaffRequest, needs


@needs(Action.SEE_RESIDENTS)
def list_residents(request: StaffRequest) -> HttpResponse:
    return render(request, "base.html")
