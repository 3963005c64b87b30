/** One hatching a sector, so that no sector is told by its colour alone. */
import { SVG } from "leaflet/dist/leaflet-src.esm.js";

const SIZE = 8;
const DRAWINGS = [
  ["path", { d: "M-2 2L2-2M0 8L8 0M6 10L10 6" }],
  ["path", { d: "M-2 6L2 10M0 0L8 8M6-2L10 2" }],
  ["path", { d: "M0 4H8" }],
  ["path", { d: "M4 0V8" }],
  ["path", { d: "M0 0L8 8M8 0L0 8", width: 1 }],
  ["path", { d: "M0 4H8M4 0V8", width: 1 }],
  ["circle", { cx: 4, cy: 4, r: 1.6 }],
  ["path", { d: "M-2 2L2-2M0 8L8 0M6 10L10 6", width: 4 }],
];

function create(name, attributes, children = []) {
  const element = SVG.create(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function pattern([shape, { width = 2, ...geometry }], number, id) {
  const look = shape === "circle" ? "map-hatch-dots" : "map-hatch-lines";
  return create(
    "pattern",
    { id, width: SIZE, height: SIZE, patternUnits: "userSpaceOnUse", class: `sector-${number}` },
    [
      create("rect", { width: SIZE, height: SIZE, class: "map-hatch-ground" }),
      create(shape, { ...geometry, "stroke-width": width, class: look }),
    ],
  );
}

/** Adds the patterns to the map's own drawing; answers sector number -> fill. */
export function addPatterns(map, prefix) {
  const renderer = new SVG({ padding: 0.5 });
  map.options.renderer = renderer;
  renderer.addTo(map);
  const drawings = DRAWINGS.map((one, index) => pattern(one, index + 1, `${prefix}-hatch-${index + 1}`));
  renderer._container.prepend(create("defs", {}, drawings));
  return (number) => `url(#${prefix}-hatch-${number})`;
}
