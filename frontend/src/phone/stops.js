/**
 * Where each visit stands: what the server knew, and over it what was noted here since.
 * Order decides what is next, never the phone's clock, which may be wrong.
 */
const PHASES = { arrived: "there", left: "left", no_show: "absent", report: "reported" };

export function knownPhase(stop) {
  if (stop.status === "no_show") return "absent";
  if (stop.has_report) return "reported";
  if (stop.left_at || stop.status === "done") return "left";
  return stop.arrived_at ? "there" : "planned";
}

/** The stop with its phase, and since when; entries kept aside changed nothing. */
export function standing(stop, entries) {
  const own = entries.filter((one) => one.visit === stop.visit && one.state !== "kept");
  const now = { ...stop, phase: knownPhase(stop), since: stop.arrived_at };
  for (const one of own) {
    now.phase = later(now.phase, PHASES[one.kind]);
    if (one.kind === "arrived") now.since ??= one.done_at;
  }
  return now;
}

const RANK = ["planned", "there", "left", "reported", "absent"];

function later(phase, next) {
  return next && RANK.indexOf(next) > RANK.indexOf(phase) ? next : phase;
}

export function isOver(stop, postponed = []) {
  if (stop.phase === "left") return postponed.includes(stop.visit);
  return stop.phase === "reported" || stop.phase === "absent";
}

/** What changed between two packages, for who carried the older one. */
export function changes(before, after) {
  if (!before) return [];
  const stopsOf = (content) => content.days.flatMap((day) => day.stops);
  const known = new Map(stopsOf(after).map((stop) => [stop.visit, stop]));
  const days = new Set(after.days.map((day) => day.day));
  return before.days
    .filter((day) => days.has(day.day))
    .flatMap((day) => day.stops.map((stop) => change(stop, known.get(stop.visit), after)))
    .filter(Boolean);
}

function change(old, fresh, after) {
  const { visit, name, hour } = old;
  if (!fresh) {
    const word = after.cancelled.includes(visit) ? "was-cancelled" : "was-taken";
    return { visit, word, name, hour };
  }
  if (fresh.starts_at === old.starts_at) return null;
  return { visit, word: "was-moved", name, hour, new: fresh.when };
}
