/** What somebody else changed while the grid was open, told in the visits' own words. */
import { say } from "./words.js";

const NAMED = 2; // more than this many are counted, not read out

function labelsOf({ events }) {
  return new Map(events.map(({ id, label }) => [id, label]));
}

export function tellChanges(grid, before, after, own) {
  const [old, fresh] = [labelsOf(before), labelsOf(after)];
  const changed = [...fresh].filter(([id, label]) => id !== own && old.get(id) !== label);
  const gone = [...old].filter(([id]) => id !== own && !fresh.has(id));
  // Around our own move planning adjusts neighbours: that is no news from elsewhere.
  if (own || !(changed.length + gone.length)) return;
  const named = [
    ...changed.map(([, label]) => label),
    ...gone.map(([, label]) => say(grid.words.gone, { what: label })),
  ];
  const more = named.length - NAMED;
  const what = named.slice(0, NAMED).join(" ; ");
  grid.teller.say(say(more > 0 ? grid.words.changedMore : grid.words.changed, { what, more }));
  for (const [id] of changed) grid.find(id)?.closest("article")?.classList.add("is-fresh");
}
