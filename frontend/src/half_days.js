/** [data-half-days-toggle="all|0|1"]: ticks or clears a whole row of the week, or all. */
import { behave } from "./behaviours.js";

function boxesOf(grid, which) {
  const rows = which === "all" ? [...grid.tBodies[0].rows] : [grid.tBodies[0].rows[Number(which)]];
  return rows.flatMap((row) => [...row.querySelectorAll("input:not(:disabled)")]);
}

function toggle(grid, which) {
  const boxes = boxesOf(grid, which);
  const wanted = !boxes.every((box) => box.checked);
  for (const box of boxes) box.checked = wanted;
  boxes[0]?.dispatchEvent(new Event("change", { bubbles: true }));
}

behave("[data-half-days]", (field) => {
  const grid = field.querySelector("table");
  for (const button of field.querySelectorAll("[data-half-days-toggle]")) {
    button.hidden = false;
    button.addEventListener("click", () => toggle(grid, button.dataset.halfDaysToggle));
  }
});
