/**
 * <form data-autosave="/address"> saves itself a moment after each change and says so in
 * the form's [data-save-status]. What could not be saved stays in the form, is tried
 * again, and leaving the page asks first.
 *
 * The answer may be empty (204) or JSON {"action": "/address"} when the first save gave
 * the form an address of its own; "autosave:saved" tells who draws from what is saved. 409: closed elsewhere, nothing more will be saved.
 */
import { behave } from "./behaviours.js";
import { csrfToken, refreshTokens } from "./csrf.js";
import { isLoginPage, sessionIsBack, tellSessionLost } from "./session.js";

const DELAY_MS = 800;
const RETRY_MS = 10000;

function clock(pattern) {
  const now = new Date();
  const minutes = String(now.getMinutes()).padStart(2, "0");
  return pattern.replace("{hour}", now.getHours()).replace("{minute}", minutes);
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-save-status]");
    this.changes = 0;
    this.saved = 0;
    form.addEventListener("input", (event) => this.changed(event));
    form.addEventListener("change", (event) => this.changed(event));
    form.addEventListener("submit", () => { this.saved = this.changes; });
    window.addEventListener("beforeunload", (event) => this.leaving(event));
  }

  changed(event) {
    if (event.target.closest("[data-autosave-ignore]")) return;
    this.changes += 1;
    this.plan(DELAY_MS);
  }

  plan(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  leaving(event) {
    if (this.saved < this.changes && this.form.isConnected) event.preventDefault();
  }

  say(state) {
    if (!this.status) return;
    this.status.dataset.state = state;
    this.status.textContent = clock(this.status.dataset[state] ?? "");
  }

  async save() {
    if (!this.form.isConnected || this.saved === this.changes) return;
    if (this.busy) return this.plan(DELAY_MS);
    this.busy = true;
    const sending = this.changes;
    this.say("saving");
    try {
      await this.finish(await this.send(), sending);
    } catch {
      this.say("failed");
      this.plan(RETRY_MS);
    } finally {
      this.busy = false;
    }
  }

  send() {
    refreshTokens();
    return fetch(this.form.dataset.autosave, {
      method: "POST",
      body: new FormData(this.form),
      headers: { "X-CSRFToken": csrfToken(), "X-Autosave": "true", Accept: "application/json" },
      credentials: "same-origin",
    });
  }

  async finish(response, sending) {
    if (response.status === 401 || response.status === 403 || isLoginPage(response.url)) {
      this.say("lost");
      return tellSessionLost(() => this.plan(0));
    }
    if (response.status === 422) return this.refused(sending);
    if (response.status === 409) return this.closed();
    if (!response.ok) throw new Error(String(response.status));
    sessionIsBack();
    this.saved = Math.max(this.saved, sending);
    this.say("saved");
    this.form.dispatchEvent(new Event("autosave:saved"));
    await this.adopt(response);
  }

  /* Half-typed values: nothing is wrong, they will be complete in a moment. */
  refused(sending) {
    sessionIsBack();
    if (sending === this.changes) this.say("incomplete");
  }

  closed() {
    this.saved = this.changes;
    this.say("closed");
  }

  async adopt(response) {
    if (!response.headers.get("Content-Type")?.includes("json")) return;
    const { action } = await response.json();
    if (action) this.form.dataset.autosave = action;
  }
}

behave("form[data-autosave]", (form) => new Autosave(form));
