/**
 * What stands in the grid: in each column free time, pauses, absences and roads as bands;
 * over them the visits, each a link that says all of itself. Text is only ever set as text.
 */
import { say } from "./words.js";

const BAND_MIN = { travel: 12, pause: 45, free: 30, absence: 0 };
const MINUTES_AN_HOUR = 60;

function make(tag, className, text = "") {
  const element = document.createElement(tag);
  element.className = className;
  if (text) element.textContent = text;
  return element;
}

function localDay(date) {
  const two = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function hourOf(text) {
  return Number(text.slice(0, 2)) * MINUTES_AN_HOUR;
}

function drawBand(band, opens, closes) {
  const from = Math.max(band.from, opens);
  const until = Math.min(band.until, closes);
  if (until <= from) return null;
  const hasRoom = until - from >= BAND_MIN[band.kind];
  const element = make("p", `grid-band grid-${band.kind}`, hasRoom ? band.text : "");
  element.style.top = `${(100 * (from - opens)) / (closes - opens)}%`;
  element.style.height = `${(100 * (until - from)) / (closes - opens)}%`;
  return element;
}

/** What lies behind the visits of one volunteer's day. */
export function drawDay({ date, resource }, board) {
  const day = localDay(date);
  const [opens, closes] = [hourOf(board.opens), hourOf(board.closes)];
  const own = board.cells.get(`${resource.id} ${day}`) ?? [];
  const drawn = own.map((band) => drawBand(band, opens, closes)).filter(Boolean);
  const behind = make("div", "grid-bands");
  behind.append(...drawn);
  return { domNodes: [behind] };
}

/** What a day or a person's day adds up to; `writeSums` finds it again by its key. */
function drawSum(key, board) {
  const element = make("span", "grid-sum", board.sums.get(key) ?? "");
  element.dataset.sumOf = key;
  return element;
}

export function drawDayName(date, board) {
  const day = localDay(date);
  const found = board.days.find((one) => one.day === day);
  const sum = drawSum(day, board);
  const notes = (found?.notes ?? []).map((note) => make("span", "badge-note", note));
  return { domNodes: [make("span", "grid-day-name", found?.name ?? day), ...notes, sum] };
}

export function drawPerson({ resource, date }, board) {
  const day = date ? localDay(date) : board.days[0].day;
  const sum = drawSum(`${resource.id} ${day}`, board);
  return { domNodes: [make("span", "grid-person", resource.title), sum] };
}

/** Writes what days and people add up to, in their heads and under the grid. */
export function writeSums(root, board) {
  for (const place of root.querySelectorAll("[data-sum-of]")) {
    place.textContent = board.sums.get(place.dataset.sumOf) ?? "";
  }
  root.querySelector("[data-grid-sum]").textContent = board.sum;
  const left = board.people.map((one) => make("li", "", `${one.name} : ${one.left}`));
  root.querySelector("[data-grid-left]").replaceChildren(...left);
}

/** What is worth a line each: where, whether the person must be told, what was promised. */
function linesOf(entry, words) {
  const where = [entry.place, entry.with].filter(Boolean).join(" · ");
  if (entry.cancelled) return [make("span", "grid-facts", entry.cancelled)];
  if (entry.is_session) return [make("span", "grid-facts", where)];
  const lines = [make("span", "grid-facts", where)];
  if (entry.is_to_tell) lines.push(make("span", "grid-facts grid-tell", words.toTell));
  lines.push(make("span", "grid-facts", say(words.promised, { window: entry.promised })));
  return lines;
}

/** A visit: hours, sector, name, commune, promise; its name for a screen reader says it all. */
export function drawEvent(event, grid) {
  const entry = event.extendedProps;
  if (entry.is_other) return { domNodes: [make("p", "grid-facts", `${entry.hours} · ${entry.title}`)] };
  const link = make("a", `grid-visit${entry.cancelled ? " is-cancelled" : ""}`);
  Object.assign(link, { href: entry.url, draggable: false, tabIndex: -1 });
  link.dataset.key = entry.id;
  link.setAttribute("aria-label", entry.label);
  // In a week's narrow columns the height says when it ends.
  link.append(make("span", "grid-hours", grid.isWide ? entry.hours : entry.from));
  if (entry.sector) {
    link.classList.add(`sector-${entry.sector.number}`);
    link.append(make("span", "grid-sector", entry.sector.letter));
  }
  link.append(make("span", "grid-name", entry.title), ...linesOf(entry, grid.words));
  return { domNodes: [link] };
}
