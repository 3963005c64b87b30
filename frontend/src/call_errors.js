/**
 * [data-field-errors] comes with each answer of the call screen: what is wrong so far,
 * <li data-for="id_commune">…. Each is said beside its field, once the field is left.
 */
import { behave } from "./behaviours.js";

function liveError(control) {
  return document.getElementById(`${control.id}_live`);
}

function describe(control, id, isWrong) {
  const others = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
  const all = isWrong ? [...others, id] : others;
  if (all.length > 0) control.setAttribute("aria-describedby", all.join(" "));
  else control.removeAttribute("aria-describedby");
  control.setAttribute("aria-invalid", String(isWrong));
}

function write(control, text) {
  const id = `${control.id}_live`;
  const line = liveError(control) ?? document.createElement("p");
  if (line.textContent === text) return;
  Object.assign(line, { id, className: "field-error", textContent: text });
  (control.closest(".combobox") ?? control).before(line);
  control.closest(".field")?.classList.add("field-invalid");
  describe(control, id, true);
}

function clear(control) {
  const told = [liveError(control), document.getElementById(`${control.id}_error`)];
  if (!told.some(Boolean)) return;
  for (const line of told) line?.remove();
  control.closest(".field")?.classList.remove("field-invalid");
  describe(control, `${control.id}_live`, false);
}

function update(control, text) {
  if (control === document.activeElement) return;
  const saidByPage = document.getElementById(`${control.id}_error`);
  if (text && !saidByPage) write(control, text);
  else if (!text && (liveError(control) || control.value !== "")) clear(control);
}

behave("[data-field-errors]", (list) => {
  const form = list.closest("form");
  const wrong = new Map([...list.children].map((one) => [one.dataset.for, one.textContent]));
  for (const control of form.querySelectorAll("input.form-control, textarea.form-control, select.form-select")) {
    if (control.id && !control.closest("[data-autosave-ignore]")) update(control, wrong.get(control.id));
  }
});
