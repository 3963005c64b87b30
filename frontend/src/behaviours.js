/**
 * Attaches scripts to elements by selector, once each, on the first page and on every
 * piece that htmx brings. A behaviour only improves what already works without it.
 */
const behaviours = [];
const mounted = new WeakMap();

function mountOne(element, behaviour) {
  const done = mounted.get(element) ?? new Set();
  if (done.has(behaviour)) return;
  done.add(behaviour);
  mounted.set(element, done);
  behaviour.mount(element);
}

function mountAll(root) {
  for (const behaviour of behaviours) {
    if (root.matches?.(behaviour.selector)) mountOne(root, behaviour);
    for (const element of root.querySelectorAll(behaviour.selector)) mountOne(element, behaviour);
  }
}

export function behave(selector, mount) {
  const behaviour = { selector, mount };
  behaviours.push(behaviour);
  if (document.readyState !== "loading") {
    for (const element of document.querySelectorAll(selector)) mountOne(element, behaviour);
  }
}

export function startBehaviours() {
  mountAll(document);
  document.addEventListener("htmx:load", (event) => mountAll(event.detail.elt));
}
