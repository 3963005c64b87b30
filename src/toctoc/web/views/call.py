"""The call screens."""

from django.http import HttpResponse
from django.shortcuts import render

from toctoc.people.enums import Action
from toctoc.web.access import StaffRequest, needs


@needs(Action.ANSWER_CALLS)
def list_requests(request: StaffRequest) -> HttpResponse:
    return render(request, "base.html")
