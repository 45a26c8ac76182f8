/** Marks in words: the same for lists, cards, print and what is taken away. Whatever is drawn by shape, dash or colour is said here too. */
import { htmlTime } from "./dates";
import { el } from "./dom";
import { headingWords } from "./heading";
import { inBoth, precisionOf, whenWords } from "./time";
import type { Coincidence, Core, Lane, Mark, Prong, Style } from "./types";

type Dating = Pick<Prong, "b" | "e" | "manner" | "unit" | "approximate" | "uncertain">;

/** One style of a date, with the words of its certainty: "about 1905", "some time in Dec 1905". */
export function whenOf(core: Core, at: Dating, cutover: number | null | undefined, style: Style = core.view.style): string {
  const { say, lang } = core;
  let words = whenWords(at, lang, style, cutover, { old: say("old"), new: say("new") });
  if (at.manner === 2 && !at.approximate && !at.uncertain) words = say("within", { date: words });
  if (at.approximate) words = say("about", { date: words });
  return at.uncertain ? say("doubtful", { date: words }) : words;
}

/** A date in the reader's style and, where the two calendars part, in the other: "20 Dec 1905 (7 Dec 1905 O.S.)". */
export function bothStyles(core: Core, at: Dating, cutover: number | null | undefined): string {
  const one = whenOf(core, at, cutover);
  if (!inBoth(at.b, cutover) || at.manner === 2 || precisionOf(at.b, at.e) > 2) return one;
  const other: Style = core.view.style === "old" ? "new" : "old";
  return core.say("date.both", { one, other: whenWords(at, core.lang, other, cutover, { old: core.say("old"), new: core.say("new") }) });
}

/** The window in words: "20 Dec 1905 – 1 Jan 1906". */
export function windowOf(core: Core): string {
  const metas = core.lanes.map((lane) => lane.tree.meta).filter((meta) => meta.n);
  const [a, b] = [Math.max(core.view.a, Math.min(...metas.map((meta) => meta.first ?? Infinity))), Math.min(core.view.b, Math.max(...metas.map((meta) => meta.last ?? -Infinity)) + 1)];
  return headingWords(b > a ? { a, b } : core.view, core.lang, core.view.style, core.trees[0]?.meta.cutover, core.say);
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

/** What else happened the same day or week, a line for each lane: surely and possibly are two numbers. The same event in another lane comes first. */
export function coincidencesOf(core: Core, mark: Mark, near: readonly Coincidence[]): string[] {
  const { say } = core;
  const title = (lane: number) => mark.lane.tree.lanes[lane]?.title ?? "";
  const rank = (one: Coincidence) => (one.day ? 0 : one.perhapsDay ? 1 : one.week ? 2 : 3); // the closest first
  return [...mark.same.map((one) => say("coin.same", { lane: title(one.lane) })), ...[...near].sort((one, other) => rank(one) - rank(other)).flatMap((one) => {
    const lane = title(one.lane);
    if (one.day) return [say("coin.day", { lane, n: one.day })];
    if (one.perhapsDay) return [say("coin.day.perhaps", { lane, n: one.perhapsDay })];
    if (one.week) return [say("coin.week", { lane, n: one.week })];
    return one.perhapsWeek ? [say("coin.week.perhaps", { lane, n: one.perhapsWeek })] : [];
  })];
}

/** What a list says after date and title. Short: the card says all. */
export function besides(core: Core, mark: Mark, near: readonly Coincidence[] = []): string {
  const { say } = core;
  const parts = [
    mark.of, mark.contested ? say("mark.contested", { n: Math.max(2, mark.prongs.length) }) : "",
    mark.machine ? say("mark.machine") : "", coincidencesOf(core, mark, near)[0] ?? "",
  ];
  return parts.filter(Boolean).join("; ");
}

/** `<time>`; without datetime where HTML has no way to write the year. */
export function time(core: Core, mark: Mark, both = false): HTMLTimeElement {
  const cutover = mark.lane.tree.meta.cutover;
  const words = mark.contested && mark.prongs.length && mark.e > mark.b ? whenOf(core, { ...mark, manner: 2, unit: 5 }, cutover) : both ? bothStyles(core, mark, cutover) : whenOf(core, mark, cutover);
  return el("time", { datetime: htmlTime(mark) || null }, words);
}

/** How a lane is counted: "Politics 214". */
export const laneCount = (core: Core, lane: Lane, n: number): string => core.say("live.lane", { lane: lane.title, n });
