"""One day by the clock: a column a volunteer, five minutes a row, pieces as tall as they last.

Every volunteer's day is painted step by step (off, free, pause, absent, road, visit), then
equal neighbours are joined: no gap and no overlap can come out of it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.utils import timezone

from toctoc.agenda.models import Absence
from toctoc.dispatch.queries import DayCell, VolunteerRow
from toctoc.people.models import Volunteer
from toctoc.web.views.agenda_slots import Filters, Slot
from toctoc.web.views.agenda_week import Column

STEP = timedelta(minutes=5)
STEPS_AN_HOUR = 12
USUAL_FIRST_HOUR, USUAL_LAST_HOUR = 8, 18
WORTH_SAYING_S = 30 * 60  # a shorter free time is left blank

type Pause = tuple[time, time]


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """What someone does for a while: off, free, pause, absent, road or visit."""

    kind: str
    slot: Slot | None = None
    absence: Absence | None = None
    leg_s: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A piece with its place in the column; `span` in rows.

    A road cut in two by the midday pause is one piece in two blocks: the first says its length.
    """

    volunteer: Volunteer
    piece: Piece
    starts_at: datetime
    span: int
    is_first: bool = True

    @property
    def length_s(self) -> int:
        return int((self.span * STEP).total_seconds())

    @property
    def is_blank(self) -> bool:
        """Whether it is too short a free time to say a word about."""
        return self.piece.kind == "free" and self.length_s < WORTH_SAYING_S


@dataclass(frozen=True, slots=True)
class ClockRow:
    """Five minutes: the blocks that start then, and the hour where one starts."""

    hour: datetime | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ClockTable:
    """Everything the day shows."""

    columns: tuple[Column, ...]
    cells: tuple[DayCell, ...]
    rows: tuple[ClockRow, ...]
    hour_span: int = STEPS_AN_HOUR

    @property
    def visit_count(self) -> int:
        return sum(len(cell.tour.stops) for cell in self.cells)

    @property
    def distance_m(self) -> int:
        return sum(cell.tour.distance_m for cell in self.cells)


def lay_clock(
    people: Iterable[VolunteerRow], index: int, filters: Filters, *, pause: Pause
) -> ClockTable:
    """Return the day at `index` of the week, from the earliest to the latest hour worked."""
    shown = [row for row in people if filters.shows(row.volunteer.pk)]
    cells = [row.cells[index] for row in shown]
    columns = tuple(Column(row.volunteer, row.totals) for row in shown)
    if not cells:
        return ClockTable(columns=columns, cells=(), rows=())
    opens_at, steps = _bounds(cells)
    painted = [_Painter(cell, opens_at, steps, filters).paint(pause) for cell in cells]
    by_start = [{block.starts_at: block for block in blocks} for blocks in painted]
    moments = [opens_at + step * STEP for step in range(steps)]
    rows = (
        ClockRow(
            hour=moment if moment.minute == 0 else None,
            blocks=tuple(column[moment] for column in by_start if moment in column),
        )
        for moment in moments
    )
    return ClockTable(columns=columns, cells=tuple(cells), rows=tuple(rows))


def _bounds(cells: Sequence[DayCell]) -> tuple[datetime, int]:
    """Return the first hour shown and how many steps follow; whole hours."""
    day = cells[0].day
    starts = [_at(day, USUAL_FIRST_HOUR)]
    ends = [_at(day, USUAL_LAST_HOUR)]
    for cell in cells:
        starts += [one for one in (cell.shift_starts_at, cell.tour.departs_at) if one]
        ends += [one for one in (cell.shift_ends_at, cell.tour.returns_at) if one]
    opens_at = min(starts).replace(minute=0, second=0)
    hours = -((opens_at - max(ends)) // timedelta(hours=1))
    return opens_at, hours * STEPS_AN_HOUR


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=timezone.get_current_timezone())


class _Painter:
    """Paints one volunteer's day, later coats over earlier ones."""

    def __init__(self, cell: DayCell, opens_at: datetime, steps: int, filters: Filters) -> None:
        self.cell, self.opens_at, self.filters = cell, opens_at, filters
        self.line = [Piece("off")] * steps

    def paint(self, pause: Pause) -> list[Block]:
        cell = self.cell
        if cell.shift_starts_at and cell.shift_ends_at:
            self._fill(Piece("free"), cell.shift_starts_at, cell.shift_ends_at)
        for absence in cell.absences:
            self._fill(Piece("absent", absence=absence), absence.starts_at, absence.ends_at)
        self._paint_roads()
        over = ("free", "road")
        self._fill(Piece("pause"), *(self._moment(edge) for edge in pause), over=over)
        for stop in cell.tour.stops:
            slot = self.filters.make_slot(stop.visit)
            self._fill(Piece("visit", slot=slot), stop.starts_at, stop.ends_at)
        return self._join()

    def _paint_roads(self) -> None:
        tour = self.cell.tour
        for stop in tour.stops:
            road = Piece("road", leg_s=stop.leg_s)
            leg = timedelta(seconds=stop.leg_s)
            self._fill(road, stop.arrives_at - leg, stop.arrives_at)
        if tour.stops and tour.returns_at:
            home = Piece("road", leg_s=tour.return_s)
            self._fill(home, tour.stops[-1].ends_at, tour.returns_at)

    def _fill(
        self,
        piece: Piece,
        starts_at: datetime,
        ends_at: datetime,
        *,
        over: Collection[str] = (),
    ) -> None:
        first, last = self._step(starts_at), self._step(ends_at)
        for step in range(max(0, first), min(len(self.line), max(last, first + 1))):
            if not over or self.line[step].kind in over:
                self.line[step] = piece

    def _step(self, moment: datetime) -> int:
        return round((moment - self.opens_at) / STEP)

    def _moment(self, hour: time) -> datetime:
        return self.opens_at.replace(hour=hour.hour, minute=hour.minute)

    def _join(self) -> list[Block]:
        blocks: list[Block] = []
        step = 0
        for _key, same in groupby(self.line, key=id):
            run = list(same)
            blocks.append(
                Block(
                    volunteer=self.cell.tour.volunteer,
                    piece=run[0],
                    starts_at=self.opens_at + step * STEP,
                    span=len(run),
                    is_first=all(one.piece is not run[0] for one in blocks),
                )
            )
            step += len(run)
        return blocks
