/**
 * What stands in the grid: in each column free time, pauses, absences and roads as bands;
 * over them the visits, each a link that says all of itself. Text is only ever set as text.
 */
const BAND_MIN = { travel: 10, pause: 45, free: 30, absence: 0 };
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
  const own = board.bands.filter((band) => band.person === resource.id && band.day === day);
  const drawn = own.map((band) => drawBand(band, opens, closes)).filter(Boolean);
  const behind = make("div", "grid-bands");
  behind.append(...drawn);
  return { domNodes: [behind] };
}

export function drawDayName(date, board) {
  const day = localDay(date);
  const found = board.days.find((one) => one.day === day);
  const sum = make("span", "grid-sum");
  sum.dataset.sumOf = day;
  const notes = (found?.notes ?? []).map((note) => make("span", "badge-note", note));
  return { domNodes: [make("span", "grid-day-name", found?.name ?? day), ...notes, sum] };
}

export function drawPerson({ resource, date }, board) {
  const sum = make("span", "grid-sum");
  sum.dataset.sumOf = `${resource.id} ${localDay(date ?? new Date(`${board.days[0].day}T12:00:00`))}`;
  return { domNodes: [make("span", "grid-person", resource.title), sum] };
}

function sumsOf(board) {
  const ofDays = board.days.map(({ day, sum }) => [day, sum]);
  const ofPeople = board.people.flatMap(({ id, sums }) =>
    Object.entries(sums).map(([day, sum]) => [`${id} ${day}`, sum]));
  return new Map([...ofDays, ...ofPeople]);
}

/** Writes what days and people add up to, in their heads and under the grid. */
export function writeSums(root, board) {
  const sums = sumsOf(board);
  for (const place of root.querySelectorAll("[data-sum-of]")) {
    place.textContent = sums.get(place.dataset.sumOf) ?? "";
  }
  root.querySelector("[data-grid-sum]").textContent = board.sum;
  const left = board.people.map((one) => make("li", "", `${one.name} : ${one.left}`));
  root.querySelector("[data-grid-left]").replaceChildren(...left);
}

function drawSector({ number, letter }) {
  const mark = make("span", `sector-mark sector-${number}`);
  mark.append(make("span", "sector-letter", letter), make("span", "sector-hatch"));
  return mark;
}

function drawFacts(entry) {
  if (entry.cancelled) return [make("span", "grid-facts", entry.cancelled)];
  const facts = [entry.place, entry.with].filter(Boolean).join(" · ");
  const drawn = [make("span", "grid-facts", facts)];
  if (entry.to_tell) drawn.unshift(make("span", "grid-facts grid-tell", entry.to_tell));
  return [...drawn, make("span", "grid-facts", entry.promised)];
}

function drawMoveButton(entry, grid) {
  const button = make("button", "grid-move", "");
  button.type = "button";
  button.tabIndex = -1;
  button.dataset.moves = entry.id;
  button.setAttribute("aria-label", `${grid.words.move} : ${entry.label}`);
  button.title = grid.words.move;
  button.append(document.getElementById("grid-move-icon").content.cloneNode(true));
  return button;
}

/** A visit: hours, sector, name, commune, promise; its name for a screen reader says it all. */
export function drawEvent(event, grid) {
  const entry = event.extendedProps;
  if (entry.is_other) return { domNodes: [make("p", "grid-facts", `${entry.hours} · ${entry.title}`)] };
  const link = make("a", `grid-visit${entry.cancelled ? " is-cancelled" : ""}`);
  if (entry.sector) link.classList.add(`sector-${entry.sector.number}`);
  Object.assign(link, { href: entry.url, draggable: false, tabIndex: -1 });
  link.dataset.key = entry.id;
  link.setAttribute("aria-label", entry.label);
  const head = make("span", "grid-head");
  head.append(make("span", "grid-hours", entry.hours));
  if (entry.sector) head.append(drawSector(entry.sector));
  link.append(head, make("span", "grid-name", entry.title), ...drawFacts(entry));
  const isMovable = grid.canChange && entry.can_move;
  return { domNodes: isMovable ? [link, drawMoveButton(entry, grid)] : [link] };
}
