/**
 * A new version of the page: taken at once when the page has just been opened, else offered,
 * never forced on somebody who is writing. What was noted is not in the cache: it stays.
 */
const PAUSE_MS = 1000;

export async function startUpdates({ onReady, isBusy }) {
  if (!("serviceWorker" in navigator)) return () => {};
  let hadWorker = Boolean(navigator.serviceWorker.controller);
  const registration = await navigator.serviceWorker.register(document.body.dataset.worker);
  const takeOver = () => registration.waiting?.postMessage("take-over");
  const watch = (worker) => worker?.addEventListener("statechange", () => {
    if (worker.state === "installed" && navigator.serviceWorker.controller) onReady();
  });
  registration.addEventListener("updatefound", () => watch(registration.installing));
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (hadWorker) reloadWhenFree(isBusy);
    hadWorker = true; // the first worker only takes the page over
  });
  if (registration.waiting) takeOver();
  return takeOver;
}

function reloadWhenFree(isBusy) {
  if (isBusy()) setTimeout(reloadWhenFree, PAUSE_MS, isBusy);
  else location.reload();
}
