/**
 * htmx under our rules: nothing evaluated, no styles injected, no personal data kept by
 * the browser's history, forms with errors (422) shown, a lost session told.
 */
import htmx from "htmx.org/dist/htmx.esm.js";
import { csrfToken, refreshTokens } from "./csrf.js";
import { isLoginPage, tellSessionLost } from "./session.js";

Object.assign(htmx.config, {
  allowEval: false,
  includeIndicatorStyles: false,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  selfRequestsOnly: true,
  allowScriptTags: false,
  timeout: 20000,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "409", swap: true },
    { code: "422", swap: true },
    { code: "[45]..", swap: false, error: true },
  ],
});
window.htmx = htmx;

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb === "get") return;
  refreshTokens();
  detail.headers["X-CSRFToken"] = csrfToken();
  if (detail.formData.has("csrfmiddlewaretoken")) {
    detail.formData.set("csrfmiddlewaretoken", csrfToken());
  }
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status !== 401 && !isLoginPage(xhr.responseURL)) return;
  event.detail.shouldSwap = false;
  event.detail.isError = false;
  tellSessionLost();
});

function announceFailure() {
  const template = document.getElementById("request-failed");
  const region = document.getElementById("messages");
  if (template && region && !region.querySelector("[data-request-failed]")) {
    region.append(template.content.cloneNode(true));
  }
}

document.addEventListener("htmx:responseError", announceFailure);
document.addEventListener("htmx:sendError", announceFailure);
document.addEventListener("htmx:timeout", announceFailure);
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful) document.querySelector("[data-request-failed]")?.remove();
});
