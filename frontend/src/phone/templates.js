/**
 * Screens drawn from the <template> elements of the page, whose words the server wrote.
 * data-text="name" writes a value, data-if / data-unless leave an element out,
 * data-attr="href=url value=pk" sets attributes, data-each="list" repeats the element.
 * Values are text: nothing of a package becomes markup.
 */
export function fill(id, values) {
  const fragment = document.getElementById(id).content.cloneNode(true);
  write(fragment, values);
  return fragment;
}

function write(fragment, values) {
  let pattern;
  while ((pattern = fragment.querySelector("[data-each]"))) repeat(pattern, values);
  each(fragment, "if", (element, name) => { if (!values[name]) element.remove(); });
  each(fragment, "unless", (element, name) => { if (values[name]) element.remove(); });
  each(fragment, "text", (element, name) => { element.textContent = values[name] ?? ""; });
  each(fragment, "attr", (element, pairs) => {
    for (const [attribute, name] of pairs.split(" ").map((pair) => pair.split("="))) {
      if (values[name] !== undefined) element.setAttribute(attribute, values[name]);
    }
  });
}

/** What is written is no pattern any more: whatever holds a repeated piece passes it by. */
function each(fragment, kind, change) {
  for (const element of fragment.querySelectorAll(`[data-${kind}]`)) {
    const value = element.dataset[kind];
    delete element.dataset[kind];
    change(element, value);
  }
}

function repeat(pattern, values) {
  const list = values[pattern.dataset.each] ?? [];
  pattern.removeAttribute("data-each");
  for (const [index, one] of list.entries()) {
    const fragment = document.createDocumentFragment();
    fragment.append(pattern.cloneNode(true));
    write(fragment, { ...values, index, ...one });
    pattern.before(fragment);
  }
  pattern.remove();
}

/** A sentence of template#phone-words, with its {holes} filled. */
export function say(name, values = {}) {
  const words = document.getElementById("phone-words").content;
  const sentence = words.querySelector(`[data-word="${name}"]`)?.textContent ?? "";
  return sentence.replace(/\{(\w+)\}/g, (_hole, key) => values[key] ?? "");
}

export function sayClock(moment) {
  const at = new Date(moment);
  const minute = at.getMinutes();
  const values = { hour: at.getHours(), minute: String(minute).padStart(2, "0") };
  return say(minute ? "clock" : "clock-sharp", values);
}
