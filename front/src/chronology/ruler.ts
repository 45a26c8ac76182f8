/** The ruler's ticks and the hairlines of coincidence. */
import type { Scene } from "./layout";
import { civil, clock, DAY, inBoth, isOld, MONTH, names, stepOf, ticksOf, shortYear, YEAR, type Step } from "./time";
import type { Depth, Hair, MarkAt, Scale, Tick } from "./types";

const MOST = 400;

/** Ticks far enough from each other to be read. */
export function ticksFor(scene: Scene, scale: Scale, depth: Depth, marks: readonly MarkAt[]): Tick[] {
  const { view, frame } = scene;
  const apart = frame.across ? 96 : depth === "near" ? 64 : 44;
  if (view.scale === "aligned" && Object.keys(view.align).length) return relative(scene, scale, apart);
  if (scale.name === "even" && depth === "near") return dayRows(scene, scale, marks, apart);
  const step = stepOf(apart / scale.rate);
  const ticks = scale.name === "even" ? hierarchy(scene, scale, apart) : ticksOf(step, view.a, view.b, view.style, scene.cutover).slice(0, MOST).map((t) => tickAt(scene, scale, t, step, depth));
  return spaced(ticks.flatMap((tick) => clear(tick, scale)), apart * 0.8);
}

/** Off the folds: what would be torn away is left out, what begins right after one stands a little lower. */
function clear(tick: Tick, scale: Scale): Tick[] {
  const over = tick.numeral ? 70 : 14;
  for (const { at, b, size } of scale.folds) {
    if (tick.at > at - over && tick.t < b) return [];
    if (!tick.numeral && tick.t >= b && tick.at < at + size + 12) return [{ ...tick, at: at + size + 12 }];
  }
  return [tick];
}

const UNDER = 104; // pixels that a big numeral takes with what stands beneath it

function spaced(ticks: Tick[], apart: number): Tick[] {
  const kept: Tick[] = [];
  for (const tick of [...ticks].sort((one, other) => other.weight - one.weight || one.at - other.at)) if (kept.every((one) => (one.numeral && !tick.numeral && tick.at > one.at ? tick.at - one.at >= UNDER : Math.abs(one.at - tick.at) >= apart))) kept.push(tick);
  return kept.sort((one, other) => one.at - other.at);
}

/** On an even scale a step is not a length: coarse ticks first, finer ones where they find room. */
function hierarchy(scene: Scene, scale: Scale, apart: number): Tick[] {
  const { view } = scene;
  const found: Tick[] = [];
  let step = stepOf((view.b - view.a) / 4);
  for (let round = 0; round < 8; round++) {
    const all = ticksOf(step, view.a, view.b, view.style, scene.cutover);
    if (all.length > MOST) break;
    for (const t of all) {
      const tick = tickAt(scene, scale, t, step, "middle");
      if (found.every((one) => Math.abs(one.at - tick.at) >= apart)) found.push(tick);
    }
    step = stepOf(step.minutes / 3.2);
  }
  return found;
}

function dayRows(scene: Scene, scale: Scale, marks: readonly MarkAt[], apart: number): Tick[] {
  const days = [...new Set(marks.filter(({ sticky }) => !sticky).map(({ mark }) => Math.floor(mark.b / DAY) * DAY))].filter((t) => t + DAY > scene.view.a && t < scene.view.b).sort((one, other) => one - other);
  return spaced(days.map((t) => tickAt(scene, scale, t, { unit: "day", n: 1, minutes: DAY }, "near")), apart);
}

function tickAt(scene: Scene, scale: Scale, t: number, step: Step, depth: Depth): Tick {
  const { lang, view, cutover, frame } = scene;
  const julian = isOld(t, view.style, cutover);
  const at = civil(t, julian);
  const said = names(lang);
  const year = shortYear(at.year, lang);
  const tick = (text: string, weight: 0 | 1 | 2, under: string[] = [], numeral = false): Tick => ({ t, at: scale.at(t), text, under, weight, numeral });
  if (step.unit === "year") return tick(year, at.year % 10 === 0 ? 2 : step.n === 5 ? 0 : 1);
  if (step.unit === "month") return at.month === 1 ? tick(year, 2) : tick(said.short[at.month - 1]!, at.month % 3 === 1 ? 1 : 0);
  const midnight = at.hour === 0 && at.minute === 0;
  if (!midnight) return tick(clock(at), 0);
  const weekday = (frame.narrow ? said.weekdaysShort : said.weekdays)[at.weekday]!;
  if (depth === "near") return tick(said.digits(at.day), 2, [at.day === 1 ? said.my[at.month - 1]!("", year).trim() : weekday, ...otherStyle(scene, t)], true);
  return at.day === 1 && at.month === 1 ? tick(year, 2) : tick(said.dm[at.month - 1]!(said.digits(at.day), ""), at.day === 1 ? 1 : 0);
}

/** Beside a day before the cut-over, the same day in the other style, always marked. */
function otherStyle(scene: Scene, t: number): string[] {
  const { lang, view, cutover, say } = scene;
  if (!inBoth(t, cutover)) return [];
  const other = civil(t, view.style === "new");
  const said = names(lang);
  return [`${said.dm[other.month - 1]!(said.digits(other.day), "")} ${say(view.style === "new" ? "old" : "new")}`];
}

/** Aligned lanes: so long before and after the chosen events. */
function relative(scene: Scene, scale: Scale, apart: number): Tick[] {
  const { view, say } = scene;
  const zero = Object.values(view.align)[0]!.t;
  const step = stepOf(apart / scale.rate);
  const size = step.minutes;
  const ticks: Tick[] = [];
  for (let k = Math.ceil((view.a - zero) / size); zero + k * size < view.b && ticks.length < MOST; k++) {
    const n = Math.abs(k) * step.n;
    const words = k === 0 ? say("aligned") : say(k < 0 ? "before" : "after", { length: say(`${step.unit}s`, { n }) });
    ticks.push({ t: zero + k * size, at: scale.at(zero + k * size), text: words, under: [], weight: k === 0 ? 2 : 1, numeral: false });
  }
  return ticks;
}

// ── coincidences ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────

type Cell = "day" | "month" | "year";
const MINUTES: Record<Cell, number> = { day: DAY, month: MONTH, year: YEAR };

function cellOf(t: number, cell: Cell): number {
  const { year, month } = civil(t);
  return cell === "day" ? Math.floor(t / DAY) : cell === "month" ? year * 12 + month : year;
}

/** Hairlines between marks of different lanes that fall on the same day, month or year (the finest that can be seen apart): surely, or possibly. */
export function hairsOf(scene: Scene, scale: Scale, marks: readonly MarkAt[]): Hair[] {
  const cell: Cell = scale.rate * DAY >= 4 ? "day" : scale.rate * MONTH >= 4 ? "month" : "year";
  const order = marks.filter(({ mark }) => mark.e - mark.b <= 3 * MINUTES[cell]).sort((one, other) => one.mark.b - other.mark.b);
  const pairs: { one: MarkAt; other: MarkAt; certain: boolean }[] = [];
  order.forEach((one, i) => {
    for (let j = i + 1; j < order.length && j < i + 12; j++) {
      const other = order[j]!;
      if (other.mark.b > one.mark.e && cellOf(other.mark.b, cell) > cellOf(one.mark.e, cell)) break;
      if (other.lane !== one.lane) pairs.push({ one, other, certain: sure(one, other, cell) });
    }
  });
  return pick(scene, pairs, cell);
}

function sure(one: MarkAt, other: MarkAt, cell: Cell): boolean {
  const where = cellOf(one.mark.b, cell);
  return [one.mark.e, other.mark.b, other.mark.e].every((t) => cellOf(t, cell) === where);
}

function pick(scene: Scene, pairs: { one: MarkAt; other: MarkAt; certain: boolean }[], cell: Cell): Hair[] {
  const along = ({ x, y }: MarkAt) => (scene.frame.across ? x : y);
  const used = new Map<MarkAt, number>();
  const hairs: Hair[] = [];
  for (const { one, other, certain } of pairs.sort((p, q) => Number(q.certain) - Number(p.certain) || q.one.mark.weight + q.other.mark.weight - p.one.mark.weight - p.other.mark.weight)) {
    if (hairs.length >= 14) break;
    if (Math.abs(along(one) - along(other)) > 28 || (used.get(one) ?? 0) > 1 || (used.get(other) ?? 0) > 1) continue;
    for (const mark of [one, other]) used.set(mark, (used.get(mark) ?? 0) + 1);
    hairs.push({ one, other, certain, words: scene.say(certain ? `same.${cell}` : `perhaps.${cell}`), at: (along(one) + along(other)) / 2, from: along(one), to: along(other) });
  }
  return hairs;
}
