"""The component page, for developers."""

from django.urls import path

from toctoc.web.views import design

urlpatterns = [path("", design.show_components, name="design")]
