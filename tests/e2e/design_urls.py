"""The product's URLs with the page of components, which exists only in development."""

from django.urls import include, path

from toctoc.config.urls import urlpatterns as product

urlpatterns = [path("design/", include("toctoc.web.urls.design")), *product]
