/** Marks in words: the same for lists, cards, print and what is taken away. Whatever is drawn by shape, dash or colour is said here too. */
import { htmlTime } from "./dates";
import { el } from "./dom";
import { whenWords, spanWords, isOld, precisionOf } from "./time";
import type { Core, Lane, Mark, Prong, Style, Window } from "./types";

type Dating = Pick<Prong, "b" | "e" | "manner" | "unit" | "approximate" | "uncertain">;

/** One style of a date, with the words of its certainty: "about 1905", "some time in Dec 1905". */
export function whenOf(core: Core, at: Dating, cutover: number | null | undefined, style: Style = core.view.style): string {
  const { say, lang } = core;
  let words = whenWords(at, lang, style, cutover, { old: say("date.old"), new: say("date.new") });
  if (at.manner === 2) words = say("date.within", { date: words });
  if (at.approximate) words = say("date.about", { date: words });
  return at.uncertain ? say("date.perhaps", { date: words }) : words;
}

/** A date in the reader's style and, where the two calendars part, in the other: "20 Dec 1905 (7 Dec 1905 O.S.)". */
export function bothStyles(core: Core, at: Dating, cutover: number | null | undefined): string {
  const one = whenOf(core, at, cutover);
  if (cutover == null || at.b >= cutover || at.manner === 2 || precisionOf(at.b, at.e) > 2) return one;
  const other: Style = core.view.style === "old" ? "new" : "old";
  return core.say("date.both", { one, other: whenWords(at, core.lang, other, cutover, { old: core.say("date.old"), new: core.say("date.new") }) });
}

/** A window in words: "20 Dec 1905 – 1 Jan 1906". */
export function windowOf(core: Core, { a, b }: Window): string {
  const cutover = core.trees[0]?.meta.cutover;
  const days = 1440;
  const [first, last] = b - a > 4 * days ? [Math.round(a / days) * days, Math.round(b / days) * days - 1] : [Math.round(a), Math.round(b) - 1];
  const years = b - a > 5 * 365 * days;
  return spanWords(first, Math.max(first, last), core.lang, isOld(first, core.view.style, cutover), years ? 4 : undefined);
}

const names = (core: Core, list: readonly string[]) => new Intl.ListFormat(core.lang || "en", { type: "conjunction" }).format(list);

/** Who dates something so, by name and siglum. */
export function whoOf(core: Core, prong: Pick<Prong, "who">): string {
  return names(core, prong.who.map((one) => (one.siglum ? `${one.name} (${one.siglum})` : one.name)));
}

/** "29 Dec 1905: Nevinson (N)". */
export function prongOf(core: Core, mark: Mark, prong: Prong): string {
  const words = prong.words || whenOf(core, prong, mark.lane.tree.meta.cutover);
  return prong.who.length ? core.say("prong", { date: words, who: whoOf(core, prong) }) : words;
}

/** What else happened the same day or week, a line for each lane: surely and possibly are two numbers. */
export function coincidencesOf(core: Core, mark: Mark): string[] {
  const { say } = core;
  return mark.coincidences.flatMap((one) => {
    const lane = mark.lane.tree.lanes[one.lane]?.title ?? "";
    if (one.day) return [say("same.day", { lane, n: one.day })];
    if (one.perhapsDay) return [say("same.day.perhaps", { lane, n: one.perhapsDay })];
    if (one.week) return [say("same.week", { lane, n: one.week })];
    return one.perhapsWeek ? [say("same.week.perhaps", { lane, n: one.perhapsWeek })] : [];
  });
}

/** What a list says after date and title. Short: the card says all. */
export function besides(core: Core, mark: Mark): string {
  const { say } = core;
  const parts = [
    mark.of, mark.contested ? say("mark.contested", { n: Math.max(2, mark.prongs.length) }) : "",
    mark.machine ? say("mark.machine") : "", coincidencesOf(core, mark)[0] ?? "",
  ];
  return parts.filter(Boolean).join("; ");
}

/** `<time>`; without datetime where HTML has no way to write the year. */
export function time(core: Core, mark: Mark, both = false): HTMLTimeElement {
  const cutover = mark.lane.tree.meta.cutover;
  const words = mark.contested && mark.prongs.length ? whenOf(core, { ...mark, manner: 2, unit: 5 }, cutover) : both ? bothStyles(core, mark, cutover) : whenOf(core, mark, cutover);
  return el("time", { datetime: htmlTime(mark) || null }, words);
}

/** How a lane is counted: "Politics 214". */
export const laneCount = (core: Core, lane: Lane, n: number): string => core.say("live.lane", { lane: lane.title, n });
