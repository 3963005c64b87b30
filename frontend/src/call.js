/**
 * The call screen: the usual length of each need, news of the offers said once, a found
 * file taken at once, and a point on the map that never outlives its commune.
 */
import { behave } from "./behaviours.js";
import "./call_errors.js";

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

function forgetPoint(form) {
  for (const name of ["lat", "lon"]) {
    const field = form.elements[name];
    if (field.value === "") continue;
    field.value = "";
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** Brings the map to the commune, written "Lembeye (64350)". */
function lookAtCommune(form) {
  const map = form.querySelector("[data-map]");
  const name = form.elements.namedItem("commune").value.replace(/ \(\d{5}\)$/, "");
  if (!map || map.dataset.look === name) return;
  map.dataset.look = name;
  map.dispatchEvent(new Event("map:look"));
}

/** Writes the commune as the server understood it: "st jammes" is Saint-Jammes (64160). */
function showCommune({ dataset }, form) {
  const box = form.elements.namedItem("commune");
  if (!dataset.commune || box === document.activeElement) return;
  box.value = dataset.commune;
  lookAtCommune(form);
}

behave("form[data-call]", (form) => {
  lookAtCommune(form);
  form.addEventListener("change", ({ target }) => {
    if (target.name === "need") suggestLength(form);
    if (target.name !== "commune") return;
    forgetPoint(form);
    lookAtCommune(form);
  });
});

behave("[data-news]", tellNews);
behave("form[data-call] #offer-list", (list) => showCommune(list, list.closest("form")));

behave("[data-presses]", (field) => {
  field.addEventListener("change", () => {
    if (field.value !== "") document.getElementById(field.dataset.presses).click();
  });
});
