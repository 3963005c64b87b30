/**
 * data-shortcut="Alt+1" on a button, a link or a field: the keys press or focus it.
 * Reads the physical key for digits, since AZERTY puts them behind Shift.
 */
import { behave } from "./behaviours.js";

function keysOf(event) {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  const key = digit ? digit[1] : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return `Alt+${key}`;
}

function isVisible(element) {
  return element.getClientRects().length > 0 && !element.closest("[inert]");
}

function press(element) {
  element.focus();
  if (!element.matches("input, select, textarea")) element.click();
}

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
  const candidates = document.querySelectorAll(`[data-shortcut="${CSS.escape(keysOf(event))}"]`);
  const target = [...candidates].find((one) => isVisible(one) && !one.disabled);
  if (!target) return;
  event.preventDefault();
  press(target);
});

behave("[data-shortcut]", (element) => {
  element.setAttribute("aria-keyshortcuts", element.dataset.shortcut);
});
