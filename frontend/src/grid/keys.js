/**
 * One stop of the Tab key, then arrows from visit to visit: up and down in a column, left and
 * right between columns. Enter opens (it is a link), D moves, Ctrl+Z takes the last move back.
 */
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

function middle(element) {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return [(left + right) / 2, (top + bottom) / 2, right - left];
}

/** How far a visit lies in a direction; Infinity where it lies in none of it. */
function distance([x, y, width], [otherX, otherY], [alongX, alongY]) {
  const isSameColumn = Math.abs(otherX - x) < width / 2;
  if (alongY) return isSameColumn && (otherY - y) * alongY > 0 ? Math.abs(otherY - y) : Infinity;
  const across = (otherX - x) * alongX;
  return !isSameColumn && across > 0 ? across * 10_000 + Math.abs(otherY - y) : Infinity;
}

function nextOf(links, from, direction) {
  const here = middle(from);
  const far = links.map((link) => [distance(here, middle(link), direction), link]);
  const [nearest, link] = far.reduce((best, one) => (one[0] < best[0] ? one : best), [Infinity, null]);
  return nearest < Infinity ? link : null;
}

export function letKeysMove(grid) {
  const { canvas } = grid;
  const links = () => [...canvas.querySelectorAll("a.grid-visit")];
  let current = null;

  function choose(link) {
    for (const other of canvas.querySelectorAll("a.grid-visit[tabindex='0']")) other.tabIndex = -1;
    current = link.dataset.key;
    link.tabIndex = 0;
  }

  canvas.addEventListener("focusin", ({ target }) => {
    const link = target.closest(".ec-event-body")?.querySelector("a.grid-visit");
    if (link) choose(link);
  });

  canvas.addEventListener("keydown", (event) => {
    const link = event.target.closest("a.grid-visit");
    if (!link || event.altKey) return;
    if (event.key in ARROWS) {
      event.preventDefault();
      nextOf(links(), link, ARROWS[event.key])?.focus();
    } else if (event.key.toLowerCase() === "d" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (grid.entry(link.dataset.key)?.can_move) grid.openForm?.(link.dataset.key);
    } else if (event.key === "z" && (event.ctrlKey || event.metaKey) && grid.teller.undo) {
      event.preventDefault();
      grid.teller.undo.click();
    }
  });

  /** Drawing makes new links: one of them must stay within reach of the Tab key. */
  const keepReachable = () => {
    const link = (current && grid.find(current)) || links()[0];
    if (link && link.tabIndex !== 0) choose(link);
  };
  new MutationObserver(keepReachable).observe(canvas, { childList: true, subtree: true });
  keepReachable();
}
