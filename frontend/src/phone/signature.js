/** Drawing one's name with a finger: strokes as whole thousandths of the pad, no picture. */
const GRAIN = 1000;
const MOST_POINTS = 4000;

export function listen(canvas) {
  const strokes = [];
  const pen = canvas.getContext("2d");
  fit(canvas);
  const place = ({ clientX, clientY }) => {
    const box = canvas.getBoundingClientRect();
    return [(clientX - box.left) / box.width, (clientY - box.top) / box.height]
      .map((part) => Math.round(Math.min(1, Math.max(0, part)) * GRAIN));
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    strokes.push([place(event)]);
    draw(canvas, pen, strokes);
  });
  canvas.addEventListener("pointermove", (event) => {
    const count = strokes.reduce((sum, stroke) => sum + stroke.length, 0);
    if (!canvas.hasPointerCapture(event.pointerId) || count >= MOST_POINTS) return;
    strokes.at(-1).push(place(event));
    draw(canvas, pen, strokes);
  });
  const clear = () => {
    strokes.length = 0;
    draw(canvas, pen, strokes);
  };
  return { strokes, clear };
}

function fit(canvas) {
  const { width, height } = canvas.getBoundingClientRect();
  canvas.width = width * devicePixelRatio;
  canvas.height = height * devicePixelRatio;
}

function draw(canvas, pen, strokes) {
  pen.clearRect(0, 0, canvas.width, canvas.height);
  Object.assign(pen, { lineWidth: 2.5 * devicePixelRatio, lineCap: "round", lineJoin: "round" });
  pen.strokeStyle = getComputedStyle(canvas).color;
  for (const stroke of strokes) {
    pen.beginPath();
    for (const [x, y] of stroke) {
      pen.lineTo((x / GRAIN) * canvas.width, (y / GRAIN) * canvas.height);
    }
    if (stroke.length === 1) {
      const [[x, y]] = stroke;
      pen.lineTo((x / GRAIN) * canvas.width + 1, (y / GRAIN) * canvas.height);
    }
    pen.stroke();
  }
}
