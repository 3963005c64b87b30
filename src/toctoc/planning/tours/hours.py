"""What the week still allows each tour of a day, all other tours of the week counted."""

from collections import defaultdict

from toctoc.planning.model import Problem, ShiftKey
from toctoc.planning.timeline import timeline


def left_for(problem: Problem, day: int) -> dict[ShiftKey, int]:
    """Return the work left for each tour of `day` in a limited week, itself not counted.

    Never negative: where other days have used up the week, nothing is left.
    """
    limits = {(week.volunteer, week.week): week for week in problem.weeks}
    used_s: dict[tuple[int, int], int] = defaultdict(int)
    for tour in problem.tours:
        key = (tour.shift.volunteer, tour.shift.week)
        if key in limits and tour.shift.day != day:
            used_s[key] += timeline(tour).work_s
    left_s: dict[ShiftKey, int] = {}
    for tour in problem.tours:
        key = (tour.shift.volunteer, tour.shift.week)
        if key in limits and tour.shift.day == day:
            limit = limits[key]
            left_s[tour.shift.key] = max(0, limit.limit_s - limit.used_s - used_s[key])
    return left_s
