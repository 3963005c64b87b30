/** Writes values into the boxes of a form, by name, as if each had been typed and left. */
export function fillForm(form, values, except) {
  for (const [name, value] of Object.entries(values)) {
    const box = form.elements.namedItem(name);
    if (!box || box === except || box.value === value) continue;
    box.value = value;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
