/**
 * Whose phone it is now, and what is wiped when. One owner at a time shows; what another
 * person of this phone noted and never sent waits, sealed, until they sign in again.
 */
import * as store from "./store.js";
import { makeKey, seal, unseal } from "./sealing.js";

export const holder = { owner: "", key: null, programme: "", ticket: "", device: "" };

export async function recall() {
  Object.assign(holder, { owner: "", programme: "", ticket: "" }, await store.settings());
  if (!holder.device) await remember({ device: crypto.randomUUID() });
  holder.key = holder.owner ? await store.read("keys", holder.owner) : null;
}

export async function remember(values) {
  Object.assign(holder, values);
  for (const [name, value] of Object.entries(values)) await store.write("settings", name, value);
}

/** Take the phone over for an owner: the one before leaves nothing but what waits. */
export async function take(owner) {
  if (holder.owner && holder.owner !== owner) await leave();
  holder.key = await store.read("keys", owner);
  if (!holder.key) {
    holder.key = await makeKey();
    await store.write("keys", owner, holder.key);
  }
  await remember({ owner });
}

export async function savePackage(content) {
  await store.write("packages", holder.owner, await seal(holder.key, content));
}

export async function openPackage() {
  const sealed = holder.key && await store.read("packages", holder.owner);
  if (!sealed) return null;
  try {
    return await unseal(holder.key, sealed);
  } catch {
    return null; // another key: nothing to be read there
  }
}

/** Wipe the owner's files; their key too, unless something they noted still waits. */
export async function leave() {
  const { owner } = holder;
  if (owner) {
    const entries = await store.entriesOf(owner);
    const waiting = entries.filter((one) => one.state === "waiting");
    await store.erase("packages", owner);
    for (const one of entries.filter((entry) => entry.state !== "waiting")) {
      await store.eraseEntry(one.order);
    }
    if (!waiting.length) await store.erase("keys", owner);
  }
  await remember({ owner: "", ticket: "" });
  holder.key = null;
}

/** Wipe all of the owner's, entries too: the server has them, or will never take them. */
export async function wipe() {
  for (const one of await store.entriesOf(holder.owner)) await store.eraseEntry(one.order);
  await leave();
}

/** Wipe, and bring nothing back until the page is opened again from the tours. */
export async function forget() {
  await leave();
  await remember({ programme: "" });
}
