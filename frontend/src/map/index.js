/**
 * [data-map]: communes, sectors, points and a way, drawn without any outside tile. The
 * list beside it says the same in words. With data-lat-field and data-lon-field, a click
 * (or Enter, at the cross in the middle) writes a place into these two fields.
 * data-look names a commune to look at closely; the event "map:look" reads it again, and
 * "map:reload" its points.
 */
import { Map as LeafletMap, control, tileLayer } from "leaflet/dist/leaflet-src.esm.js";
import { drawCommunes, drawPoints, drawSectorLetters, drawWay, frameOf } from "./layers.js";
import { keepNamesApart } from "./names.js";
import { addPatterns } from "./patterns.js";
import { letPaint } from "./painting.js";
import { letPlace } from "./placing.js";

/* A commune of some kilometres fills a small map. */
const COMMUNE_ZOOM = 13;

async function readData({ data, source }) {
  const inline = document.getElementById(data);
  const own = inline ? JSON.parse(inline.textContent) : {};
  if (!source) return own;
  const answer = await fetch(source, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  return { ...(await answer.json()), ...own };
}

function createMap(element) {
  const { zoomIn, zoomOut, tiles, tilesNotice } = element.dataset;
  const map = new LeafletMap(element, {
    zoomControl: false,
    attributionControl: Boolean(tiles),
    scrollWheelZoom: false,
    zoomSnap: 0.25,
    maxZoom: 18,
    fadeAnimation: false,
    zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
  });
  control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  if (tiles) tileLayer(tiles, { attribution: tilesNotice, maxZoom: 19 }).addTo(map);
  return map;
}

function lookAtCommune(map, { communes = [] }, name) {
  const found = communes.find((one) => one.name === name);
  if (found) map.setView([found.lat, found.lon], COMMUNE_ZOOM, { animate: false });
}

/** Draws a map of a folded part when it is unfolded: before that it has no size. */
function whenUnfolded(element, draw) {
  const folded = element.closest("details:not([open])");
  if (!folded) return draw();
  folded.addEventListener("toggle", () => whenUnfolded(element, draw), { once: true });
}

async function mount(element) {
  const data = await readData(element.dataset);
  element.dataset.mounted = "";
  const map = createMap(element);
  map.fitBounds(frameOf(data), { padding: [12, 12], animate: false });
  const patterns = addPatterns(map, element.id);
  letPaint(element, drawCommunes(map, data, patterns), patterns);
  drawSectorLetters(map, data);
  drawWay(map, data.way ?? []);
  let points = drawPoints(map, data.points ?? []);
  element.addEventListener("map:reload", async () => {
    const fresh = await readData(element.dataset);
    for (const point of points) point.remove();
    points = drawPoints(map, fresh.points ?? []);
    map.fitBounds(frameOf(fresh), { padding: [12, 12], animate: false });
  });
  keepNamesApart(map);
  const look = () => lookAtCommune(map, data, element.dataset.look);
  element.addEventListener("map:look", look);
  look();
  if (element.dataset.latField) letPlace(map, element);
}

window.toctoc.behave("[data-map]", (element) => whenUnfolded(element, () => {
  mount(element).catch(() => { delete element.dataset.mounted; });
}));
