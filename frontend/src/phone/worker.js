/**
 * The service worker: the phone's page and what it is made of, ready without network.
 * VERSION, HOME, SIGN_OUT and FILES are written in front of it by the server
 * (web/views/phone.py); a new version waits until the page, which knows whether somebody is
 * writing, lets it in. What the volunteer noted is in IndexedDB: no version touches it.
 * Whoever signs out, on any page, leaves no file of anybody on the phone.
 */
import { leave, recall } from "./holder.js";

const PREFIX = "toctoc-telephone-";
const CACHE = PREFIX + VERSION;
const ELSEWHERE = /^\/($|[\w-]+\/($|tournees\/))/;

async function install() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })));
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
}

async function fromCache(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, { ignoreSearch: true, ignoreVary: true })) ?? fetch(request);
}

/** Without network, every way into the tours leads to the page that needs none. */
async function orHome(request) {
  try {
    return await fetch(request);
  } catch {
    return Response.redirect(HOME);
  }
}

async function wipe() {
  await recall();
  await leave();
  for (const client of await self.clients.matchAll()) client.postMessage("signed-out");
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", ({ data }) => {
  if (data === "take-over") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === "POST" && pathname === SIGN_OUT) event.waitUntil(wipe());
  if (request.method !== "GET") return;
  if (FILES.includes(pathname)) event.respondWith(fromCache(request));
  else if (request.mode === "navigate" && ELSEWHERE.test(pathname)) {
    event.respondWith(orHome(request));
  }
});
