/** Ink on paper: paints a layout on a canvas. Nothing here decides where anything stands. */
import { LINE, RTL } from "./layout";
import type { Fold, Hair, Label, LaneAt, Layout, Mark, MarkAt, Notice, Ribbon, Shape, Tick } from "./types";

/** Colours and faces, read from the page's tokens. */
export interface Ink { plaster: string; paper: string; shade: string; rule: string; strong: string; ink: string; soot: string; ash: string; red: string; hues: readonly string[]; serif: string; sans: string; mono: string }

export interface State { hovered: Mark | null; selected: Mark | null; pale: boolean }

export function inkOf(host: Element): Ink {
  const style = getComputedStyle(host);
  const of = (name: string) => style.getPropertyValue(`--p-${name}`).trim();
  return {
    plaster: of("plaster"), paper: of("paper"), shade: of("shade"), rule: of("rule"), strong: of("strong"), ink: of("ink"), soot: of("soot"), ash: of("ash"), red: of("red"),
    hues: ["square", "circle", "diamond", "triangle"].map(of), serif: of("serif"), sans: of("sans"), mono: of("mono"),
  };
}

type Pen = CanvasRenderingContext2D;

/** Pixels along and athwart to x and y. Athwart is mirrored already. */
const spot = (made: Layout, along: number, athwart: number): [number, number] => (made.across ? [made.rtl ? made.width - along : along, athwart] : [athwart, along]);
const lengthOf = (made: Layout) => (made.across ? made.width : made.height);

/**
 * A straight bar along (or, `turned`, athwart), `width` pixels thick about its line. Filled, not stroked: without a graphics card
 * an upright rectangle costs a fraction of a stroke.
 */
function rod(pen: Pen, made: Layout, from: number, to: number, at: number, width: number, turned = false): void {
  const [along, athwart, long, wide] = turned ? [at - width / 2, from, width, to - from] : [from, at - width / 2, to - from, width];
  if (!made.across) pen.fillRect(athwart, along, wide, long);
  else pen.fillRect(made.rtl ? made.width - along - long : along, athwart, long, wide);
}

const DASH = 3;
const SPACE = 2.5;

function dashed(pen: Pen, made: Layout, from: number, to: number, at: number, width: number): void {
  const first = Math.max(from, -DASH - (-from % (DASH + SPACE))); // the dashes move with their bar
  for (let along = first; along < to; along += DASH + SPACE) rod(pen, made, along, Math.min(to, along + DASH), at, width);
}

// ── the trace ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A number in 0..1 that belongs to a place in time for good, so that the trace does not shimmer while it moves. */
function noise(n: number): number {
  let h = Math.imul(n ^ (n >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return ((h ^ (h >>> 15)) >>> 0) / 4294967296;
}

const DYING = 0.8; // how a tremor dies away from stroke to stroke

/** One pen stroke along: each count shakes it by its cube root, and it swings out. `rtl` swings are the same. */
export function trace(ribbon: Ribbon, at: (t: number) => number, length: number, reach: number, folds: readonly Fold[]): [number, number][] {
  const points: [number, number][] = [];
  const top = Math.cbrt(Math.max(2, ribbon.most));
  const first = Math.round(ribbon.from / ribbon.step);
  let swing = 0;
  ribbon.counts.forEach((count, i) => {
    const begin = ribbon.from + i * ribbon.step;
    const start = at(begin);
    const end = at(begin + ribbon.step);
    const hit = count > 0 ? Math.min(1, Math.cbrt(count) / top) : 0;
    const strokes = Math.max(1, Math.min(400, Math.round((end - start) / 1.7)));
    for (let k = 0; k < strokes; k++) {
      const n = (first + i) * 32 + k;
      swing = Math.max(k === 0 ? hit : 0, swing * DYING);
      const along = start + ((k + 0.5) / strokes) * (end - start);
      if (along < -12 || along > length + 12) continue;
      const sign = ((first + i) * strokes + k) % 2 ? 1 : -1;
      points.push([along, sign * (0.5 + swing * reach * (0.5 + 0.5 * noise(n)))]);
    }
  });
  return folds.length ? points.map((point): [number, number] => (folds.some((fold) => point[0] > fold.at && point[0] < fold.at + fold.size) ? [point[0], NaN] : point)) : points;
}

function drawTrace(pen: Pen, made: Layout, lane: LaneAt, ribbon: Ribbon, ink: Ink, pale: boolean): void {
  const far = made.depth === "far";
  const edge = Math.abs(lane.line - (made.across ? lane.y : made.rtl ? lane.x + lane.w : lane.x));
  const reach = far ? Math.min(36, edge - 8) : Math.min(7, edge - 9);
  if (!far && lane.total <= lane.drawn) return;
  const points = trace(ribbon, lane.scale.at, lengthOf(made), Math.max(3, reach), made.folds);
  pen.strokeStyle = ink.hues[lane.lane.hue]!;
  pen.globalAlpha = pale ? 0.35 : far ? 1 : 0.45;
  // Lines one pixel of the screen thick are drawn many times faster than thicker ones: so a pen of two pixels is two such lines.
  const dot = 1 / pen.getTransform().a;
  pen.lineWidth = dot;
  for (const shift of dot < 1 ? [-dot / 2, dot / 2] : [0]) scratch(pen, made, points, lane.line, shift);
  pen.globalAlpha = 1;
}

/** One run of the pen; it is lifted over folds. */
function scratch(pen: Pen, made: Layout, points: readonly [number, number][], line: number, shift: number): void {
  pen.beginPath();
  let down = false;
  for (const [along, off] of points) {
    if (Number.isNaN(off)) { down = false; continue; }
    const [x, y] = spot(made, along + shift, line + off);
    if (down) pen.lineTo(x, y);
    else pen.moveTo(x, y);
    down = true;
  }
  pen.stroke();
}

// ── shapes ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Add a lane's shape to the path; `r` is half its width. */
export function shapeAt(pen: Pen, shape: Shape, x: number, y: number, r: number): void {
  if (shape === "circle") { pen.moveTo(x + r, y); pen.arc(x, y, r, 0, 7); }
  else if (shape === "square") pen.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
  else {
    const points: readonly [number, number][] = shape === "diamond" ? [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]] : [[0, -1.1], [1.1, 0.85], [-1.1, 0.85]];
    points.forEach(([dx, dy], i) => (i ? pen.lineTo(x + dx * r, y + dy * r) : pen.moveTo(x + dx * r, y + dy * r)));
    pen.closePath();
  }
}

function drawRug(pen: Pen, made: Layout, lane: LaneAt, marks: readonly MarkAt[], ink: Ink): void {
  pen.fillStyle = ink.hues[lane.lane.hue]!;
  pen.globalAlpha = 0.55;
  for (const { x, y } of marks) {
    if (made.across) pen.fillRect(x - 0.5, y - 2.5, 1, 5);
    else pen.fillRect(x - 2.5, y - 0.5, 5, 1);
  }
  pen.globalAlpha = 1;
}

const BRACKET = 5;

/** A dashed bracket from earliest to latest, ends turned towards the words; the agreed part solid. An end that nobody knows is left open. */
function drawSpan(pen: Pen, made: Layout, at: MarkAt, ink: Ink): void {
  const side = made.rtl && !made.across ? -1 : 1;
  const { line } = at.lane;
  const far = made.depth === "far";
  const bar = at.mark.manner === 1;
  const athwart = bar ? line - side * (at.slot === 0 ? 0 : 7) : line - side * ((far ? 9 : 12) + at.slot * BRACKET);
  pen.fillStyle = ink.hues[at.lane.lane.hue]!;
  if (at.solid) {
    const start = at.from > 0 && at.solid[0] < at.from + 9 && bar && at.slot === 0 ? at.from + (far ? 6 : 8) : at.solid[0]; // a little apart from the shape: else it is an arrow
    rod(pen, made, start, Math.max(start + 1, at.solid[1]), athwart, bar && !far && at.slot === 0 ? 5 : 2.5);
  }
  if (!at.dashed) return;
  const [from, to] = [Math.max(-3, at.from), Math.min(lengthOf(made) + 3, at.to)];
  dashed(pen, made, from, to, athwart, 1.4);
  const [near, off] = side > 0 ? [athwart, athwart + BRACKET] : [athwart - BRACKET, athwart];
  if (!at.mark.openBegin) rod(pen, made, near, off, from, 1.4, true);
  if (!at.mark.openEnd) rod(pen, made, near, off, to, 1.4, true);
}

const PRONG = 6;

/** A red fork with a prong for each witness: solid where the dating is sharp, dashed where it is not. */
function drawFork(pen: Pen, made: Layout, at: MarkAt, ink: Ink): void {
  const { line } = at.lane;
  const n = at.prongs.length;
  pen.strokeStyle = pen.fillStyle = ink.red;
  pen.lineWidth = 1.6;
  const span = Math.max(...at.prongs.map((prong) => prong.to)) - at.from;
  const tiny = span < 16;
  const step = Math.min(PRONG, 16 / n);
  at.prongs.forEach(({ prong, from, to }, k) => {
    const off = (k - (n - 1) / 2) * step;
    const [start, end] = tiny ? [at.from + 1, at.from + 9] : [Math.max(from, at.from + 2), Math.max(to, from + 5)];
    pen.beginPath();
    const [ax, ay] = spot(made, at.from - 9, line);
    const [bx, by] = spot(made, at.from - 2, line + off);
    pen.moveTo(ax, ay);
    pen.quadraticCurveTo(...spot(made, at.from - 5, line + off * 0.2), bx, by);
    pen.lineTo(...spot(made, start, line + off));
    pen.stroke();
    const vague = !tiny && (prong.manner === 2 || (prong.manner === 0 && to - from > 9));
    (vague ? dashed : rod)(pen, made, start, end, line + off, 1.6);
    if (!tiny) rod(pen, made, line + off - 2.5, line + off + 2.5, end, 1.6, true);
  });
}

function drawMarks(pen: Pen, made: Layout, lane: LaneAt, marks: readonly MarkAt[], ink: Ink, labelled: ReadonlySet<Mark>): void {
  drawRug(pen, made, lane, marks.filter((at) => at.small), ink);
  for (const at of marks) if (at.slot >= 0) drawSpan(pen, made, at, ink);
  const full = marks.filter((at) => !at.small && !at.sticky);
  const big = made.depth === "far" ? 3.6 : made.narrow ? 4.6 : 5.4;
  for (const machine of [false, true]) {
    pen.beginPath();
    for (const at of full) if (at.mark.machine === machine && at.prongs.length < 2) shapeAt(pen, lane.lane.shape, at.x, at.y, labelled.has(at.mark) ? big : big * 0.62);
    if (made.depth === "far") { // set off from the trace
      pen.strokeStyle = ink.plaster;
      pen.lineWidth = 4;
      pen.stroke();
    }
    pen.fillStyle = machine ? ink.plaster : ink.hues[lane.lane.hue]!;
    pen.fill();
    pen.strokeStyle = ink.hues[lane.lane.hue]!;
    pen.lineWidth = 1.4;
    if (machine) pen.stroke(); // read by machine and not reviewed: hollow
  }
  for (const at of full) if (at.prongs.length > 1) drawFork(pen, made, at, ink);
}

// ── words ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export const dateFont = (ink: Ink): string => `500 13px ${ink.sans}`;
export const titleFont = (ink: Ink, narrow: boolean): string => `400 ${narrow ? 15 : 16}px ${ink.serif}`;

/** Which way words run, by themselves; where they stand is another matter. */
const way = (words: string): CanvasDirection => (RTL.test(words) ? "rtl" : "ltr");

function drawLabel(pen: Pen, made: Layout, label: Label, ink: Ink, { hovered, selected }: State, sticky: boolean): void {
  if (label.leader) {
    const [x0, y0, x1, y1] = label.leader;
    pen.beginPath();
    pen.moveTo(x0, y0);
    if (!made.across) pen.lineTo(x1 - (x1 > x0 ? 5 : -5), y1);
    pen.lineTo(x1, y1);
    pen.strokeStyle = ink.strong;
    pen.lineWidth = 1;
    pen.stroke();
  }
  if (sticky || made.hairs.length || (made.across && made.folds.length)) { pen.fillStyle = ink.plaster; pen.fillRect(label.x - 2, label.y - 1, label.w + 2, label.h + 2); }
  const right = made.rtl;
  pen.direction = way(label.date);
  pen.textAlign = right ? "right" : "left";
  const x = right ? label.x + label.w : label.x;
  const marked = label.mark === hovered || label.mark.key === selected?.key;
  pen.textBaseline = "alphabetic";
  pen.font = dateFont(ink);
  pen.fillStyle = label.mark.contested ? ink.red : ink.soot;
  pen.fillText(label.date, x, label.y + 13.5, made.across ? undefined : label.w);
  pen.font = titleFont(ink, made.narrow);
  pen.direction = label.rtl ? "rtl" : "ltr";
  pen.fillStyle = ink.ink;
  label.lines.forEach((line, i) => {
    const y = label.y + 18 + LINE * i + 15.5;
    pen.fillText(line, x, y);
    if (marked) { const w = Math.min(label.w, pen.measureText(line).width); pen.fillRect(right ? x - w : x, y + 3, w, 1); }
  });
}

function drawTick(pen: Pen, made: Layout, tick: Tick, ink: Ink): void {
  if (tick.numeral) return drawNumeral(pen, made, tick, ink);
  const heavy = tick.weight > 0;
  pen.font = `400 ${made.narrow ? (heavy ? 17 : 13) : heavy ? 25 : 15}px ${heavy ? ink.serif : ink.sans}`;
  pen.fillStyle = heavy ? ink.ink : ink.ash;
  pen.textBaseline = "middle";
  pen.direction = way(tick.text);
  const [x] = spot(made, tick.at, 0);
  if (made.across) {
    pen.textAlign = "center";
    pen.fillText(tick.text, x, 20);
    return;
  }
  pen.textAlign = made.rtl ? "right" : "left";
  pen.fillText(tick.text, made.rtl ? made.width : 0, Math.max(13, tick.at + 1), rail(made) - 6);
}

const rail = (made: Layout): number => { const lane = made.lanes[0]; return lane ? (made.across ? lane.y : made.rtl ? made.width - lane.x - lane.w : lane.x) : 72; };

/** A day of the calendar: a big light numeral, what day it is beneath, and a fine line athwart. */
function drawNumeral(pen: Pen, made: Layout, tick: Tick, ink: Ink): void {
  const size = made.narrow ? 37 : 60;
  const [x, y] = made.across ? [spot(made, tick.at, 0)[0] + (made.rtl ? -6 : 6), 2] : [made.rtl ? made.width : 0, tick.at];
  pen.fillStyle = ink.rule;
  rod(pen, made, 0, made.across ? made.height : made.width, Math.round(tick.at) + 0.5, 1, true);
  pen.textAlign = made.rtl ? "right" : "left";
  pen.textBaseline = "alphabetic";
  pen.direction = way(tick.under.join(" "));
  pen.fillStyle = ink.ink;
  pen.font = `300 ${size}px ${ink.serif}`;
  pen.letterSpacing = "-0.04em";
  pen.fillText(tick.text, x, y + size * 0.86);
  pen.letterSpacing = "0px";
  pen.font = `400 ${made.narrow ? 11.5 : 13}px ${ink.sans}`;
  tick.under.forEach((words, i) => {
    pen.fillStyle = i ? ink.ash : ink.ink;
    if (made.across) pen.fillText(words, x + (made.rtl ? -1 : 1) * size * 1.15, y + 24 + i * 17);
    else pen.fillText(words, x, y + size * 0.86 + 18 + i * (made.narrow ? 14 : 17), rail(made) - 4);
  });
}

// ── folds, hairs, notices ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Torn paper: teeth from one side of the stage to the other. */
function teeth(pen: Pen, made: Layout, along: number, from: number, to: number, size: number): void {
  const steps = Math.ceil((to - from) / size);
  for (let i = 0; i <= steps; i++) {
    const [x, y] = spot(made, along + (i % 2 ? size * 0.28 : 0), Math.min(to, from + i * size));
    if (i) pen.lineTo(x, y);
    else pen.moveTo(x, y);
  }
}

function drawFold(pen: Pen, made: Layout, fold: Fold, ink: Ink): void {
  const far = made.depth === "far";
  const [from, to] = [fold.at + 7, fold.at + fold.size - 10];
  const [left, right] = made.across ? [rail(made) - 10, made.height] : [0, made.width];
  pen.fillStyle = ink.plaster;
  pen.fillRect(...(made.across ? ([Math.min(spot(made, from - 4, 0)[0], spot(made, to + 6, 0)[0]), left, to - from + 10, right - left] as const) : ([left, from - 4, right - left, to - from + 10] as const)));
  if (!far) {
    pen.fillStyle = ink.shade;
    pen.beginPath();
    teeth(pen, made, from + 4, left, right, 7);
    for (let at = right, i = 0; at >= left; at -= 7, i++) pen.lineTo(...spot(made, to - 4 + (i % 2 ? 2 : 0), at));
    pen.closePath();
    pen.fill();
  } else {
    pen.strokeStyle = ink.strong;
    pen.lineWidth = 1;
    for (const along of [from, to]) { pen.beginPath(); teeth(pen, made, along, left, right, 16); pen.stroke(); }
  }
  words(pen, made, fold, ink);
}

function words(pen: Pen, made: Layout, fold: Fold, ink: Ink): void {
  pen.font = `${made.depth === "far" ? 500 : 400} ${made.narrow ? 13 : 15}px ${ink.sans}`;
  pen.fillStyle = ink.soot;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.direction = way(fold.words);
  const middle = fold.at + fold.size / 2;
  if (!made.across) return pen.fillText(fold.words, made.width / 2, middle - 0.5, made.width - 8);
  pen.save();
  pen.translate(spot(made, middle, 0)[0], made.height / 2);
  pen.rotate(-Math.PI / 2);
  pen.fillText(fold.words, 0, 0, made.height - 60);
  pen.restore();
}

function drawHair(pen: Pen, made: Layout, hair: Hair, ink: Ink): void {
  pen.strokeStyle = ink.ink;
  pen.lineWidth = 1;
  pen.setLineDash(hair.certain ? [] : [4, 3]);
  pen.beginPath();
  // Straight along the one mark's moment, then a short way to the other's.
  const [one, other] = (made.across ? hair.one.y < hair.other.y : made.rtl ? hair.one.x > hair.other.x : hair.one.x < hair.other.x) ? [hair.one, hair.other] : [hair.other, hair.one];
  const turn = made.rtl ? 20 : -20;
  pen.moveTo(one.x, one.y);
  pen.lineTo(...((made.across ? [one.x, other.y - 20] : [other.x + turn, one.y]) as [number, number]));
  pen.lineTo(other.x, other.y);
  pen.stroke();
  pen.setLineDash([]);
  if (!made.across && !made.narrow) hairWords(pen, made, hair, other.x + turn * 1.2, one.y, ink);
}

/** What the hairline says, where no title stands in the way; else solid or dashed says it alone. */
function hairWords(pen: Pen, made: Layout, hair: Hair, x: number, y: number, ink: Ink): void {
  pen.font = `400 12.5px ${ink.sans}`;
  const wide = pen.measureText(hair.words).width;
  const left = made.rtl ? x : x - wide;
  const free = [y - 9, y + 10].find((middle) => !made.labels.some((label) => left < label.x + label.w && left + wide > label.x && middle - 8 < label.y + label.h && middle + 8 > label.y));
  if (free === undefined) return;
  pen.textAlign = made.rtl ? "left" : "right";
  pen.textBaseline = "middle";
  pen.fillStyle = ink.soot;
  pen.fillText(hair.words, x, free);
}

function drawNotice(pen: Pen, made: Layout, notice: Notice, ink: Ink): void {
  const lanes = made.lanes.filter((lane) => lane.lane.tree === notice.tree);
  const size = notice.to - notice.from;
  if (size < 2 || !lanes.length) return;
  const [first, last] = [lanes[0]!, lanes.at(-1)!];
  const [x, y, w, h] = made.across ? [Math.min(spot(made, notice.from, 0)[0], spot(made, notice.to, 0)[0]), first.y, size, last.y + last.h - first.y]
    : [Math.min(first.x, last.x), notice.from, Math.abs(last.x - first.x) + first.w, size];
  pen.save();
  pen.beginPath();
  pen.rect(x, y, w, h);
  pen.clip();
  pen.beginPath();
  for (let i = -h; i < w; i += 9) { pen.moveTo(x + i, y + h); pen.lineTo(x + i + h, y); }
  pen.strokeStyle = ink.rule;
  pen.lineWidth = 1;
  pen.stroke();
  pen.font = `400 13px ${ink.sans}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  const wide = Math.min(w - 8, pen.measureText(notice.words).width + 20);
  if (size > 24) {
    pen.fillStyle = ink.paper;
    pen.fillRect(x + w / 2 - wide / 2, y + h / 2 - 13, wide, 26);
    pen.strokeStyle = ink.red;
    pen.strokeRect(x + w / 2 - wide / 2 + 0.5, y + h / 2 - 12.5, wide - 1, 25);
    pen.fillStyle = ink.ink;
    pen.fillText(notice.words, x + w / 2, y + h / 2, wide - 10);
  }
  pen.restore();
}

// ── the stage ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function drawGrid(pen: Pen, made: Layout, ink: Ink): void {
  pen.fillStyle = ink.rule;
  for (const lane of made.lanes) {
    if (made.across) pen.fillRect(0, Math.round(lane.y), made.width, 1);
    else pen.fillRect(Math.round(made.rtl ? lane.x + lane.w : lane.x), 0, 1, made.height);
  }
}

function ring(pen: Pen, made: Layout, mark: Mark | null, ink: Ink, width: number): void {
  const at = mark && made.marks.find((one) => one.mark.key === mark.key);
  if (!at) return;
  pen.beginPath();
  pen.arc(at.x, Math.max(6, at.y), 10, 0, 7);
  pen.strokeStyle = ink.ink;
  pen.lineWidth = width;
  pen.stroke();
}

/** Paint all of it. The pen is scaled to CSS pixels already. */
export function paint(pen: Pen, made: Layout, ink: Ink, state: State): void {
  pen.fillStyle = ink.plaster;
  pen.fillRect(0, 0, made.width, made.height);
  drawGrid(pen, made, ink);
  if (made.band) { pen.fillStyle = ink.strong; rod(pen, made, 0, made.width, made.band - 0.5, 1, true); }
  for (const tick of made.ticks) drawTick(pen, made, tick, ink);
  made.lanes.forEach((lane, i) => drawTrace(pen, made, lane, made.ribbons[i]!, ink, state.pale));
  for (const hair of made.hairs) drawHair(pen, made, hair, ink);
  const labelled = new Set([...made.labels, ...made.cards].map((label) => label.mark));
  for (const lane of made.lanes) drawMarks(pen, made, lane, made.marks.filter((at) => at.lane === lane), ink, labelled);
  for (const fold of made.folds) drawFold(pen, made, fold, ink);
  for (const notice of made.notices) drawNotice(pen, made, notice, ink);
  const sticky = new Set(made.marks.filter((at) => at.sticky).map((at) => at.mark));
  for (const label of made.labels) drawLabel(pen, made, label, ink, state, sticky.has(label.mark));
  ring(pen, made, state.hovered, ink, 1);
  ring(pen, made, state.selected, ink, 2.5);
}
