"""Other solvers on a day of tours without breaks: PyVRP for long, OR-Tools, VROOM.

Each gets the same metres and seconds and returns rows of stops, one a volunteer, or None, and
the processor time it took. VROOM runs in a process of its own under a watchdog: it has been
seen to hang.
"""

import multiprocessing
import time
import warnings
from typing import NamedTuple

import numpy as np
import pyvrp
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from toctoc.planning.travel import coordinates_deg, legs_between

VROOM_TIMEOUT_S = 20.0
CLOCK_LIMIT_S = 300


class Day(NamedTuple):
    """A day as any routing solver sees it. Nodes: a base a volunteer, then the stops."""

    metres: np.ndarray
    seconds: np.ndarray
    crew: int
    windows: list
    lengths_s: list
    shift: tuple
    most: int


def day_of(problem):
    """Lay out the one day of a problem whose volunteers differ in nothing but their base."""
    shifts = [tour.shift for tour in problem.tours]
    stops = [stop for tour in problem.tours for stop in tour.stops]
    places_deg = coordinates_deg(
        [*(shift.base for shift in shifts), *(stop.point for stop in stops)]
    )
    legs = legs_between(places_deg[:, None], places_deg[None], shifts[0].travel)
    midnight_s = problem.horizon.first_day * 86_400
    return Day(
        metres=legs.distance_m,
        seconds=legs.travel_s,
        crew=len(shifts),
        windows=[(stop.earliest_s - midnight_s, stop.latest_s - midnight_s) for stop in stops],
        lengths_s=[stop.length_s for stop in stops],
        shift=(shifts[0].start_s - midnight_s, shifts[0].end_s - midnight_s),
        most=shifts[0].max_visits,
    )


def timed(solve):
    """Return a solver that tells its processor time, beside its rows."""

    def measured(day):
        begun = time.process_time()
        rows = solve(day)
        return rows, time.process_time() - begun

    return measured


def solve_with_pyvrp(day, seconds):
    """Let PyVRP search for so many seconds of processor time."""
    begun = time.process_time()
    data = pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0)] * len(day.metres),
        clients=[
            pyvrp.Client(
                day.crew + k, delivery=[1], service_duration=day.lengths_s[k],
                tw_early=early_s, tw_late=late_s,
            )
            for k, (early_s, late_s) in enumerate(day.windows)
        ],
        depots=[pyvrp.Depot(v) for v in range(day.crew)],
        vehicle_types=[
            pyvrp.VehicleType(
                1, capacity=[day.most], start_depot=v, end_depot=v, tw_early=day.shift[0],
                tw_late=day.shift[1],
            )
            for v in range(day.crew)
        ],
        distance_matrices=[day.metres],
        duration_matrices=[day.seconds],
    )  # fmt: skip
    warnings.simplefilter("ignore")  # it says when it finds nothing feasible
    result = pyvrp.solve(
        data, stop=lambda _: time.process_time() - begun > seconds, seed=1, collect_stats=False
    )
    if not result.is_feasible():
        return None
    rows = [[] for _ in range(day.crew)]
    for route in result.best.routes():
        rows[route.vehicle_type()] = [a.idx for a in route if a.is_client()]
    return rows


def solve_with_ortools(day, seconds):
    """Let OR-Tools' guided local search run for so many seconds of processor time."""
    begun = time.process_time()
    crew, nodes = day.crew, len(day.metres)
    manager = pywrapcp.RoutingIndexManager(nodes, crew, list(range(crew)), list(range(crew)))
    routing = pywrapcp.RoutingModel(manager)
    service_s = [0] * crew + day.lengths_s
    metres = day.metres.tolist()
    spent_s = (day.seconds + np.array(service_s)[:, None]).tolist()
    ones = [0] * crew + [1] * len(day.windows)
    drive = routing.RegisterTransitMatrix(metres)
    routing.SetArcCostEvaluatorOfAllVehicles(drive)
    clock = routing.RegisterTransitMatrix(spent_s)
    routing.AddDimension(clock, day.shift[1], day.shift[1], False, "clock")
    count = routing.RegisterUnaryTransitVector(ones)
    routing.AddDimensionWithVehicleCapacity(count, 0, [day.most] * crew, True, "visits")
    times = routing.GetDimensionOrDie("clock")
    for k, (early_s, late_s) in enumerate(day.windows):
        times.CumulVar(manager.NodeToIndex(crew + k)).SetRange(early_s, late_s)
    for v in range(crew):
        times.CumulVar(routing.Start(v)).SetRange(*day.shift)
        times.CumulVar(routing.End(v)).SetRange(*day.shift)
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    kinds = routing_enums_pb2
    parameters.first_solution_strategy = kinds.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = kinds.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromSeconds(CLOCK_LIMIT_S)
    limit = routing.solver().CustomLimit(lambda: time.process_time() - begun > seconds)
    routing.AddSearchMonitor(limit)
    found = routing.SolveWithParameters(parameters)
    return None if found is None else _rows_of_ortools(routing, manager, found, crew)


def _rows_of_ortools(routing, manager, found, crew):
    rows = []
    for v in range(crew):
        index, row = found.Value(routing.NextVar(routing.Start(v))), []
        while not routing.IsEnd(index):
            row.append(manager.IndexToNode(index) - crew)
            index = found.Value(routing.NextVar(index))
        rows.append(row)
    return rows


class Vroom:
    """VROOM in a process of its own, started again where it does not answer in time."""

    def __init__(self):
        self.process, self.hung = None, 0

    def __call__(self, day):
        """Solve a day; no rows where it hangs or leaves a visit out."""
        if self.process is None:
            self._start()
        self.pipe.send(day)
        if not self.pipe.poll(VROOM_TIMEOUT_S):
            self.hung += 1
            self.stop()
            return None, VROOM_TIMEOUT_S
        return self.pipe.recv()

    def _start(self):
        context = multiprocessing.get_context("spawn")
        self.pipe, far = context.Pipe()
        self.process = context.Process(target=answer_with_vroom, args=(far,), daemon=True)
        self.process.start()
        self.pipe.recv()  # it is loaded: not counted as its time

    def stop(self):
        """End the process, whatever it does."""
        if self.process is not None:
            self.process.kill()
            self.process.join()
            self.process = None


def answer_with_vroom(pipe):
    """Answer one day after another, in a process of its own."""
    import vroom  # noqa: PLC0415 -- slow import

    solve = timed(lambda day: _solve_with_vroom(vroom, day))
    pipe.send("ready")
    while True:
        pipe.send(solve(pipe.recv()))


def _solve_with_vroom(vroom, day):
    problem = vroom.Input()
    problem.set_durations_matrix("car", day.seconds.astype(np.uint32))
    problem.set_costs_matrix("car", day.metres.astype(np.uint32))
    for v in range(day.crew):
        problem.add_vehicle(
            vroom.Vehicle(
                v + 1, start=v, end=v, time_window=vroom.TimeWindow(*day.shift),
                max_tasks=day.most,
            )
        )  # fmt: skip
    for k, (early_s, late_s) in enumerate(day.windows):
        problem.add_job(
            vroom.Job(
                k + 1, location=day.crew + k, default_service=day.lengths_s[k],
                time_windows=[vroom.TimeWindow(early_s, late_s)],
            )
        )  # fmt: skip
    found = problem.solve(exploration_level=5, nb_threads=1)
    if found.unassigned:
        return None
    rows = [[] for _ in range(day.crew)]
    jobs = found.routes[found.routes["type"] == "job"]
    for _, row in jobs.iterrows():
        rows[int(row["vehicle_id"]) - 1].append(int(row["id"]) - 1)
    return rows
