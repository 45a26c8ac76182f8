/** State and the one loop: what the reader looks at, what is selected, which tiles are read; a frame only when something changed. */
import { atOrAfter, ribbon } from "./density";
import { frameOf, layout, windowOf, type Frame, type LaneIn, type Say, type Scene } from "./layout";
import { nearby } from "./near";
import { linear } from "./scales";
import { DAY, YEAR } from "./time";
import { decodeMeta, gather, levelOf, reaching, store, type AtHand, type Store } from "./tiles";
import { sayer } from "./words";
import type { Core, Depth, Happened, Lane, Layout, Mark, Move, Parts, Source, Tree, View, Window } from "./types";

const LEAST = 20; // minutes of the nearest window
const GLIDE = 260; // milliseconds
const SETTLED = 140;

type Listener = (told: never) => void;

export interface Inner extends Core {
  extent(): Window;
  minuteAt(px: number): number; // the minute at a pixel along, also between two frames
  moving(on: boolean): void;
  resized(): void;
  refont(): void; // faces arrived: measure again
  held: Store;
  traced: readonly Lane[]; // that have a trace of their own in the overview
  paint: (made: Layout) => void;
  still(): boolean;
  pale(): boolean;
  end(): void;
}

export interface Setting { host: HTMLElement; root: ShadowRoot; parts: Parts; lang: string; measure(text: string, big: boolean): number }

/** The first view: all of the tree, with a little air. */
export function firstView(tree: Tree): View {
  const { first, last, n } = tree.meta;
  const window = airy({ a: first ?? Infinity, b: (last ?? -Infinity) + 1 });
  return { ...window, scale: n <= 20_000 ? "elastic" : "linear", across: false, style: "new", lanes: [], first: 0, align: {}, hairs: false, filter: null, open: null };
}

/** A little room about a stretch; a single moment gets a few days. */
function airy({ a, b }: Window): Window {
  const air = b - a < DAY * 2 ? DAY * 4 : (b - a) * 0.025;
  return Number.isFinite(a) && Number.isFinite(b) ? { a: Math.floor(a - air), b: Math.ceil(b + air) } : { a: -10 * YEAR, b: 10 * YEAR };
}

export function makeCore({ host, root, parts, lang, measure }: Setting, first: Tree): Inner {
  const listeners = new Map<string, Set<Listener>>();
  const emit = <K extends keyof Happened>(what: K, told: Happened[K]) => listeners.get(what)?.forEach((then) => (then as (told: Happened[K]) => void)(told));
  const held = store((tree, z, x, ok) => { emit("tiles", { tree, z, x, ok }); dirty(); });
  const figures = new Intl.NumberFormat(lang);
  let say: Say = sayer(lang, first.meta.say);
  const trees: Tree[] = [first];
  let view = firstView(first);
  let made: Layout | null = null;
  let selected: Mark | null = null;
  let hovered: Mark | null = null;
  let passes: ((mark: Mark) => boolean) | null = null;
  let kept = new Map<string, number>();
  let keptRate = 0;
  const heights = new Map<string, number>();
  let asked = 0;
  let settling = 0;
  let gliding = 0;
  let inMotion = false;
  let rtl = false;
  let ready = false;
  let size = { w: 0, h: 0 };
  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  // ── lanes and extent ──
  const byKey = () => new Map(trees.flatMap((tree) => tree.lanes.map((lane) => [lane.key, lane] as const)));
  let shown: Lane[] = [];
  function relane(): void {
    const all = byKey();
    const wanted = view.lanes.flatMap((key) => all.get(key) ?? []);
    shown = wanted.length ? wanted : [...first.lanes];
  }
  relane();

  function extent(): Window {
    const some = [...new Set(shown.map((lane) => lane.tree))].filter((tree) => tree.meta.n > 0);
    return airy({ a: Math.min(...some.map((tree) => tree.meta.first!)), b: Math.max(...some.map((tree) => tree.meta.last!)) + 1 });
  }

  function within({ a, b }: Window): Window {
    const all = extent();
    const long = Math.min(Math.max(b - a, LEAST), all.b - all.a);
    const slack = view.scale === "aligned" ? all.b - all.a : 0;
    const middle = b - a < LEAST ? (a + b) / 2 - long / 2 : a;
    const from = Math.min(Math.max(middle, all.a - slack), all.b + slack - long);
    return { a: from, b: from + long };
  }

  // ── words ──
  const widths = new Map<string, number>();
  const measured = (text: string, big: boolean): number => {
    const known = widths.get(text);
    if (known !== undefined) return known;
    if (widths.size > 8000) widths.clear();
    const wide = measure(text, big);
    widths.set(text, wide);
    return wide;
  };
  const wraps = new Map<string, { width: number; most: number; lines: readonly string[] }>();
  function wrap(text: string, width: number, most: number, big: boolean): readonly string[] {
    const known = wraps.get(text);
    if (known?.width === width && known.most === most) return known.lines;
    if (wraps.size > 4000) wraps.clear();
    const lines = wrapped(text.length > 400 ? text.slice(0, 400) : text, width, most, (words) => measured(words, big));
    wraps.set(text, { width, most, lines });
    return lines;
  }

  // ── a frame ──
  const collected = new Map<Lane, { sign: string; marks: Mark[] }>();
  function collect(lane: Lane, at: AtHand, sign: string, reach: readonly Mark[]): Mark[] {
    const known = collected.get(lane);
    if (known?.sign === sign) return known.marks;
    const marks = [...at.tiles.flatMap((tile) => tile.marks.filter((mark) => mark.lane === lane)), ...reach.filter((mark) => mark.lane === lane)];
    marks.sort((one, other) => one.b - other.b || (one.key < other.key ? -1 : 1));
    collected.set(lane, { sign, marks });
    return marks;
  }

  const rateNow = (length: number) => (made && made.view.scale === view.scale && made.scale.rate > 0 ? made.scale.rate * ((made.view.b - made.view.a) / (view.b - view.a)) : length / (view.b - view.a));

  function lanesIn(frame: Frame): LaneIn[] {
    const stage = shown.slice(frame.first, frame.first + frame.count);
    const bare = stage.map((lane) => ({ lane }) as LaneIn);
    const air = (view.b - view.a) * 0.15;
    const hands = new Map<Tree, { at: AtHand; sign: string; reach: readonly Mark[] }>();
    for (const tree of new Set(stage.map((lane) => lane.tree))) {
      const windows = stage.filter((lane) => lane.tree === tree).map((lane) => windowOf(view, bare, lane));
      const window = { a: Math.min(...windows.map(({ a }) => a)) - air, b: Math.max(...windows.map(({ b }) => b)) + air };
      const rate = view.scale === "elastic" ? rateNow(frame.length) : frame.length / (view.b - view.a);
      const at = gather(held, tree, window, levelOf(tree.meta, frame.length / rate, frame.length));
      const reach = reaching(held, at, Math.min(...windows.map(({ a }) => a)));
      hands.set(tree, { at, reach, sign: `${at.tiles.map((tile) => `${tile.z}/${tile.x}.${tile.part}`).join()}|${reach.map((mark) => mark.key).join()}` });
    }
    const far = view.b - view.a;
    return stage.map((lane) => {
      const { at, sign, reach } = hands.get(lane.tree)!;
      const marks = collect(lane, at, sign, reach);
      const { a, b } = windowOf(view, bare, lane);
      return { lane, at, marks, ribbon: ribbon(at, lane, marks, a - far, b + far) };
    });
  }

  /** What keeps its place: the words of the frame before, with how far they stood off while the scale is the same. */
  function keep(now: Layout): void {
    const same = Math.abs(now.scale.rate / keptRate - 1) < 1e-6;
    keptRate = now.scale.rate;
    const before = kept;
    kept = new Map();
    for (const { mark } of [...now.labels, ...now.cards]) kept.set(mark.key, same ? (before.get(mark.key) ?? 0) : 0);
  }

  const sceneFor = (around: Frame, before: ReadonlyMap<string, number>, depth: Depth | null): Scene => ({
    view, frame: around, lanes: lanesIn(around), rtl, lang, cutover: first.meta.cutover ?? null, say, wrap, heights, kept: before, depth, passes,
  });

  function frame(): void {
    asked = 0;
    if (!size.w || !size.h) return;
    held.turn();
    if (!inMotion && !gliding) rtl = getComputedStyle(host).direction === "rtl"; // asked for while things move, it would make the page work out its styles in every frame
    const around = frameOf(size.w, size.h, view, shown.length);
    const scene = sceneFor(around, kept, made?.depth ?? null);
    const level = scene.lanes[0]?.at.level;
    made = layout(scene);
    keep(made);
    core.paint(made);
    emit("layout", made);
    if (view.scale === "elastic" && scene.lanes[0] && levelOf(first.meta, 1 / made.scale.rate * around.length, around.length) !== level && ++again < 6) dirty();
    else again = 0;
    if (!ready && (made.drawn > 0 || (!held.busy && shown.length >= 0))) { ready = true; emit("ready", undefined); }
    settle();
  }
  let again = 0;

  function dirty(): void {
    if (!asked) asked = requestAnimationFrame(frame);
  }

  function settle(): void {
    clearTimeout(settling);
    settling = window.setTimeout(() => { if (made && !asked && !held.busy && !inMotion) emit("settle", made); }, SETTLED);
  }

  // ── the view ──
  function put(change: Partial<View>, step: boolean, moving: boolean): void {
    const before = view;
    view = { ...view, ...change };
    if (change.lanes) relane();
    if ("a" in change || "b" in change || change.lanes) Object.assign(view, within(view));
    emit("view", { before, step, moving });
    dirty();
  }

  function glide(to: Window, step: boolean): void {
    const from = { a: view.a, b: view.b };
    const begun = performance.now();
    const tick = (now: number) => {
      const part = Math.min(1, (now - begun) / GLIDE);
      const eased = 1 - (1 - part) ** 3;
      const size0 = from.b - from.a;
      const size1 = to.b - to.a;
      const size = size0 * (size1 / size0) ** eased;
      const shift = size1 === size0 ? eased : (size - size0) / (size1 - size0); // the point that stands still in a zoom stands still
      const a = from.a + (to.a - from.a) * shift;
      if (part < 1) { gliding = requestAnimationFrame(tick); put({ a, b: a + size }, false, true); }
      else { gliding = 0; put(to, step, false); }
    };
    gliding = requestAnimationFrame(tick);
  }

  function set(change: Partial<View>, how: Move = {}): void {
    cancelAnimationFrame(gliding);
    gliding = 0;
    if (how.glide && !still() && made && (change.a !== undefined || change.b !== undefined)) {
      const { a = view.a, b = view.b, ...rest } = change;
      if (Object.keys(rest).length) put(rest, false, true);
      return glide(within({ a, b }), how.step ?? false);
    }
    put(change, how.step ?? false, inMotion && !how.step);
  }

  const scaleNow = () => made?.scale ?? linear(view, 1);
  const lengthNow = () => (made ? (made.across ? made.width : made.height) : 1);

  // ── moving among marks ──
  const order = (lane: Lane) => (collected.get(lane)?.marks ?? []).filter((mark) => !passes || passes(mark));

  /** Read what a window needs; resolves when it is there, or has failed. */
  function load(tree: Tree, window: Window, level: number): Promise<AtHand> {
    return new Promise((resolve) => {
      const look = () => {
        const at = gather(held, tree, window, level);
        if (!at.whole) return;
        stop();
        resolve(at);
      };
      const stop = on("tiles", look);
      look();
    });
  }

  async function next(lane: Lane, from: Mark | number, step: 1 | -1): Promise<Mark | null> {
    const level = levelOf(lane.tree.meta, view.b - view.a, lengthNow());
    const t = typeof from === "number" ? from : from.b;
    const key = typeof from === "number" ? "" : from.key;
    const beyond = (marks: readonly Mark[]) => (step > 0 ? marks.find((mark) => mark.b > t || (mark.b === t && key !== "" && mark.key > key)) : marks.findLast((mark) => mark.b < t || (mark.b === t && key !== "" && mark.key < key)));
    const long = view.b - view.a;
    const { begin, span } = lane.tree.meta;
    for (let reach = long / 2; ; reach *= 2) {
      const window = step > 0 ? { a: t - 1, b: t + reach } : { a: t - reach, b: t + 1 };
      const deep = Math.max(0, level - Math.max(0, Math.floor(Math.log2(reach / long))));
      const at = await load(lane.tree, window, deep);
      const marks = at.tiles.flatMap((tile) => tile.marks).filter((mark) => mark.lane === lane && mark.b >= window.a && mark.b < window.b && (!passes || passes(mark)))
        .sort((one, other) => one.b - other.b || (one.key < other.key ? -1 : 1));
      const found = beyond(marks);
      if (found) return found;
      if (window.a < begin && window.b > begin + span) return null;
      if (step > 0 ? window.b > begin + span : window.a < begin) return null;
    }
  }

  function on<K extends keyof Happened>(what: K, then: (told: Happened[K]) => void): () => void {
    const set = listeners.get(what) ?? new Set();
    listeners.set(what, set.add(then as Listener));
    return () => set.delete(then as Listener);
  }

  function show(what: number | Mark, how: Move = {}): void {
    const t = typeof what === "number" ? what : what.b;
    const length = lengthNow();
    const px = scaleNow().at(t);
    if (px >= 12 + (made?.band ?? 0) && px <= length - 60) return;
    const half = (view.b - view.a) / 2;
    set({ a: t - half, b: t + half }, how);
  }

  const core: Inner = {
    host, root, parts, trees, lang, held, still, extent, traced: [],
    get lanes() { return shown; },
    get view() { return view; },
    get layout() { return made; },
    get selected() { return selected; },
    get hovered() { return hovered; },
    say: (key, values) => say(key, values),
    figure: (n) => figures.format(n),
    set, show, on, dirty, next,
    zoom(factor, about, how = {}) {
      const scale = scaleNow();
      const [from, to] = [scale.at(view.a), scale.at(view.b)]; // of the last frame's scale: there may be several moves in one frame
      const chosen = about ?? (selected && selected.b >= view.a && selected.b < view.b ? selected.b : scale.back((from + to) / 2));
      const px = Math.max(from, Math.min(to, scale.at(chosen)));
      set({ a: scale.back(px - (px - from) / factor), b: scale.back(px + (to - px) / factor) }, how);
    },
    minuteAt(px) {
      const scale = scaleNow();
      const band = made?.band ?? 0;
      const [from, to] = [scale.at(view.a), scale.at(view.b)];
      return scale.back(from + ((px - band) / (lengthNow() - band)) * (to - from));
    },
    pan(px, how = {}) {
      const scale = scaleNow();
      const before = view.a;
      // In one frame there may be several moves: the scale is of the last frame, so go on from where the view already is.
      const from = scale.at(view.a);
      const now = within({ a: scale.back(from + px), b: scale.name === "linear" || scale.name === "aligned" ? scale.back(from + px) + (view.b - view.a) : scale.back(scale.at(view.b) + px) });
      if (Math.abs(scale.at(now.a) - scale.at(before)) < 0.3) return false;
      set(now, how);
      return true;
    },
    select(mark, how = {}) {
      if (mark && how.show) show(mark, { glide: true });
      if (mark?.key === selected?.key) return;
      selected = mark;
      emit("select", { mark });
      dirty();
    },
    hover(mark) {
      if (mark?.key === hovered?.key) return;
      hovered = mark;
      emit("hover", { mark });
      dirty();
    },
    open(mark) {
      core.select(mark);
      emit("open", { mark });
    },
    sift(test) { passes = test; dirty(); },
    at(lane, window = view) {
      const marks = order(lane);
      return marks.slice(atOrAfter(marks, window.a), atOrAfter(marks, window.b));
    },
    find(id, of) {
      for (const tile of held.all()) if (tile.tree.id === id) {
        const mark = tile.marks.find((one) => String(one.id) === String(of));
        if (mark) return mark;
      }
      return null;
    },
    tile: (tree, z, x, part = 0) => held.read(tree, z, x, part).catch(() => null),
    cards: (tile) => held.cards(tile),
    near: nearby(),
    lay: (width, height) => layout(sceneFor(frameOf(width, height, view, shown.length), new Map(), null)),
    parts_of(tree, z, x) { held.more(tree, z, x); dirty(); },
    retry() { held.retry(); dirty(); },
    async join(source: Source, lanes?: string[]) {
      const no = 1 + Math.max(...trees.map((tree) => tree.no));
      const tree = decodeMeta(no, source, await source.get("meta.json"));
      const before = trees.find((one) => one.id === tree.id);
      if (before) core.leave(before);
      trees.push(tree);
      const keys = tree.lanes.filter((lane) => !lanes || lanes.includes(lane.key)).map((lane) => lane.key);
      emit("trees", undefined);
      put({ lanes: [...shown.map((lane) => lane.key), ...keys] }, true, false);
      return tree;
    },
    leave(tree) {
      if (tree === first) return;
      trees.splice(trees.indexOf(tree), 1);
      held.drop(tree);
      put({ lanes: view.lanes.filter((key) => !tree.lanes.some((lane) => lane.key === key)) }, true, false);
      emit("trees", undefined);
    },
    measured(mark, height) {
      if (Math.abs((heights.get(mark.key) ?? 0) - height) < 1) return;
      if (heights.size > 2000) heights.clear();
      heights.set(mark.key, height);
      dirty();
    },
    moving(moving) { inMotion = moving; if (!moving) settle(); },
    resized() {
      size = { w: parts.stage.clientWidth, h: parts.stage.clientHeight };
      cancelAnimationFrame(asked);
      frame();
    },
    refont() { widths.clear(); wraps.clear(); dirty(); },
    paint: () => undefined,
    pale: () => passes !== null,
    end() { cancelAnimationFrame(asked); cancelAnimationFrame(gliding); clearTimeout(settling); },
  };
  return core;
}

/** Break a text into at most `most` lines of at most `width` pixels; the last ends in … when words are left. */
export function wrapped(text: string, width: number, most: number, measure: (words: string) => number): string[] {
  const lines: string[] = [];
  let line = "";
  const cut = (words: string) => {
    let kept = words;
    while (kept.length > 1 && measure(`${kept}…`) > width) kept = kept.slice(0, -1);
    return `${kept.trimEnd()}…`;
  };
  const words = text.split(/\s+/).filter(Boolean);
  const space = measure(" ");
  let long = 0; // of the line: word by word, since words come again and lines do not
  for (let i = 0; i < words.length; i++) {
    const longer = line ? `${line} ${words[i]}` : words[i]!;
    const more = (line ? long + space : 0) + measure(words[i]!);
    if (more <= width) { line = longer; long = more; continue; }
    if (lines.length === most - 1) { lines.push(cut(line ? longer : words[i]!)); return lines; }
    if (line) { lines.push(line); line = ""; i--; continue; }
    let fits = words[i]!.length - 1; // one word wider than the column
    while (fits > 1 && measure(words[i]!.slice(0, fits)) > width) fits--;
    lines.push(words[i]!.slice(0, fits));
    words[i] = words[i]!.slice(fits);
    i--;
  }
  if (line) lines.push(line);
  return lines.length ? lines : [""];
}
