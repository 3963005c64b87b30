/** What each button does: [data-act] names it, data-visit says of which visit. */
import { addEntry } from "./queue.js";
import { fill, say } from "./templates.js";
import { dayOf } from "./screens.js";
import { listen } from "./signature.js";

export function startActs(app) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (button && !button.disabled) act(app, button);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-sheet]");
    if (!form) return;
    event.preventDefault();
    SHEETS[form.dataset.sheet](app, form);
  });
}

function act(app, button) {
  app.hush();
  const { act: name, visit } = button.dataset;
  ACTS[name](app, visit ? findStop(app, Number(visit)) : null, button);
}

function findStop(app, visit) {
  const days = app.package?.days ?? [];
  const stops = days.flatMap((_day, index) => dayOf(app, index).stops);
  return stops.find((stop) => stop.visit === visit) ?? null;
}

/** Keep what was done, sealed, before anything else; only then say so and send it. */
async function note(app, kind, stop, data = {}) {
  await addEntry({ kind, visit: stop?.visit ?? null, title: stop?.name ?? "", data });
  await app.noted(say(`noted-${kind}`, { name: stop?.name ?? "" }));
}

const ACTS = {
  arrive: (app, stop) => note(app, "arrived", stop),
  leave: async (app, stop) => {
    await note(app, "left", stop);
    openReport(app, stop);
  },
  late: (app, stop) => note(app, "late", stop, { minutes: 15 }),
  "call-me": (app, stop) => note(app, "call_me", stop),
  report: (app, stop) => openReport(app, stop),
  later: (app, stop) => { app.postponed.push(stop.visit); app.close(); },
  absent: (app, stop) => app.open(fill("phone-absent", stop)),
  "confirm-absent": async (app, stop) => {
    await note(app, "no_show", stop);
    app.close();
  },
  note: (app, stop) => app.open(fill("phone-note", stop)),
  more: (app, stop) => app.open(fill("phone-more", stop)),
  sign: (app, stop) => openSignature(app, stop),
  close: (app) => app.close(),
  answer: (app, _stop, button) => answerReport(app, button.dataset.value),
  back: (app) => { app.report.step -= 1; showStep(app); },
  "one-more": (app) => { app.report.step = 0; showStep(app); },
  clear: (app) => app.signature.clear(),
  send: (app) => app.send(),
  forget: (app, _stop, button) => app.forget(Number(button.dataset.order)),
  update: (app) => app.update(),
  wipe: (app, _stop, button) => app.wipe(button),
};

const STEPS = ["themes", "done", "next"];

function openReport(app, stop) {
  app.report = { stop, step: 0, themes: [], done: "", text: "" };
  showStep(app);
}

function showStep(app) {
  const { stop, step, themes } = app.report;
  const name = STEPS[step];
  app.open(fill("phone-report", {
    ...stop,
    step: say("step", { step: step + 1, steps: STEPS.length }),
    question: say(`ask-${name}`),
    choices: app.package.report[name].map((label) => ({ label })),
    can_back: step > 0,
    is_first: step === 0,
    has_text: name === "done",
    chosen: themes.length && name === "done" ? themes.join(", ") : "",
    text: app.report.text,
  }));
}

/** A tap answers and goes on; the third one keeps the report. */
async function answerReport(app, value) {
  const { report } = app;
  const name = STEPS[report.step];
  report.text = document.getElementById("report-text")?.value.trim() ?? report.text;
  if (name === "themes" && !report.themes.includes(value)) report.themes.push(value);
  if (name === "done") report.done = value;
  if (name !== "next") {
    report.step += 1;
    return showStep(app);
  }
  const { stop, themes, done, text } = report;
  await note(app, "report", stop, { themes, done: text ? `${done}. ${text}` : done, next: value });
  if (value === app.package.report.more) return app.open(fill("phone-more", stop));
  return app.close();
}

function openSignature(app, stop) {
  const { text } = app.package.consent;
  app.open(fill("phone-sign", { ...stop, consent: text }));
  const canvas = document.querySelector("canvas[data-pad]");
  app.signature = listen(canvas);
}

const SHEETS = {
  note: async (app, form) => {
    const text = form.elements.text.value.trim();
    if (!text) return complain(form);
    await note(app, "note", stopOf(app, form), { text });
    return app.close();
  },
  more: async (app, form) => {
    const boxes = [...form.querySelectorAll("[data-half-days] input")];
    const halfDays = Array(boxes.length).fill("0");
    for (const box of boxes.filter((one) => one.checked)) halfDays[box.value] = "1";
    if (!halfDays.includes("1")) return complain(form);
    const data = { half_days: halfDays.join(""), note: form.elements["more-note"].value.trim() };
    await note(app, "wants_more", stopOf(app, form), data);
    return app.close();
  },
  sign: async (app, form) => {
    const name = form.elements.name.value.trim();
    const { strokes } = app.signature;
    const agrees = form.elements.agrees.checked;
    if (!name || (!strokes.length && !agrees)) return complain(form);
    const { version } = app.package.consent;
    await note(app, "signature", stopOf(app, form), { version, name, strokes, agrees });
    return app.close();
  },
};

function stopOf(app, form) {
  return findStop(app, Number(form.dataset.visit));
}

function complain(form) {
  const error = form.querySelector("[data-error]");
  error.hidden = false;
  form.querySelector("[aria-describedby]")?.focus();
}
