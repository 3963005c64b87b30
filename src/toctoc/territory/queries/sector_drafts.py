"""Reads about drafts of sectors: public facts, the programme's gate decides who may see."""

from django.db.models import QuerySet

from toctoc.territory.models import Programme, SectorDraft, SectorPlan


def list_sector_drafts(programme: Programme) -> QuerySet[SectorDraft]:
    """Return the programme's drafts, the last touched first; one query."""
    return programme.sector_drafts.order_by("-changed_at")


def get_sector_draft(programme: Programme, pk: int) -> SectorDraft:
    """Return a draft of the programme, with the programme; one query. Raises DoesNotExist."""
    return SectorDraft.objects.select_related("programme").get(programme=programme, pk=pk)


def list_sector_plans(programme: Programme) -> QuerySet[SectorPlan]:
    """Return the plans of all times, the latest first; one query."""
    return programme.sector_plans.order_by("-starts_on")
