/**
 * What happens when the session ends in the middle of a call: the page and all that is
 * typed in it stay, a notice offers to sign in again in another tab, and whoever waits
 * is told when this tab is looked at again. Nothing is written to the browser's storage.
 */
const waiting = new Set();

export function isLoginPage(address) {
  const login = document.body.dataset.loginUrl;
  if (!address || !login || location.pathname === login) return false;
  return new URL(address, location.href).pathname === login;
}

export function tellSessionLost(retry) {
  if (retry) waiting.add(retry);
  const template = document.getElementById("session-lost");
  const region = document.getElementById("messages");
  if (!template || !region || region.querySelector("[data-session-lost]")) return;
  region.prepend(template.content.cloneNode(true));
  region.scrollIntoView({ block: "nearest" });
}

export function sessionIsBack() {
  document.querySelector("#messages [data-session-lost]")?.remove();
}

function retryAll() {
  const tries = [...waiting];
  waiting.clear();
  for (const retry of tries) retry();
}

window.addEventListener("focus", retryAll);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") retryAll();
});
