/**
 * The button that moves a visit by form: one for the whole grid, shown on the visit that is
 * pointed at or focused, just after its link in the order of the Tab key.
 */
export function letButtonFollow(grid, onPress) {
  const button = document.getElementById("grid-move").content.firstElementChild.cloneNode(true);
  const name = button.getAttribute("aria-label");

  function follow({ target }) {
    const link = target.closest?.(".ec-event")?.querySelector("a.grid-visit");
    if (!link || link.nextElementSibling === button) return;
    const entry = grid.entry(link.dataset.key);
    if (!entry?.can_move) return;
    button.dataset.moves = entry.id;
    button.setAttribute("aria-label", `${name} : ${entry.label}`);
    link.after(button);
  }

  for (const kind of ["pointerover", "focusin"]) grid.canvas.addEventListener(kind, follow);
  // Pressing the button is no beginning of a drag.
  button.addEventListener("pointerdown", (event) => event.stopPropagation());
  button.addEventListener("click", () => onPress(button.dataset.moves));
}
