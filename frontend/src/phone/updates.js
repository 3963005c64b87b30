/**
 * A new version of the page: taken at once when the page has just been opened, else offered,
 * never forced on somebody who is writing. What was noted is not in the cache: it stays.
 */
export async function startUpdates(onReady) {
  if (!("serviceWorker" in navigator)) return () => {};
  const hadWorker = Boolean(navigator.serviceWorker.controller);
  const registration = await navigator.serviceWorker.register("/service-worker.js");
  const takeOver = () => registration.waiting?.postMessage("take-over");
  const watch = (worker) => worker?.addEventListener("statechange", () => {
    if (worker.state === "installed" && registration.waiting && hadWorker) onReady();
  });
  registration.addEventListener("updatefound", () => watch(registration.installing));
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (hadWorker) location.reload();
  });
  if (registration.waiting) takeOver();
  return takeOver;
}
