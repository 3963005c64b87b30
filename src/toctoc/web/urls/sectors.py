"""URLs of the sectors: plans, drafts, files, and the sector of an address."""

from django.urls import path

from toctoc.web.views import (
    sector_address,
    sector_comparison,
    sector_days,
    sector_editing,
    sector_files,
    sector_search,
    sector_streets,
    sectors,
)

app_name = "sectors"
urlpatterns = [
    path("", sectors.list_plans, name="list-plans"),
    path("commencer/", sectors.start_draft, name="start-draft"),
    path("recherches/<uuid:search>/arreter/", sector_search.stop, name="stop-search"),
    path("comparer/", sector_comparison.compare, name="compare-cuts"),
    path("saisons/", sector_comparison.play_seasons, name="play-seasons"),
    path("fichier/", sector_files.import_file, name="import-file"),
    path("<int:pk>/secteurs.csv", sector_files.export_plan, name="export-plan"),
    path("jours/", sector_days.choose_rule, name="choose-days"),
    path("brouillons/<int:pk>/jours/", sector_days.give, name="give-days"),
    path("adresse/", sector_address.find_address, name="find-address"),
    path("brouillons/<int:pk>/", sector_editing.edit_draft, name="edit-draft"),
    path("brouillons/<int:pk>/ranger/", sector_editing.place, name="place-communes"),
    path("brouillons/<int:pk>/defaire/", sector_editing.undo, name="undo-step"),
    path("brouillons/<int:pk>/abandonner/", sector_editing.drop, name="drop-draft"),
    path("brouillons/<int:pk>/en-vigueur/", sector_editing.start_plan, name="start-plan"),
    path("brouillons/<int:pk>/rues/", sector_streets.add_street, name="add-street"),
    path(
        "brouillons/<int:pk>/rues/<int:number>/",
        sector_streets.remove_street,
        name="remove-street",
    ),
]
