/**
 * What the phone holds, in IndexedDB. All that speaks of people is sealed first (sealing.js);
 * in clear stand only states, keys of entries and the settings (docs/flows/offline.md).
 */
import { openDB } from "idb";

const NAME = "toctoc-telephone";
const VERSION = 1;
const STORES = ["keys", "packages", "settings"];

let opened;

function upgrade(database) {
  for (const name of STORES) database.createObjectStore(name);
  const entries = database.createObjectStore("entries", {
    keyPath: "order",
    autoIncrement: true,
  });
  entries.createIndex("owner", "owner");
}

function open() {
  opened ??= openDB(NAME, VERSION, {
    upgrade,
    // Another tab brings a newer version: step aside; the next call opens it again.
    blocking: (_current, _blocked, event) => {
      opened = undefined;
      event.target.close();
    },
    terminated: () => { opened = undefined; },
  });
  return opened;
}

export async function read(store, name) {
  return (await open()).get(store, name);
}

export async function write(store, name, value) {
  return (await open()).put(store, value, name);
}

export async function erase(store, name) {
  return (await open()).delete(store, name);
}

export async function addEntry(entry) {
  return (await open()).add("entries", entry);
}

export async function saveEntry(entry) {
  return (await open()).put("entries", entry);
}

export async function eraseEntry(order) {
  return (await open()).delete("entries", order);
}

export async function entriesOf(owner) {
  return (await open()).getAllFromIndex("entries", "owner", owner);
}

export async function settings() {
  const database = await open();
  const names = await database.getAllKeys("settings");
  const values = await database.getAll("settings");
  return Object.fromEntries(names.map((name, index) => [name, values[index]]));
}
