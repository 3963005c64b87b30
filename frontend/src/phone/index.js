/** The volunteer's day on a phone: opens what is kept, draws it, sends what was noted. */
import * as store from "./store.js";
import { carry, courier, expire, startCourier } from "./courier.js";
import { forget, holder, openPackage, recall, remember } from "./holder.js";
import { listEntries, tidy } from "./queue.js";
import { changes } from "./stops.js";
import { fill, say, sayClock } from "./templates.js";
import { drawDay, drawNow, drawPhone, drawSent } from "./screens.js";
import { startActs } from "./acts.js";
import { startUpdates } from "./updates.js";

const DRAWINGS = { "": drawNow, "#journee": drawDay, "#envois": drawSent, "#telephone": drawPhone };
const TICK_MS = 1000;
const WRONG_CLOCK_MS = 120_000;

const app = {
  package: null,
  entries: [],
  waiting: 0,
  today: "",
  programme: "",
  reach: "",
  postponed: [],
  sheet: null,

  hush,
  open(fragment) {
    app.sheet = true;
    show(fragment);
  },
  close() {
    app.sheet = null;
    draw({ focus: true });
  },
  async noted(sentence) {
    await gather();
    tell(sentence, "ok");
    draw({ focus: true });
    carry();
  },
  send: () => carry(),
  async forget(order) {
    await store.eraseEntry(order);
    await gather();
    draw({ focus: true });
  },
  update: () => {},
  async wipe(button) {
    if (app.waiting && !button.dataset.sure) {
      button.dataset.sure = "yes";
      return tell(say("wipe-waits", { count: app.waiting }), "warning");
    }
    await forget();
    await gather();
    tell(say("wiped"), "ok");
    return draw({ focus: true });
  },
};

function isoDay(moment) {
  const at = new Date(moment);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
}

/** Read again what the phone holds. */
async function gather() {
  const now = Date.now() + correction();
  app.entries = await listEntries();
  app.waiting = app.entries.filter((one) => one.state === "waiting").length;
  app.today = isoDay(now);
  app.programme = holder.programme;
  app.reach = courier.reach;
  const kept = await openPackage();
  holder.ticket = kept?.ticket ?? "";
  app.package = kept && await expire(kept, app.waiting > 0, now);
}

function correction() {
  return Math.abs(courier.offsetMs) > WRONG_CLOCK_MS ? courier.offsetMs : 0;
}

function screen() {
  return document.getElementById("phone-screen");
}

function draw({ focus = false } = {}) {
  drawState();
  if (app.sheet) return;
  const hash = location.hash in DRAWINGS ? location.hash : "";
  show(DRAWINGS[hash](app), focus);
  for (const link of document.querySelectorAll(".phone-tabs a")) {
    if (link.hash === (hash || "#maintenant")) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function show(fragment, focus = true) {
  screen().replaceChildren(fragment);
  tick();
  if (!focus) return;
  window.scrollTo(0, 0);
  screen().querySelector("[data-focus]")?.focus({ preventScroll: true });
}

/** The line on top: what waits, and whether anybody hears us. */
function drawState() {
  const line = document.getElementById("phone-state");
  const { reach } = courier;
  const count = app.waiting;
  const name = count ? (count > 1 ? "to-send" : "to-send-one") : "all-sent";
  const parts = app.package || count ? [say(name, { count })] : [];
  const more = courier.busy ? "sending" : { ok: "reached", "": "" }[reach] ?? reach;
  if (more) parts.push(say(`reach-${more}`, { clock: sayClock(courier.reachedAt) }));
  line.textContent = parts.join(" · ");
  line.parentElement.dataset.state = count ? "waiting" : reach;
  document.getElementById("phone-signed-out").hidden = reach !== "signed-out";
  document.getElementById("phone-clock").hidden = !correction();
  document.getElementById("phone-count").textContent = count || "";
}

function tell(sentence, kind = "info") {
  const region = document.getElementById("phone-messages");
  hush();
  const notice = fill("phone-notice", { sentence });
  notice.firstElementChild.classList.add(`notice-${kind}`);
  region.append(notice);
  while (region.children.length > 3) region.firstElementChild.remove();
}

/** What was said of the last act is old once something else is done. */
function hush() {
  for (const old of document.querySelectorAll("#phone-messages .notice-ok")) old.remove();
}

async function heard(news) {
  if (news) {
    for (const one of changes(news.before, news.after)) tell(say(one.word, one), "warning");
  }
  for (const one of courier.aside.splice(0)) {
    tell(say("kept-aside", { ...one, what: say(`kind-${one.kind}`) }), "warning");
  }
  await gather();
  draw();
}

/** Somebody signed out in another tab: the service worker has wiped what was theirs. */
async function signedOut() {
  app.sheet = null;
  await recall();
  await gather();
  draw({ focus: true });
}

function tick() {
  for (const element of document.querySelectorAll("[data-since]")) {
    const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(element.dataset.since)) / 1000));
    const pad = (value) => String(value).padStart(2, "0");
    const minutes = Math.floor(seconds / 60);
    const hours = Math.floor(minutes / 60);
    element.textContent = `${hours ? `${hours}:` : ""}${pad(minutes % 60)}:${pad(seconds % 60)}`;
  }
}

async function start() {
  if (!window.isSecureContext) return show(fill("phone-insecure", {}));
  await recall();
  const asked = new URLSearchParams(location.search).get("programme");
  if (asked) {
    await remember({ programme: asked });
    history.replaceState(null, "", location.pathname + location.hash);
  }
  await gather();
  await tidy(Date.now());
  startActs(app);
  window.addEventListener("hashchange", () => {
    hush();
    app.close();
  });
  setInterval(tick, TICK_MS);
  draw();
  document.documentElement.dataset.ready = "yes";
  startCourier(heard);
  navigator.serviceWorker?.addEventListener("message", signedOut);
  app.update = await startUpdates({
    onReady: () => { document.getElementById("phone-update").hidden = false; },
    isBusy: () => app.sheet,
  });
  return navigator.storage?.persist?.();
}

start();
