"""Who may run a session, as boxes to tick: each with what stands in the way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.forms import BoundField

from toctoc.dispatch.queries import CrewChoice
from toctoc.people.models import Volunteer


@dataclass(frozen=True, slots=True)
class CrewRow:
    """A volunteer's box; `choice` is None until the moment is known."""

    volunteer: Volunteer
    box_id: str
    is_ticked: bool
    choice: CrewChoice | None

    @property
    def is_barred(self) -> bool:
        """Whether the box cannot be ticked; one ticked already can be unticked."""
        barred = self.choice is not None and not self.choice.can_come
        return barred and not self.is_ticked


def crew_rows(
    field: BoundField, volunteers: Iterable[Volunteer], choices: Sequence[CrewChoice] | None
) -> list[CrewRow]:
    """Return a box a volunteer, in order."""
    ticked = {str(pk) for pk in field.value() or ()}
    known = {one.volunteer.pk: one for one in choices or ()}
    return [
        CrewRow(
            volunteer=one,
            box_id=f"{field.auto_id}_{number}",
            is_ticked=str(one.pk) in ticked,
            choice=known.get(one.pk),
        )
        for number, one in enumerate(volunteers)
    ]
