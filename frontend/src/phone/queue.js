/**
 * What the volunteer noted, in order, until the server has it. Each entry gets its key when
 * it is made: sent twice, it counts once.
 */
import * as store from "./store.js";
import { holder } from "./holder.js";
import { seal, unseal } from "./sealing.js";

const BATCH = 20;
const KEPT_DAYS = 2; // how long what was sent stays to be looked at
const DAY_MS = 24 * 3600 * 1000;

/** {kind, visit, data, title, label}: `title` and `label` say it again in the list. */
export async function addEntry(content) {
  const key = crypto.randomUUID();
  const dated = { ...content, done_at: new Date().toISOString() };
  const sealed = await seal(holder.key, dated);
  await store.addEntry({ key, owner: holder.owner, state: "waiting", ...sealed });
}

export async function listEntries() {
  if (!holder.key) return [];
  const entries = await store.entriesOf(holder.owner);
  const contents = await Promise.all(entries.map((one) => unseal(holder.key, one)));
  return entries.map(({ key, order, state }, index) => ({ ...contents[index], key, order, state }));
}

export async function nextBatch() {
  return (await listEntries()).filter((one) => one.state === "waiting").slice(0, BATCH);
}

/** Keep what the server answered beside what was sent; return what it kept aside. */
export async function settle(entries, answers) {
  const aside = [];
  for (const entry of entries) {
    const answer = answers.find((one) => one.key === entry.key);
    if (!answer) continue;
    const { key, order, state: _state, ...content } = entry;
    const sealed = await seal(holder.key, { ...content, ...answer, key: undefined });
    await store.saveEntry({ order, key, owner: holder.owner, state: answer.state, ...sealed });
    if (answer.state === "kept") aside.push({ ...content, ...answer });
  }
  return aside;
}

export function wire({ key, kind, visit, done_at, data }) {
  return { key, kind, visit, done_at, data };
}

/** Forget what was applied once its day is over; what was kept aside stays two days. */
export async function tidy(now) {
  const today = new Date(now).toDateString();
  for (const entry of await listEntries()) {
    const age = now - Date.parse(entry.done_at);
    const isOld = entry.state === "applied"
      ? new Date(entry.done_at).toDateString() !== today
      : entry.state === "kept" && age > KEPT_DAYS * DAY_MS;
    if (isOld) await store.eraseEntry(entry.order);
  }
}
