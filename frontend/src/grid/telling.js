/** What just happened, in words: above the grid, and a refusal also beside the visit. */
export class Teller {
  constructor(root, words) {
    this.region = root.querySelector("[data-grid-status]");
    this.bubble = root.querySelector("[data-grid-refusal]");
    this.words = words;
  }

  /** Says a sentence, with a button to take the move back where it can be. */
  say(sentence, { kind = "info", undo = null } = {}) {
    this.clear();
    const text = document.createElement("p");
    text.textContent = sentence;
    this.region.dataset.kind = kind;
    this.region.append(text);
    if (!undo) return;
    this.undo = document.createElement("button");
    Object.assign(this.undo, { type: "button", className: "btn btn-secondary", textContent: this.words.undo });
    this.undo.addEventListener("click", undo);
    this.region.append(this.undo);
  }

  /** Says why not, above and beside the visit that went back. */
  refuse(sentence, event) {
    this.say(sentence, { kind: "danger" });
    const article = event?.closest("article");
    if (!article) return;
    const around = this.bubble.parentElement.getBoundingClientRect();
    const place = article.getBoundingClientRect();
    const room = around.width - this.words.bubbleWidth;
    this.bubble.textContent = sentence;
    this.bubble.style.left = `${Math.max(0, Math.min(place.left - around.left, room))}px`;
    this.bubble.style.top = `${place.bottom - around.top + 4}px`;
    this.bubble.hidden = false;
  }

  clear() {
    this.bubble.hidden = true;
    this.undo = null;
    this.region.replaceChildren();
  }
}
