/** The four screens, drawn from what the phone holds. They only show: acts.js does. */
import { fill, say, sayClock } from "./templates.js";
import { isOver, standing } from "./stops.js";

const ICON = { waiting: "cloud-upload", applied: "check", kept: "info", refused: "circle-alert" };

export function dayOf(app, index) {
  const day = app.package?.days[index];
  if (!day) return null;
  return { ...day, stops: day.stops.map((stop) => standing(stop, app.entries)) };
}

export function todayOf(app) {
  const index = app.package?.days.findIndex((day) => day.day === app.today) ?? -1;
  return index < 0 ? null : dayOf(app, index);
}

export function currentStop(app) {
  return todayOf(app)?.stops.find((stop) => !isOver(stop, app.postponed)) ?? null;
}

export function drawNow(app) {
  const today = todayOf(app);
  if (!app.package) return fill("phone-empty", { [emptiness(app)]: true });
  if (!today?.stops.length) return fill("phone-free", tomorrowWords(app));
  const stop = currentStop(app);
  if (!stop) return fill("phone-done", { ...tomorrowWords(app), unwritten: unwritten(today) });
  return fill("phone-now", nowValues(stop, today));
}

function emptiness({ programme, reach }) {
  return programme ? reach || "first" : "ok";
}

function unwritten(day) {
  return day.stops.filter((stop) => stop.phase === "left");
}

function nowValues(stop, day) {
  const started = day.stops.some((one) => one.phase !== "planned");
  const kicker = { planned: started ? "next-visit" : "first-visit", there: "now", left: "to-report" };
  return {
    ...stopValues(stop),
    kicker: say(kicker[stop.phase], { hour: stop.hour }),
    planned: stop.phase === "planned",
    there: stop.phase === "there",
    left: stop.phase === "left",
    since: stop.since ? say("arrived-at", { clock: sayClock(stop.since) }) : "",
    timer: stop.since ?? undefined,
  };
}

function stopValues(stop) {
  const [first] = stop.lines;
  return {
    ...stop,
    phone: first ? `tel:${first.phone}` : undefined,
    can_call: Boolean(first),
    lines: stop.lines.map((line) => ({ ...line, tel: `tel:${line.phone}` })),
  };
}

function tomorrowWords(app) {
  const tomorrow = app.package.days.find((one) => one.day > app.today);
  const first = tomorrow?.stops[0];
  return {
    tomorrow: first && say("tomorrow-first", { hour: first.hour, place: first.commune }),
    no_tomorrow: !first,
  };
}

export function drawDay(app) {
  const days = (app.package?.days ?? []).map((_day, index) => dayValues(app, index));
  const fragment = fill("phone-day", { days, none: !days.length });
  for (const place of fragment.querySelectorAll("[data-sketch]")) {
    drawSketch(place, app.package.days.find((day) => day.day === place.dataset.sketch));
  }
  return fragment;
}

function dayValues(app, index) {
  const day = dayOf(app, index);
  const isToday = day.day === app.today;
  const current = isToday ? currentStop(app)?.visit : null;
  const stops = day.stops.map((stop) => ({
    ...stopValues(stop),
    state: say(`phase-${stop.phase}`),
    is_current: stop.visit === current ? "step" : undefined,
    is_over: ["reported", "absent"].includes(stop.phase),
    unwritten: stop.phase === "left",
  }));
  return { ...day, stops, empty: !stops.length && !day.sessions.length, id: `jour-${day.day}`, is_begun: day.day <= app.today };
}

/** The server drew it; it is read as a drawing of its own, never run as part of the page. */
function drawSketch(place, day) {
  if (!day?.sketch) return place.remove();
  const figure = new DOMParser().parseFromString(day.sketch, "text/html").querySelector("figure");
  if (figure) place.replaceChildren(document.importNode(figure, true));
}

export function drawSent(app) {
  const entries = [...app.entries].reverse().map(entryValues);
  return fill("phone-sent", { entries, none: !entries.length, some: app.waiting > 0 });
}

function entryValues(entry) {
  return {
    ...entry,
    what: say(`kind-${entry.kind}`),
    when: sayClock(entry.done_at),
    state_label: say(`state-${entry.state}`),
    [entry.state]: true,
    icon: ICON[entry.state],
    can_forget: entry.state === "kept" || entry.state === "refused",
    has_reason: Boolean(entry.reason),
    shown: entry.state === "kept" && said(entry),
  };
}

/** What the coordinator sees of an entry kept aside: the same words, in one line. */
export function said({ kind, data = {}, title = "", done_at }) {
  const { themes = [], done, next, text, note, minutes, name } = data;
  const parts = [...themes, done, next, text, note, minutes && `${minutes} min`, name];
  const rest = parts.filter(Boolean).join(" · ");
  const start = say("seen-by-office", { what: say(`kind-${kind}`), clock: sayClock(done_at), title });
  return rest ? `${start} : ${rest}` : start;
}

export function drawPhone(app) {
  const days = (app.package?.days ?? []).filter((day) => day.stops.length);
  return fill("phone-keep", {
    signed_in: Boolean(app.package),
    volunteer: app.package?.volunteer ?? "",
    days: days.map(({ title, stops }) => ({
      line: say(stops.length > 1 ? "kept-day" : "kept-day-one", { day: title, count: stops.length }),
    })),
    waiting: app.waiting > 0,
    waiting_line: say("kept-waiting", { count: app.waiting }),
    nothing: !days.length && !app.entries.length,
    made: app.package && say("kept-since", { clock: sayClock(app.package.made_at) }),
    service: app.package?.service_phone ? `tel:${app.package.service_phone}` : undefined,
    has_service: Boolean(app.package?.service_phone),
    simple: app.programme ? `/${app.programme}/tournees/` : "/",
  });
}
