/** What a map shows: commune cells, names, sector letters, points and the way between. */
import {
  divIcon, latLngBounds, marker, polygon, polyline,
} from "leaflet/dist/leaflet-src.esm.js";

function labelIcon(className, text) {
  const span = document.createElement("span");
  span.textContent = text;
  return divIcon({ className, html: span, iconSize: null });
}

function label(map, position, className, text) {
  const options = { icon: labelIcon(className, text), interactive: false, keyboard: false };
  marker(position, options).addTo(map);
}

/* One point alone is shown with what lies around it, some five kilometres. */
const AROUND_DEG = { lat: 0.045, lon: 0.06 };

function around([lat, lon]) {
  return [[lat - AROUND_DEG.lat, lon - AROUND_DEG.lon], [lat + AROUND_DEG.lat, lon + AROUND_DEG.lon]];
}

/** The corners of a cell, be it one ring or the parts of a contour, each with its holes. */
function cornersOf(shape) {
  return typeof shape[0] === "number" ? [shape] : shape.flatMap(cornersOf);
}

function isContour({ cell }) {
  return typeof cell[0][0] !== "number";
}

/** The rectangle that holds everything to be seen. */
export function frameOf({ communes = [], points = [], way = [], focus = "all" }) {
  const spots = [...points.map(({ lat, lon }) => [lat, lon]), ...way];
  const cells = communes.flatMap(({ cell, lat, lon }) => cornersOf(cell?.length ? cell : [lat, lon]));
  const wanted = focus === "points" && spots.length > 0 ? spots : [...cells, ...spots];
  if (wanted.length === 0) return latLngBounds([[41.3, -5.2], [51.1, 9.6]]);
  return wanted.length === 1 ? latLngBounds(around(wanted[0])) : latLngBounds(wanted).pad(0.04);
}

function drawCell(map, commune, fill) {
  const { cell, sector, name } = commune;
  const shape = polygon(cell, {
    className: sector ? `map-cell sector-${sector}` : "map-cell map-cell-plain",
    fillColor: sector ? fill(sector) : undefined,
    fillOpacity: 1,
    weight: 1,
  }).addTo(map);
  shape.bindTooltip(commune.title ?? name, { sticky: true });
  // Its listeners would make each cell a stop of the Tab key; the list beside says the same.
  shape.getElement().setAttribute("tabindex", "-1");
  return shape;
}

/** Gives a cell the colour and hatching of another sector; 0: of none. */
export function paintCell(shape, number, fill) {
  const drawn = shape.getElement();
  drawn.classList.remove(...[...drawn.classList].filter((one) => /^sector-\d$/.test(one)));
  drawn.classList.toggle("map-cell-plain", !number);
  if (number) drawn.classList.add(`sector-${number}`);
  shape.setStyle({ fillColor: number ? fill(number) : null });
}

export function drawCommunes(map, { communes = [] }, fill) {
  const shapes = new Map();
  const drawn = communes.filter(({ cell }) => cell?.length);
  // Approximate cells reach over their neighbours' true contours: those are drawn on top.
  for (const commune of drawn.sort((a, b) => isContour(a) - isContour(b))) {
    shapes.set(commune.code, drawCell(map, commune, fill));
  }
  for (const { lat, lon, name } of communes) label(map, [lat, lon], "map-name", name);
  return shapes;
}

export function drawSectorLetters(map, { sectors = [] }) {
  for (const { lat, lon, letter, number } of sectors) {
    label(map, [lat, lon], `map-letter sector-${number}`, letter);
  }
}

export function drawWay(map, way) {
  if (way.length > 1) polyline(way, { className: "map-route", interactive: false }).addTo(map);
}

/** A point can be reached by keyboard and says its name; kinds: visit, base, placed. */
export function drawPoint(map, { lat, lon, name, mark = "", kind = "visit", url }) {
  const icon = labelIcon(`map-point map-point-${kind}`, mark);
  const point = marker([lat, lon], { icon, title: name, alt: name, keyboard: true, riseOnHover: true });
  point.on("add", () => {
    const element = point.getElement();
    element.setAttribute("aria-label", mark ? `${mark} ${name}` : name);
    element.setAttribute("role", url ? "link" : "img");
  });
  if (url) point.on("click keypress", () => location.assign(url));
  if (name) point.bindTooltip(name, { offset: [14, 0] });
  return point.addTo(map);
}

export function drawPoints(map, points) {
  return points.map((point) => drawPoint(map, point));
}
