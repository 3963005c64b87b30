/**
 * [data-combobox] holds a control and a list: the ARIA combobox pattern over one of
 * - <input list="…">: the options of its datalist, matched without accents;
 * - <select>: the same, the chosen option selected in the (then hidden) select;
 * - <input hx-get="…" hx-target="#…-list">: options the server writes as
 *   <li role="option" data-value="42" data-label="shown once chosen"> or with data-href.
 * Choosing writes data-value in the field named by data-value-field, and tells "change".
 * An option's data-fill, JSON of values by name, is written in the form's other boxes first;
 * one with aria-disabled is told and cannot be chosen.
 */
import { behave } from "./behaviours.js";
import { fillForm } from "./filling.js";

const SHOWN_AT_MOST = 12;

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll(/[-'’]/g, " ");
}

/** Options whose words begin as typed come before those that only contain it. */
export function matching(options, typed) {
  const wanted = folded(typed).trim();
  if (!wanted) return options.slice(0, SHOWN_AT_MOST);
  const rank = ({ label }) => {
    const text = ` ${folded(label)}`;
    if (text.startsWith(` ${wanted}`)) return 0;
    return text.includes(` ${wanted}`) ? 1 : text.includes(wanted) ? 2 : 3;
  };
  return options
    .map((option) => ({ option, rank: rank(option) }))
    .filter((one) => one.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, SHOWN_AT_MOST)
    .map((one) => one.option);
}

function optionsOf(holder) {
  return [...holder.options]
    .filter((one) => one.value !== "")
    .map((one) => ({ value: one.value, label: one.label || one.value }));
}

/** Puts a text box before a select, with its label and its hints, and hides the select. */
function boxForSelect(select) {
  const box = document.createElement("input");
  box.type = "text";
  box.className = "form-control";
  box.id = select.id;
  box.value = select.value === "" ? "" : select.selectedOptions[0].label;
  for (const name of ["aria-describedby", "aria-invalid", "required", "data-shortcut"]) {
    if (select.hasAttribute(name)) box.setAttribute(name, select.getAttribute(name));
  }
  select.id = `${box.id}-choices`;
  select.required = false;
  select.hidden = true;
  select.before(box);
  return box;
}

class Combobox {
  constructor(frame) {
    this.frame = frame;
    this.list = frame.querySelector("[role=listbox]");
    this.status = frame.querySelector("[role=status]");
    this.select = frame.querySelector("select");
    this.input = this.select ? boxForSelect(this.select) : frame.querySelector("input");
    this.options = this.findOptions();
    if (this.options) frame.classList.add("combobox-pick");
    this.prepare();
    this.listen();
  }

  findOptions() {
    if (this.select) return optionsOf(this.select);
    if (!this.input.list) return null;
    const options = optionsOf(this.input.list);
    this.input.removeAttribute("list");
    return options;
  }

  prepare() {
    const state = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
      "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(state)) this.input.setAttribute(name, value);
  }

  listen() {
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => this.leave());
    this.input.addEventListener("input", () => this.typed());
    this.select?.addEventListener("change", () => this.showSelected());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(option);
    });
    this.list.addEventListener("htmx:afterSwap", () => this.open());
  }

  /* Chosen from elsewhere, by an address that was found: the box says so too. */
  showSelected() {
    if (document.activeElement === this.input || this.select.value === "") return;
    this.input.value = this.select.selectedOptions[0].label;
  }

  typed() {
    this.setValue("");
    if (this.options) this.fill();
    else if (this.input.value.trim() === "") this.close();
  }

  fill() {
    this.list.replaceChildren(...matching(this.options, this.input.value).map((option) => {
      const item = document.createElement("li");
      item.setAttribute("role", "option");
      item.dataset.value = option.value;
      item.textContent = option.label;
      return item;
    }));
    this.open();
  }

  items() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  open() {
    const items = this.items();
    items.forEach((item, index) => {
      item.id ||= `${this.list.id}-${index}`;
      item.setAttribute("aria-selected", "false");
    });
    const shown = items.length > 0 && document.activeElement === this.input;
    this.list.hidden = !shown;
    this.input.setAttribute("aria-expanded", String(shown));
    this.input.removeAttribute("aria-activedescendant");
    this.tell(items.length);
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  tell(count) {
    if (!this.status) return;
    const { none, one, many } = this.status.dataset;
    this.status.textContent = count === 0 ? none : count === 1 ? one : many.replace("{n}", count);
  }

  active() {
    return this.list.querySelector("[aria-selected=true]");
  }

  move(step) {
    if (this.list.hidden) {
      if (this.options) this.fill();
      else this.open();
    }
    const items = this.items();
    if (items.length === 0) return;
    const from = items.indexOf(this.active());
    const to = from < 0 && step < 0 ? items.length - 1 : (from + step + items.length) % items.length;
    items[from]?.setAttribute("aria-selected", "false");
    items[to].setAttribute("aria-selected", "true");
    items[to].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", items[to].id);
  }

  pressed(event) {
    if (event.altKey || event.ctrlKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !this.list.hidden && this.active()) {
      event.preventDefault();
      this.choose(this.active());
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }

  choose(item) {
    if (item.getAttribute("aria-disabled") === "true") return;
    const { href, label, value, fill } = item.dataset;
    this.close();
    if (href) return location.assign(href);
    const values = fill ? JSON.parse(fill) : {};
    fillForm(this.input.form, values, this.input);
    this.take(values[this.input.name] ?? label ?? item.textContent.trim(), value ?? "");
  }

  take(label, value) {
    this.input.value = label;
    this.setValue(value);
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /* Leaving a select's box with enough typed to leave no doubt chooses for the person. */
  leave() {
    this.close();
    const typed = this.input.value.trim();
    if (!this.select || this.select.value !== "" || typed === "") return;
    const found = matching(this.options, typed);
    const sure = found.find(({ label }) => folded(label) === folded(typed))
      ?? (found.length === 1 ? found[0] : null);
    if (sure) this.take(sure.label, sure.value);
  }

  valueField() {
    const { valueField } = this.frame.dataset;
    return this.select ?? (valueField ? document.getElementById(valueField) : null);
  }

  setValue(value) {
    const field = this.valueField();
    if (!field || field.value === value) return;
    field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

behave("[data-combobox]", (frame) => new Combobox(frame));
