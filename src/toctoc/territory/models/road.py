"""What a programme knows of its roads: places, the drives between them, lines to draw.

Drives are kept in shells: each place has one row a mode, with the drives between it and every
place numbered before it. A new place is one new row, and a thousand places are read at once.
"""

from django.db import models

from toctoc.territory.enums import RoadMode
from toctoc.territory.models.programme import Programme


class RoadNetwork(models.Model):
    """How a programme's roads stand: which engine, for whom, and how far off the model is."""

    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    engine = models.CharField(max_length=200, blank=True)  # the version that answered last
    modes = models.JSONField(default=list)  # RoadMode values in use
    # By mode: the fitted model and its errors (dispatch.bridge.roads says which figures).
    calibrations = models.JSONField(default=dict)
    problem = models.CharField(max_length=300, blank=True)  # why the last attempt failed
    tried_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.pk}: {self.engine}"


class RoadPlace(models.Model):
    """A place as roads see it: a cell of some ten metres. Nobody's name is near it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()  # never another place's while shells count by it
    lat_cell = models.IntegerField()  # ten-thousandths of a degree
    lon_cell = models.IntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="road_places_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["programme", "lat_cell", "lon_cell"], name="road_place_in_a_cell_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class RoadLegs(models.Model):
    """The drives between a place and all numbered before it, by one mode: a shell."""

    place = models.ForeignKey(RoadPlace, on_delete=models.CASCADE, related_name="+")
    mode = models.CharField(max_length=8, choices=RoadMode.choices)
    engine = models.CharField(max_length=200)
    is_stale = models.BooleanField(default=False)  # another engine, other tiles: still used
    version = models.PositiveIntegerField()  # the first of the programme's roads that holds it
    # Whole numbers of 32 bits, little-endian, six rows of `number`: metres and seconds to
    # each, metres and seconds from each, −1 where no way was found; what is doubtful of either.
    legs = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "mode"], name="one_shell_a_place_and_mode"
            ),
        ]
        indexes = [models.Index(fields=["mode", "version"], name="road_legs_by_version")]

    def __str__(self) -> str:
        return f"{self.place_id} ({self.mode})"


class RoadLine(models.Model):
    """One drive drawn along the road, thinned: an encoded polyline of five decimals."""

    start = models.ForeignKey(RoadPlace, on_delete=models.CASCADE, related_name="+")
    goal = models.ForeignKey(RoadPlace, on_delete=models.CASCADE, related_name="+")
    mode = models.CharField(max_length=8, choices=RoadMode.choices)
    engine = models.CharField(max_length=200)
    line = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["start", "goal", "mode"], name="one_line_a_drive_and_mode"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start_id} → {self.goal_id} ({self.mode})"
