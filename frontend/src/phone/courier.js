/**
 * Carries entries to the server in order and brings the tour back: at once where there is
 * network, when it returns, when the page is looked at again, and else ever more rarely.
 */
import { csrfToken } from "../csrf.js";
import { dropPackage, holder, openPackage, remember, savePackage, take, wipe } from "./holder.js";
import { listEntries, nextBatch, settle, wire } from "./queue.js";

const WAITS_S = [5, 15, 60, 300];
const PATIENCE_MS = 30_000;

class SignedOut extends Error {}
class Withdrawn extends Error {}

/** reach: "" nothing tried yet, "ok", "away" (no network), "signed-out", "withdrawn", "broken". */
export const courier = { reach: "", busy: false, reachedAt: 0, offsetMs: 0 };

let listener = () => {};
let failures = 0;
let timer;

export function startCourier(onChange) {
  listener = onChange;
  const now = () => { failures = 0; carry(); };
  window.addEventListener("online", now);
  window.addEventListener("offline", () => { courier.reach = "away"; listener(); });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") now();
  });
  return carry();
}

/** One exchange at a time in the whole browser: two tabs would only repeat each other. */
export async function carry() {
  clearTimeout(timer);
  if (!holder.programme || courier.reach === "withdrawn") return;
  await navigator.locks.request("toctoc-courier", { ifAvailable: true }, async (lock) => {
    if (lock) await exchange();
  });
}

async function exchange() {
  courier.busy = true;
  await listener();
  try {
    await sendAll();
    await readPackage();
    Object.assign(courier, { reach: "ok", reachedAt: Date.now() });
    failures = 0;
  } catch (error) {
    await explain(error);
  }
  courier.busy = false;
  await listener();
  // What was noted while this exchange was under way goes now.
  if (courier.reach === "ok" && (await nextBatch()).length) return exchange();
}

async function explain(error) {
  if (error instanceof SignedOut || error instanceof Withdrawn) {
    courier.reach = await askAccess().catch(() => "away");
    if (courier.reach === "withdrawn") await wipe();
    return;
  }
  courier.reach = error instanceof TypeError || error.name === "AbortError" || error.name === "TimeoutError" ? "away" : "broken";
  const wait = WAITS_S[Math.min(failures, WAITS_S.length - 1)];
  failures += 1;
  timer = setTimeout(carry, wait * 1000);
}

async function sendAll() {
  if (!holder.key) return;
  for (let batch = await nextBatch(); batch.length; batch = await nextBatch()) {
    const answer = await send(batch).catch(async (error) => {
      if (!(error instanceof Withdrawn)) throw error;
      await readPackage(); // refused by a stale token only? then this works and renews it
      return send(batch);
    });
    await settle(batch, answer.entries);
    if (!answer.entries.length) throw new Error("nothing answered");
    await listener();
  }
}

function send(batch) {
  return ask(`/${holder.programme}/tournees/synchroniser/`, letter(batch));
}

function letter(batch, more = {}) {
  const sentAt = new Date().toISOString();
  const body = { sent_at: sentAt, device: holder.device, entries: batch.map(wire), ...more };
  return { method: "POST", body: JSON.stringify(body) };
}

async function readPackage() {
  const content = await ask(`/${holder.programme}/tournees/paquet/`, {});
  courier.offsetMs = Date.parse(content.made_at) - Date.now();
  if (content.owner !== holder.owner || !holder.key) await take(content.owner);
  const before = await openPackage();
  holder.ticket = content.ticket;
  await savePackage(content);
  await listener({ before, after: content });
}

/** Signed out for a while, or for good? The ticket tells; for good, it delivers what waits. */
async function askAccess() {
  if (!holder.ticket) return "signed-out";
  const waiting = (await listEntries()).filter((one) => one.state === "waiting");
  const { access } = await ask("/telephone/acces/", letter(waiting, { ticket: holder.ticket }));
  return access === "withdrawn" ? "withdrawn" : "signed-out";
}

async function ask(address, options) {
  const response = await fetch(address, {
    ...options,
    credentials: "same-origin",
    redirect: "manual",
    signal: AbortSignal.timeout(PATIENCE_MS),
    headers: {
      Accept: "application/json",
      "Content-Type": "application/json",
      "X-CSRFToken": csrfToken(),
    },
  });
  if (response.type === "opaqueredirect" || response.status === 401) throw new SignedOut();
  if (response.status === 403 || response.status === 404) throw new Withdrawn();
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

/** Files of days that are over go, at the latest after `graceDays` if something waits. */
export async function expire(content, hasWaiting, now, graceDays = 3) {
  const first = new Date(now - (hasWaiting ? graceDays : 0) * 24 * 3600 * 1000);
  const oldest = [first.getFullYear(), first.getMonth() + 1, first.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
  const days = content.days.filter((one) => one.day >= oldest);
  if (days.length === content.days.length) return content;
  const rest = { ...content, days };
  await savePackage(rest);
  return rest;
}

export { dropPackage, remember };
