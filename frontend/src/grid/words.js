/** What the grid says by itself, written by the server in the reader's language. */
export function readWords({ dataset }) {
  return JSON.parse(document.getElementById(dataset.words).textContent);
}

/** say("Déplacé : {what}", { what }) */
export function say(pattern, values) {
  return pattern.replaceAll(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
