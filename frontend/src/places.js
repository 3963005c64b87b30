/**
 * [data-places="commune"] on a form: choosing another commune forgets the point of the old
 * one and brings the map there, where the home can be placed. The hidden box "origin" says
 * where the point comes from ("address|…", "map"); [data-place-status] says it in words.
 */
import { behave } from "./behaviours.js";

const PLACED_BY_HAND = "map";

function write(field, value) {
  if (field.value === value) return;
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Communes read "Lembeye (64350)", in a box or a select; the map knows them by name. */
export function lookAt(form, control) {
  const map = form.querySelector("[data-map]");
  const label = control.selectedOptions ? control.selectedOptions[0]?.label : control.value;
  if (!map || !label) return;
  map.dataset.look = label.replace(/ \(\d{5}\)$/, "");
  map.dispatchEvent(new Event("map:look"));
}

class Places {
  constructor(form) {
    this.form = form;
    this.commune = form.querySelector(`[name="${form.dataset.places}"]`);
    this.lat = form.elements.namedItem("lat");
    this.lon = form.elements.namedItem("lon");
    this.origin = form.elements.namedItem("origin");
    this.held = this.origin.value;
    if (this.lat.value === "") lookAt(form, this.commune);
    form.addEventListener("change", ({ target }) => this.changed(target));
  }

  changed(target) {
    if (target === this.commune) {
      this.forget();
      lookAt(this.form, target);
    } else if (target === this.lat && this.lat.value !== "") {
      this.origin.value = PLACED_BY_HAND; // whatever found it says so next
      this.held = this.origin.value;
    } else if (target === this.origin) {
      this.changedOrigin();
    }
    this.tell();
  }

  /* Typing over an address that was found forgets its point, never one placed by hand. */
  changedOrigin() {
    const isByHand = this.held.startsWith(PLACED_BY_HAND);
    if (this.origin.value === "" && isByHand && this.lat.value !== "") this.origin.value = this.held;
    else if (this.origin.value === "" && this.held !== "") this.forget();
    this.held = this.origin.value;
  }

  forget() {
    this.held = "";
    for (const field of [this.lat, this.lon, this.origin]) write(field, "");
  }

  tell() {
    const status = this.form.querySelector("[data-place-status]");
    if (!status) return;
    const source = this.lat.value === "" ? "none" : this.origin.value.split("|")[0] || PLACED_BY_HAND;
    const words = status.getAttribute(`data-source-${source}`) ?? "";
    if (status.textContent !== words) status.textContent = words;
  }
}

behave("form[data-places]", (form) => new Places(form));
