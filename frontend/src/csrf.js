/**
 * The CSRF token changes when someone signs in again in another tab: always read it
 * afresh from its cookie, and bring the hidden fields of the page up to date.
 */
function cookieValue(name) {
  const start = `${name}=`;
  const found = document.cookie.split("; ").find((one) => one.startsWith(start));
  return found ? decodeURIComponent(found.slice(start.length)) : "";
}

export function csrfToken() {
  const name = document.body.dataset.csrfCookie || "csrftoken";
  return cookieValue(name) || document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
}

export function refreshTokens() {
  const token = csrfToken();
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) {
    field.value = token;
  }
}

document.addEventListener("submit", refreshTokens, { capture: true });
