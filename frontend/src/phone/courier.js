/**
 * Carries entries to the server in order and brings the tour back: at once where there is
 * network, when it returns, when the page is looked at again, and else ever more rarely.
 */
import { csrfToken } from "../csrf.js";
import { holder, openPackage, savePackage, take, wipe } from "./holder.js";
import { listEntries, nextBatch, settle, wire } from "./queue.js";

const WAITS_S = [5, 15, 60, 300];
const PATIENCE_MS = 30_000;

class SignedOut extends Error {}
class Withdrawn extends Error {}
class SomebodyElse extends Error {}

/**
 * reach: "" nothing tried yet, "ok", "away" (no network), "broken" (no answer), "signed-out",
 * "withdrawn" (access ended: wiped), "not-yours" (an account without tours).
 * aside: what the server just kept for the coordinator, to be told once.
 */
export const courier = { reach: "", busy: false, reachedAt: 0, offsetMs: 0, aside: [] };
const GONE = ["withdrawn", "not-yours"];
const NO_ANSWER = ["TypeError", "AbortError", "TimeoutError"]; // what fetch throws without network

let listener = () => {};
let failures = 0;
let timer;
let wanted = false; // asked for while an exchange was under way: one more follows it

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
  if (!holder.programme || GONE.includes(courier.reach)) return;
  wanted = true;
  await navigator.locks.request("toctoc-courier", { ifAvailable: true }, async (lock) => {
    if (!lock) plan();
    while (lock && wanted && !GONE.includes(courier.reach)) {
      wanted = false;
      await exchange();
    }
  });
}

function plan() {
  clearTimeout(timer);
  timer = setTimeout(carry, WAITS_S[Math.min(failures, WAITS_S.length - 1)] * 1000);
}

async function exchange() {
  courier.busy = true;
  try {
    await listener();
    await sendAll();
    await readPackage();
    Object.assign(courier, { reach: "ok", reachedAt: Date.now() });
    failures = 0;
  } catch (error) {
    await explain(error);
  }
  courier.busy = false;
  await listener();
}

async function explain(error) {
  if (error instanceof SignedOut || error instanceof Withdrawn) {
    courier.reach = await askAccess(error).catch(() => "away");
    if (courier.reach === "withdrawn") await wipe();
    return;
  }
  courier.reach = NO_ANSWER.includes(error.name) ? "away" : "broken";
  plan();
  failures += 1;
}

async function sendAll() {
  while (holder.key) {
    const batch = await nextBatch();
    if (!batch.length) return;
    const answer = await sendOrLook(batch);
    if (!answer) continue;
    if (!answer.entries.length) throw new Error("nothing answered");
    courier.aside.push(...await settle(batch, answer.entries));
    await listener();
  }
}

/**
 * Refused by a stale token only? Then reading the tour works, renews it, and the entries go.
 * Signed in as somebody else now? Theirs is another owner: the entries wait, sealed.
 */
async function sendOrLook(batch) {
  const { owner } = holder;
  try {
    return await send(batch);
  } catch (error) {
    if (!(error instanceof Withdrawn || error instanceof SomebodyElse)) throw error;
    await readPackage();
    return owner === holder.owner ? send(batch) : null;
  }
}

function send(batch) {
  return ask(`/${holder.programme}/tournees/synchroniser/`, letter(batch, { owner: holder.owner }));
}

function letter(batch, more = {}) {
  const sentAt = new Date().toISOString();
  const body = { sent_at: sentAt, device: holder.device, entries: batch.map(wire), ...more };
  return { method: "POST", body: JSON.stringify(body) };
}

async function readPackage() {
  const content = await ask(`/${holder.programme}/tournees/paquet/`, {});
  courier.offsetMs = Date.parse(content.made_at) - Date.now();
  if (content.owner !== holder.owner || !holder.key) {
    await take(content.owner);
    wanted = true; // what they noted here before may wait
  }
  const before = await openPackage();
  holder.ticket = content.ticket;
  await savePackage(content);
  courier.aside.push(...await settle(await judged(content.entries), content.entries));
  await listener({ before, after: content });
}

/** Entries of which the server thinks otherwise now: another phone was heard since. */
async function judged(answers) {
  const states = new Map(answers.map((one) => [one.key, one.state]));
  const entries = await listEntries();
  return entries.filter((one) => states.has(one.key) && states.get(one.key) !== one.state);
}

/** Signed out for a while, or for good? The ticket tells; for good, it delivers what waits. */
async function askAccess(error) {
  if (!holder.ticket) return error instanceof Withdrawn ? "not-yours" : "signed-out";
  const waiting = (await listEntries()).filter((one) => one.state === "waiting");
  const { access } = await ask(document.body.dataset.access, letter(waiting, { ticket: holder.ticket }));
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
  if (response.status === 409) throw new SomebodyElse();
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
