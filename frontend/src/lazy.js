/**
 * [data-script] names the larger script an element needs (the map), [data-style] its
 * styles; each is loaded once, when the first such element appears.
 */
import { behave } from "./behaviours.js";

const asked = new Set();
window.toctoc = { behave };

function load(address, tag, properties) {
  if (!address || asked.has(address)) return;
  asked.add(address);
  document.head.append(Object.assign(document.createElement(tag), properties));
}

behave("[data-script]", ({ dataset }) => {
  load(dataset.style, "link", { rel: "stylesheet", href: dataset.style });
  load(dataset.script, "script", { src: dataset.script, async: true });
});
