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

/** Communes read "Lembeye (64350)", in a box or a select; the map knows them by name. */
export function lookAt(form, control) {
  const map = form.querySelector("[data-map]");
  const label = control.selectedOptions ? control.selectedOptions[0]?.label : control.value;
  if (!map || !label) return;
  map.dataset.look = label.replace(/ \(\d{5}\)$/, "");
  map.dispatchEvent(new Event("map:look"));
}

behave("form[data-places]", (form) => {
  const { elements, dataset } = form;
  const select = [...form.querySelectorAll(`[name="${dataset.places}"]`)].at(0);
  if (elements.namedItem("lat").value === "") lookAt(form, select);
  form.addEventListener("change", ({ target }) => {
    if (target.name !== form.dataset.places) return;
    forgetPoint(form);
    lookAt(form, target);
  });
});
