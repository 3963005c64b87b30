/**
 * [data-sector-editor]: the map and the table of one draft. A click on a commune chooses the
 * sector in its list, as a hand would; any choice in a list paints the map.
 */
import { behave } from "./behaviours.js";

function startEditor(editor) {
  const map = editor.querySelector("[data-map]");
  const table = editor.querySelector("[data-sector-table]");
  const brushes = editor.querySelector("[data-sector-brush]");
  brushes.hidden = false;

  map.addEventListener("map:pick", ({ detail: { code } }) => {
    const list = table.querySelector(`[data-code="${CSS.escape(code)}"]`);
    const brush = brushes.querySelector("input:checked");
    if (!list || !brush || list.value === brush.value) return;
    list.value = brush.value;
    list.dispatchEvent(new Event("change", { bubbles: true }));
  });

  table.addEventListener("change", ({ target }) => {
    if (!target.dataset.code) return;
    const brush = brushes.querySelector(`[value="${CSS.escape(target.value)}"]`);
    const number = Number(brush?.dataset.number ?? 0);
    const detail = { code: target.dataset.code, number };
    map.dispatchEvent(new CustomEvent("map:paint", { detail }));
  });
}

behave("[data-sector-editor]", startEditor);

/** [data-waits]: a form whose answer takes a while says so, and is sent once. */
behave("[data-waits]", (form) => {
  form.addEventListener("submit", () => {
    const status = form.querySelector("[data-waits-status]");
    if (status) status.textContent = form.dataset.waits;
    for (const button of form.querySelectorAll("button")) {
      setTimeout(() => { button.disabled = true; });
    }
  });
});

/* Coming back by the browser's arrow shows the page as it was left: its buttons work again. */
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  for (const button of document.querySelectorAll("[data-waits] button")) button.disabled = false;
});

/** [data-opens]: what was waited for is there; the arrow back does not start it again. */
behave("[data-opens]", (end) => location.replace(end.dataset.opens));
