/**
 * The server's answer made ready to draw: each visit with its addresses and with its spoken
 * name, which says day, hours, person, place, volunteer and promise in one breath.
 */
import { say } from "./words.js";

function labelOf(entry, values, words) {
  if (entry.is_other) return say(words.labelOther, values);
  const said = [say(words.label, values)];
  if (entry.is_session) return said[0];
  if (entry.cancelled) return [...said, words.cancelled].join(", ");
  said.push(say(words.spokenPromise, { window: entry.spoken }));
  if (entry.sector) said.push(say(words.sector, entry.sector));
  if (entry.is_to_tell) said.push(words.spokenToTell);
  return said.join(", ");
}

function completeEvent(entry, { days, people }, { visitUrl, placeUrl, sessionUrl }, words) {
  const person = people.get(entry.person);
  const together = say(words.together, { person, with: entry.with });
  const values = { ...entry, day: days.get(entry.start.slice(0, 10)), people: entry.with ? together : person };
  return {
    ...entry,
    hours: say(words.hours, entry),
    label: labelOf(entry, values, words),
    url: (entry.is_session ? sessionUrl : visitUrl).replace("/0/", `/${entry.pk}/`),
    placeUrl: placeUrl.replace("/0/", `/${entry.pk}/`),
  };
}

/** The sums by what they are of: a day, or a person and a day. */
function sumsOf({ days, people }) {
  const ofDays = days.map(({ day, sum }) => [day, sum]);
  const ofPeople = people.flatMap(({ id, sums }) =>
    Object.entries(sums).map(([day, sum]) => [`${id} ${day}`, sum]));
  return new Map([...ofDays, ...ofPeople]);
}

function bandsByCell(bands) {
  return Map.groupBy
    ? Map.groupBy(bands, ({ person, day }) => `${person} ${day}`)
    : bands.reduce((cells, band) => {
      const key = `${band.person} ${band.day}`;
      return cells.set(key, [...(cells.get(key) ?? []), band]);
    }, new Map());
}

export function completeBoard(board, addresses, words) {
  const names = {
    days: new Map(board.days.map(({ day, name }) => [day, name])),
    people: new Map(board.people.map(({ id, name }) => [id, name])),
  };
  return {
    ...board,
    events: board.events.map((entry) => completeEvent(entry, names, addresses, words)),
    cells: bandsByCell(board.bands),
    sums: sumsOf(board),
  };
}
