/** Seventy names would cover each other: each is shown only where it has room. */
function overlaps(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Sector letters and points come first; among names, the first drawn wins. */
function arrange(container) {
  const taken = [...container.querySelectorAll(".map-letter > span, .map-point > span")]
    .map((sign) => sign.getBoundingClientRect());
  for (const name of container.querySelectorAll(".map-name")) {
    const frame = name.firstElementChild.getBoundingClientRect();
    const hidden = taken.some((other) => overlaps(frame, other));
    name.classList.toggle("map-name-hidden", hidden);
    if (!hidden) taken.push(frame);
  }
}

export function keepNamesApart(map) {
  const update = () => requestAnimationFrame(() => arrange(map.getContainer()));
  map.on("zoomend layeradd", update);
  document.fonts.ready.then(update); // names are as wide as their letters: wait for them
  update();
}
