/** What the grid asks of the server; an answer is data, or null where none came. */
import { csrfToken } from "../csrf.js";
import { completeBoard } from "./board.js";
import { isLoginPage, tellSessionLost } from "../session.js";

const JSON_TYPE = "application/json";

async function ask(address, options = {}) {
  const headers = { Accept: JSON_TYPE, ...options.headers };
  const answer = await fetch(address, { credentials: "same-origin", ...options, headers }).catch(() => null);
  if (!answer) return null;
  if (answer.status === 401 || isLoginPage(answer.url)) {
    tellSessionLost();
    return null;
  }
  return answer.headers.get("Content-Type")?.startsWith(JSON_TYPE) ? answer : null;
}

/** The agenda of the days shown, with its own text to tell whether anything changed. */
export async function askBoard({ dataset }, words) {
  const answer = await ask(dataset.source);
  if (!answer?.ok) return null;
  const text = await answer.text();
  return { ...completeBoard(JSON.parse(text), dataset, words), text };
}

/** The form that moves a visit, as HTML. */
export async function askForm(address) {
  const answer = await ask(address);
  return answer ? answer.json() : null;
}

/** Sends fields (an object or a FormData); returns { ok, said, kind, html, undo }. */
export async function send(address, fields) {
  const body = fields instanceof FormData ? fields : new URLSearchParams(fields);
  const headers = { "X-CSRFToken": csrfToken() };
  const answer = await ask(address, { method: "POST", body, headers });
  return answer ? { ok: answer.ok, ...(await answer.json()) } : null;
}
