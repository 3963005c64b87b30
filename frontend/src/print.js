/** <button data-print hidden>: shown where a script runs; prints the page. */
import { behave } from "./behaviours.js";

behave("[data-print]", (button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
