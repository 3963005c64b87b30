/**
 * [data-grid]: the agenda as a grid one can drag in. The table of the page stays the equal
 * way, is what is printed, and shows wherever this script fails. Nothing is decided here:
 * each move is asked of the server, which checks it and says why not.
 */
import { createCalendar, Interaction, ResourceTimeGrid } from "@event-calendar/core";
import { askBoard } from "./asking.js";
import { tellChanges } from "./changes.js";
import { drawDay, drawDayName, drawEvent, drawPerson, writeSums } from "./drawing.js";
import { letKeysMove } from "./keys.js";
import { letMove } from "./moving.js";
import { refreshTable } from "./table.js";
import { Teller } from "./telling.js";
import { readWords } from "./words.js";

const LOOK_AGAIN_MS = 60_000;
const VIEWS = { week: "resourceTimeGridWeek", day: "resourceTimeGridDay" };

/** The library numbers Sunday 0; a day of the week without a column is hidden. */
function hiddenDays(days) {
  const shown = new Set(days.map(({ day }) => new Date(`${day}T12:00:00Z`).getUTCDay()));
  return [0, 1, 2, 3, 4, 5, 6].filter((weekday) => !shown.has(weekday));
}

function eventsOf({ events }, canChange) {
  return events.map((entry) => ({
    id: entry.id,
    resourceIds: [entry.person],
    start: entry.start,
    end: entry.end,
    title: entry.title,
    editable: canChange && entry.can_move,
    classNames: ["grid-event", ...(entry.is_other ? ["grid-other"] : []), ...(entry.is_session ? ["grid-session"] : [])],
    extendedProps: entry,
  }));
}

class Grid {
  constructor(root, board) {
    this.root = root;
    this.canvas = root.querySelector("[data-grid-canvas]");
    this.words = readWords(root);
    this.canChange = "canChange" in root.dataset;
    this.teller = new Teller(root, this.words);
    this.board = board;
    this.isBusy = false;
    this.isWide = root.dataset.view === "day";
  }

  options() {
    const { view, first } = this.root.dataset;
    const { days, people, opens, closes } = this.board;
    return {
      view: VIEWS[view],
      date: `${first}T00:00:00`,
      firstDay: 1,
      hiddenDays: hiddenDays(days),
      highlightedDates: days.filter((one) => one.is_today).map(({ day }) => `${day}T00:00:00`),
      datesAboveResources: true,
      headerToolbar: { start: "", center: "", end: "" },
      allDaySlot: false,
      locale: document.documentElement.lang,
      slotMinTime: opens,
      slotMaxTime: closes,
      scrollTime: opens,
      slotDuration: "00:30",
      slotLabelInterval: "01:00",
      slotLabelFormat: (moment) => `${moment.getHours()} h`,
      eventTimeFormat: () => "", // our own pieces say the hours; the library's cost a third of it all
      snapDuration: "00:15",
      slotHeight: 35,
      slotEventOverlap: false,
      columnWidth: "minmax(var(--grid-column), 1fr)",
      nowIndicator: true,
      editable: false,
      longPressDelay: 500,
      resources: people.map(({ id, name }) => ({ id, title: name })),
      resourceLabelContent: (info) => drawPerson(info, this.board),
      dayHeaderFormat: (date) => drawDayName(date, this.board),
      dayCellContent: (cell) => drawDay(cell, this.board),
      eventContent: ({ event }) => drawEvent(event, this),
      events: eventsOf(this.board, this.canChange),
    };
  }

  draw() {
    this.calendar = createCalendar(this.canvas, [ResourceTimeGrid, Interaction], {
      ...this.options(),
      ...letMove(this),
    });
    tidy(this.canvas, this.words);
    letKeysMove(this);
    writeSums(this.root, this.board);
    // The library names the heads of columns a little later.
    requestAnimationFrame(() => setTimeout(() => tidy(this.canvas, this.words)));
  }

  /** Reads the agenda again; what others changed meanwhile is told. */
  async refresh({ own = null } = {}) {
    const board = await askBoard(this.root, this.words);
    if (!board || board.text === this.board.text) return;
    const before = this.board;
    this.board = board;
    this.calendar.setOption("events", eventsOf(board, this.canChange));
    this.calendar.setOption("dayCellContent", (cell) => drawDay(cell, board));
    writeSums(this.root, board);
    tellChanges(this, before, board, own);
    refreshTable();
  }

  entry(id) {
    return this.board.events.find((one) => one.id === id);
  }

  find(id) {
    return this.canvas.querySelector(`[data-key="${CSS.escape(id)}"]`);
  }
}

/**
 * The library speaks of tables whose cells are empty and whose events lie outside them: every
 * visit says its day, hours and volunteer itself, so the false table is taken away.
 */
function tidy(canvas, words) {
  const calendar = canvas.firstElementChild;
  calendar.setAttribute("role", "group");
  calendar.setAttribute("aria-label", words.name);
  for (const part of calendar.querySelectorAll("[role=row],[role=rowgroup],[role=columnheader],[role=cell]")) {
    for (const name of ["role", "aria-colindex", "aria-colspan"]) part.removeAttribute(name);
  }
  for (const part of calendar.querySelectorAll(".ec-header [aria-label]")) part.removeAttribute("aria-label");
  for (const part of calendar.querySelectorAll("aside")) part.setAttribute("role", "presentation");
}

/** Without data the table shows as if nothing had been tried. */
function giveUp(root) {
  root.hidden = true;
  document.body.classList.remove("has-grid");
}

async function mount(root) {
  root.hidden = false;
  document.body.classList.add("has-grid"); // before the table, long, is laid out for nothing
  const board = await askBoard(root, readWords(root));
  if (!board) return giveUp(root);
  performance.mark("grid-data");
  const grid = new Grid(root, board);
  grid.draw();
  requestAnimationFrame(() => setTimeout(() => {
    performance.measure("grid-drawn", "grid-data");
    root.dataset.drawn = "";
  }));
  const lookAgain = () => {
    if (document.visibilityState === "visible" && !grid.isBusy) grid.refresh();
  };
  setInterval(lookAgain, LOOK_AGAIN_MS);
  document.addEventListener("visibilitychange", lookAgain);
  root.addEventListener("grid:look", lookAgain);
}

window.toctoc.behave("[data-grid]", mount);
