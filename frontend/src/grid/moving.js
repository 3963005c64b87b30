/**
 * Dragging, stretching, and the form that does the same: each asks the server, which stores
 * it, asks whether the person agreed to a new promise, or says why not; then the visit goes
 * back to where it was.
 */
import { askForm, send } from "./asking.js";
import { letButtonFollow } from "./button.js";

const MINUTE_MS = 60_000;

function two(number) {
  return String(number).padStart(2, "0");
}

/** The wanted place as the form's own fields; hours are the programme's, wherever one sits. */
function fieldsOf(event, entry) {
  const { start, end } = event;
  return {
    day: `${start.getFullYear()}-${two(start.getMonth() + 1)}-${two(start.getDate())}`,
    hour: `${two(start.getHours())}:${two(start.getMinutes())}`,
    length: String(Math.round((end - start) / MINUTE_MS)),
    from: entry.person,
    volunteer: event.resourceIds[0],
    seen: entry.seen,
  };
}

class Mover {
  constructor(grid) {
    this.grid = grid;
    this.dialog = document.getElementById("grid-dialog");
    this.body = this.dialog.querySelector("[data-grid-form]");
    this.dialog.addEventListener("close", () => this.settle());
    this.dialog.addEventListener("submit", (event) => this.submit(event));
  }

  /** A visit was dropped or stretched: nothing is stored yet. */
  async drop({ event, revert }) {
    const entry = event.extendedProps;
    this.begin(entry, revert);
    this.grid.teller.say(this.grid.words.checking);
    this.finish(await send(entry.placeUrl, fieldsOf(event, entry)));
  }

  /** The button of a visit: the same, by form. */
  async open(id) {
    const entry = this.grid.entry(id);
    this.begin(entry, null);
    const answer = await askForm(entry.placeUrl);
    if (answer?.html) this.show(answer.html);
    else this.finish(answer && { ok: false, ...answer });
  }

  begin(entry, revert) {
    Object.assign(this, { entry, revert, isOpen: true });
    this.grid.isBusy = true;
    this.grid.teller.clear();
  }

  async submit(event) {
    event.preventDefault();
    const fields = new FormData(event.target, event.submitter);
    this.finish(await send(event.target.action, fields));
  }

  /** What the server answered: a form to fill in, a refusal, or done. */
  finish(answer) {
    if (answer?.html) return this.show(answer.html);
    if (!answer?.ok) return this.giveUp(answer?.said ?? this.grid.words.unreachable);
    this.revert = null;
    this.settle();
    this.dialog.close();
    this.grid.refresh({ own: this.entry.id }).then(() => this.focus());
    this.grid.teller.say(answer.said, { kind: "ok", undo: answer.undo && (() => this.undo(answer.undo)) });
  }

  giveUp(sentence) {
    this.settle();
    this.dialog.close();
    const tell = () => {
      this.grid.teller.refuse(sentence, this.grid.find(this.entry.id));
      this.focus();
    };
    this.grid.refresh({ own: this.entry.id }).then(() => requestAnimationFrame(tell));
  }

  /** Closed without an answer, or refused: the visit goes back. Once a gesture. */
  settle() {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.revert?.();
    this.revert = null;
    this.grid.isBusy = false;
    this.grid.teller.clear();
  }

  async undo({ url, token }) {
    this.grid.teller.say(this.grid.words.checking);
    const answer = await send(url, { token });
    const said = answer?.said ?? this.grid.words.unreachable;
    await this.grid.refresh({ own: this.entry.id });
    if (answer?.ok) this.grid.teller.say(said, { kind: "ok" });
    else this.grid.teller.refuse(said, this.grid.find(this.entry.id));
    this.focus();
  }

  show(html) {
    this.grid.teller.clear();
    this.body.innerHTML = html;
    if (!this.dialog.open) this.dialog.showModal();
    this.body.querySelector("[data-focus], [aria-invalid=true], input:not([type=hidden]), select")?.focus();
  }

  focus() {
    requestAnimationFrame(() => this.grid.find(this.entry.id)?.focus({ preventScroll: true }));
  }
}

/** Returns the library's options that let visits be moved; none where one may only look. */
export function letMove(grid) {
  if (!grid.canChange) return {};
  const mover = new Mover(grid);
  let hasDragged = false;
  const begin = () => {
    grid.isBusy = true;
    hasDragged = true;
    grid.teller.clear();
  };
  const end = () => {
    grid.isBusy = false;
    setTimeout(() => { hasDragged = false; });
  };
  letButtonFollow(grid, (id) => mover.open(id));
  grid.openForm = (id) => mover.open(id);
  // Letting go over the link it began on is no click.
  grid.canvas.addEventListener("click", (event) => {
    if (hasDragged) event.preventDefault();
  }, { capture: true });
  return {
    eventDragStart: begin,
    eventDragStop: end,
    eventResizeStart: begin,
    eventResizeStop: end,
    eventDrop: (info) => mover.drop(info),
    eventResize: (info) => mover.drop(info),
  };
}
