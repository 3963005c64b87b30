/**
 * [data-places="commune"] on a form: choosing another commune forgets the point of the old
 * one and brings the map there, where the home can be placed.
 */
import { behave } from "./behaviours.js";

function forgetPoint({ elements }) {
  for (const name of ["lat", "lon"]) {
    const field = elements.namedItem(name);
    if (field.value === "") continue;
    field.value = "";
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** Options read "Lembeye (64350)"; the map knows communes by name. */
function lookAt(form, select) {
  const map = form.querySelector("[data-map]");
  const label = select.selectedOptions[0]?.label ?? "";
  if (!map || label === "") return;
  map.dataset.look = label.replace(/ \(\d{5}\)$/, "");
  map.dispatchEvent(new Event("map:look"));
}

behave("form[data-places]", (form) => {
  form.addEventListener("change", ({ target }) => {
    if (target.name !== form.dataset.places) return;
    forgetPoint(form);
    lookAt(form, target);
  });
});
