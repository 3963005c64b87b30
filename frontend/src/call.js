/**
 * The call screen: the usual length of each need, the commune as understood, news of the
 * offers said once, a found file taken at once.
 */
import { behave } from "./behaviours.js";
import "./call_errors.js";
import { lookAt } from "./places.js";

/** Says what an answer brought; the same news is not said twice. */
function tellNews({ dataset }) {
  const region = document.getElementById(dataset.newsRegion);
  if (region && region.textContent !== dataset.news) region.textContent = dataset.news;
}

/** Fills in the length that goes with the need, as long as nobody typed another. */
function suggestLength(form) {
  const lengths = JSON.parse(document.getElementById("usual-lengths").textContent);
  const box = form.elements.namedItem("length"); // .length would count the fields
  const usual = new Set(Object.values(lengths));
  if (box.value !== "" && !usual.has(box.value)) return;
  const chosen = lengths[form.elements.need.value];
  if (chosen) box.value = chosen;
}

/** Writes the commune as the server understood it: "st jammes" is Saint-Jammes (64160). */
function showCommune({ dataset }, form) {
  const box = form.elements.namedItem("commune");
  const isOld = box.value !== dataset.communeTyped; // an address chosen since brought another
  const isKnown = !dataset.commune || isOld || box.value === dataset.commune;
  if (isKnown || box === document.activeElement) return;
  box.value = dataset.commune;
  lookAt(form, box);
}

/** The map of the offers shows what is saved: once more after each save, while unfolded. */
function reloadMap(form) {
  const map = form.querySelector("details[open] > .map-frame [data-reload]");
  map?.dispatchEvent(new Event("map:reload"));
}

behave("form[data-call]", (form) => {
  form.addEventListener("autosave:saved", () => reloadMap(form));
  lookAt(form, form.elements.namedItem("commune"));
  form.addEventListener("change", ({ target }) => {
    if (target.name === "need") suggestLength(form);
  });
});

behave("[data-news]", tellNews);
behave("form[data-call] #offer-list", (list) => showCommune(list, list.closest("form")));

behave("[data-presses]", (field) => {
  field.addEventListener("change", () => {
    if (field.value !== "") document.getElementById(field.dataset.presses).click();
  });
});
