/**
 * Cells that can be picked and painted: a click tells the event "map:pick" {code}, the event
 * "map:paint" {code, number} gives a cell another sector (0: none).
 */
import { paintCell } from "./layers.js";

export function letPaint(element, shapes, fill) {
  for (const [code, shape] of shapes) {
    shape.on("click", () => {
      element.dispatchEvent(new CustomEvent("map:pick", { bubbles: true, detail: { code } }));
    });
  }
  element.addEventListener("map:paint", ({ detail: { code, number } }) => {
    const shape = shapes.get(code);
    if (shape) paintCell(shape, number, fill);
  });
}
