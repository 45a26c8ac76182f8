/**
 * What the parts of a chronology say to each other.
 *
 * Times are whole minutes since 1970-01-01T00:00, proleptic Gregorian, as plain numbers (±5.3e14 at most, exact in a double).
 * Pixels are CSS pixels of the stage (the canvas between the lane heads and the foot), measured from its top left corner, mirrored
 * already on a right-to-left page. *Along* is the way time runs (down, or across when `view.across`), *athwart* is from lane to lane.
 */

export type Shape = "square" | "circle" | "diamond" | "triangle";
export type Manner = 0 | 1 | 2; // at a point, lasted, some time within
export type Unit = 0 | 1 | 2 | 3 | 4 | 5; // minute, hour, day, month, year, other

// ── what the files say ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface MetaLane { id: string; title: string; letters?: string; shape?: Shape; href?: string; n: number; contested?: number }
export interface MetaWho { name: string; siglum?: string; href?: string }

/** meta.json, as it lies. */
export interface Meta {
  tiles: number; id: string; title: string; lang?: string; lead?: string;
  n: number; begin: number; span: number; depth: number; files?: number; bins: number; first: number | null; last: number | null; // null when n is 0
  near?: number | null; // weeks that a file of coincidences holds
  cutover?: number | null; // minute from which Old Style is no longer said beside New Style
  lanes: MetaLane[]; who?: MetaWho[]; themes?: string[]; places?: string[];
  pages?: Record<string, string> | null; say?: Record<string, string>;
}

/** One dating of a contested mark. */
export interface Prong { b: number; e: number; manner: Manner; unit: Unit; approximate: boolean; uncertain: boolean; openBegin: boolean; openEnd: boolean; who: readonly Witness[]; words: string }

export interface Witness { name: string; siglum: string; href: string }

/** How many marks of another lane fall on the same day or week: surely, and at most. `lane` is an index into the tree's lanes. */
export interface Coincidence { lane: number; day: number; perhapsDay: number; week: number; perhapsWeek: number }

/** One event. `b` is its earliest minute, `e` its latest; both within. */
export interface Mark {
  key: string; // one of a kind on this page: tree, tile and index ("0:5/17.0#3"); not for the address bar
  id: string | number; // the tree's own id of the event; together with the tree's id it is good for the address bar
  tile: Tile; at: number; // where it lies: its cards.json entry has the key String(at)
  lane: Lane;
  b: number; e: number; manner: Manner; unit: Unit;
  core: readonly [number, number] | null; // agreed core, minutes: drawn solid
  approximate: boolean; uncertain: boolean;
  openBegin: boolean; openEnd: boolean; // nobody says how long before b, after e: an arrow, not an end
  weight: number; title: string; lang: string; href: string; // href is absolute, "" when there is none
  of: string; // what the date is of, where it is not simply when it happened ("published")
  prongs: readonly Prong[]; // all datings when contested, each with its witnesses; else empty
  who: readonly Witness[]; themes: readonly string[]; places: readonly string[];
  contested: boolean; machine: boolean; chosen: boolean;
  same: readonly Coincidence[]; // the very same event in other lanes, and what it adds to their counts of coincidence
}

/** A decoded tile. It covers [begin, begin + span). */
export interface Tile {
  tree: Tree; z: number; x: number; part: number; begin: number; span: number;
  n: readonly number[]; bins: readonly Uint32Array[]; // per lane of the tree: marks that begin here, and in each of the 128 bins
  open: readonly number[]; thru: readonly (readonly [z: number, x: number, i: number, part?: number])[];
  kids: number; parts: number; told: boolean; // told: there is a cards.json beside it
  marks: readonly Mark[]; // in order of (begin, lane, id)
}

/** An entry of z/x.cards.json: what a card shows and a mark does not. */
export interface Card {
  text?: string; lang?: string; passage?: string; plang?: string; by?: (number | string)[]; source?: string; href?: string; act?: number;
  words?: string; calendar?: string; picture?: string; alt?: string; disputes?: number; more?: Card[];
  also?: [words: string, who: number[]][]; dated?: string[]; themes?: string[]; places?: string[]; // names only where meta.json does not list them
}

/** Where files come from: a folder on a server, `whole.js`, or memory (a dropped-in CSV made into tiles). */
export interface Source {
  readonly base: string; // absolute URL of the folder, for links; "" for memory
  /** The parsed file. Rejects when it is missing, truncated or not JSON. Paths as in the tile format: "meta.json", "3/5.json", "3/5.cards.json", "9/4.2.json". */
  get(path: string): Promise<unknown>;
}

/** One tile tree that was read. */
export interface Tree { no: number; id: string; meta: Meta; source: Source; lanes: readonly Lane[] }

/** A lane of any tree. */
export interface Lane {
  key: string; // "treeId#laneId": good for the address bar
  tree: Tree; index: number; // index into the tree's lanes
  title: string; letters: string; shape: Shape; href: string; n: number;
  hue: number; // 0..3: which of the four lane colours; colour is never the only sign
}

// ── what the reader looks at ───────────────────────────────────────────────────────────────────────────────────────────────────────

export type ScaleName = "linear" | "even" | "elastic" | "aligned";
export type Style = "new" | "old";
export type Depth = "far" | "middle" | "near"; // ribbons; marks with titles; cards

/** Minutes [a, b). */
export interface Window { a: number; b: number }

export interface Filter { themes: string[]; who: string[]; places: string[]; certain: "" | "certain" | "approximate" | "uncertain" | "open"; contested: boolean; machine: "" | "no" | "only" }

/** The whole state; all of it is in the address bar. */
export interface View extends Window {
  scale: ScaleName;
  across: boolean; // time lies across; only where the stage is wide enough, see Layout.across
  style: Style;
  lanes: string[]; // keys of the lanes shown, in order; empty = all of the first tree's
  first: number; // phones show two lanes at a time: which is the first
  align: Record<string, { t: number; id: string | number; title: string }>; // scale "aligned": lane key → the minute that is set on one line
  hairs: boolean; // coincidence hairlines
  filter: Filter | null;
  open: { tree: string; id: string | number; t?: number } | null; // the card open in place; t: the minute its mark begins, by which it is found in any window
}

/** How a change of the view is made. `step`: deliberate, worth an entry in the history; else the address is replaced. `glide`: tween, unless motion is reduced. */
export interface Move { step?: boolean; glide?: boolean }

// ── layout: one pure function's answer, used by canvas, lists and print ────────────────────────────────────────────────────────────

export interface Box { x: number; y: number; w: number; h: number }

/** Minute to pixel along and back, monotone. An aligned scale has one for each lane. */
export interface Scale {
  name: ScaleName;
  at(t: number): number;
  back(px: number): number;
  rate: number; // pixels a minute outside of folds (even: the mean)
  folds: readonly Fold[];
}

/** An empty (or set aside) stretch [a, b) that is drawn torn and said, `size` pixels long. */
export interface Fold { a: number; b: number; at: number; size: number; hidden: number; words: string }

export interface LaneAt extends Box { lane: Lane; line: number; total: number; drawn: number; scale: Scale } // line: where the trace or the marks stand, athwart

/** Tempo of a lane: for each step along, the count of begins; drawn as a pen stroke, cube root of count. */
export interface Ribbon { lane: Lane; from: number; step: number; counts: Float32Array; most: number }

/** A mark on the stage. `x`,`y`: centre of its shape. Bars and brackets run from..to along. */
export interface MarkAt {
  mark: Mark; x: number; y: number; lane: LaneAt;
  from: number; to: number; // earliest to latest along, clipped to a little beyond the stage
  solid: readonly [number, number] | null; // along: the agreed core
  dashed: boolean; // a bracket from..to is drawn
  prongs: readonly { from: number; to: number; prong: Prong }[];
  sticky: boolean; // began before the window, its label is held at the edge
  slot: number; // bars and brackets side by side: 0, 1, 2; -1: none is drawn
  small: boolean; // a short stroke at the lane's edge, not a shape
}

/** A title beside its mark; `leader` when it had to move away from it: x0, y0, x1, y1. */
export interface Label extends Box { mark: Mark; date: string; lines: readonly string[]; leader: readonly [number, number, number, number] | null; rtl: boolean }

/** Room for a card in the DOM, near zoom. The height is an estimate until `core.measured` says better. */
export interface CardAt extends Box { mark: Mark; leader: readonly [number, number, number, number] | null }

export interface Tick { t: number; at: number; text: string; under: readonly string[]; weight: 0 | 1 | 2; numeral: boolean } // numeral: a big light day numeral
export interface Hair { one: MarkAt; other: MarkAt; certain: boolean; words: string; at: number; from: number; to: number }

/** A tile that could not be read: its stretch along, in the lanes of its tree. */
export interface Notice { tree: Tree; z: number; x: number; part: number; from: number; to: number; words: string }

export interface Layout {
  width: number; height: number; across: boolean; rtl: boolean; narrow: boolean; depth: Depth;
  view: View; scale: Scale;
  lanes: readonly LaneAt[]; // those on the stage
  band: number; // near: pixels at the top for what lasts from before or has no day of its own; its titles are labels
  ribbons: readonly Ribbon[];
  marks: readonly MarkAt[]; // drawn, in order of time within each lane, lane by lane
  labels: readonly Label[]; cards: readonly CardAt[];
  folds: readonly Fold[]; ticks: readonly Tick[]; hairs: readonly Hair[]; notices: readonly Notice[];
  drawn: number; hidden: number; total: number; // of the window, all lanes on the stage; total rounded to bins
  more: readonly { tree: Tree; z: number; x: number; parts: number; n: number }[]; // overfull leaves whose further parts can be asked for
}

// ── the core, as the other parts see it ────────────────────────────────────────────────────────────────────────────────────────────

/** The containers in the shadow tree. Each is empty but for what its owner puts there. */
export interface Parts {
  bar: HTMLElement; // heading, count and the core's own switches
  tools: HTMLElement; // in the bar: room for buttons of the apparatus (lanes, filter, find, take away)
  panel: HTMLElement; // under the bar: room for what those buttons open
  over: HTMLElement; // overview with its brush
  heads: HTMLElement; // lane heads
  stage: HTMLElement; // holds canvas and cards; position: relative
  canvas: HTMLCanvasElement; // aria-hidden
  cards: HTMLElement; // over the canvas, same origin as Layout's pixels; pointer-events: none, its children auto
  twin: HTMLElement; // the ordered lists
  live: HTMLElement; // role=status
}

export interface Happened {
  view: { before: View; step: boolean; moving: boolean }; // moving: more will follow (drag, tween)
  layout: Layout; // a frame was drawn
  settle: Layout; // nothing moves any more and the tiles asked for are here: lists and address may be rewritten
  select: { mark: Mark | null };
  hover: { mark: Mark | null };
  tiles: { tree: Tree; z: number; x: number; ok: boolean };
  trees: undefined; // a tree came or went
  ready: undefined; // the first mark was drawn
  fail: { words: string }; // the first tree could not be read; the plain page is shown again
  open: { mark: Mark }; // a mark was chosen (click, tap, Enter): show its card
}

export interface Core {
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly parts: Parts;
  readonly trees: readonly Tree[];
  readonly lanes: readonly Lane[]; // shown, in order (also those swiped away)
  readonly view: Readonly<View>;
  readonly layout: Layout | null; // of the last frame
  readonly selected: Mark | null;
  readonly hovered: Mark | null;
  readonly lang: string;

  /** Words of the viewer in the page's language: `meta.say[key]`, else built in; `{n}` and the like are filled in. */
  say(key: string, values?: Record<string, string | number>): string;
  /** A number in the page's language. */
  figure(n: number): string;

  /** Change the view and ask for a frame. a and b are kept within the trees' extent, at least a few minutes apart. */
  set(change: Partial<View>, how?: Move): void;
  /** Zoom by a factor (2 = twice as near) about a minute, by default the selected mark's or the middle. */
  zoom(factor: number, about?: number, how?: Move): void;
  /** Pan by pixels along; false when the end was reached already. */
  pan(px: number, how?: Move): boolean;
  /** Bring a minute (or the whole of a mark) into the window without changing how near it is; does nothing when it is in view. */
  show(what: number | Mark, how?: Move): void;
  /** Select a mark (the twin's focus and the pointer do the same thing). `show` brings it into the window. */
  select(mark: Mark | null, how?: { show?: boolean }): void;
  hover(mark: Mark | null): void;
  /** As a click on it does: select and emit "open". */
  open(mark: Mark): void;
  /** Only marks that pass are drawn; null lets all pass. Ribbons stay (bins cannot be sifted) and pale. */
  sift(passes: ((mark: Mark) => boolean) | null): void;

  /** The next (or previous) mark of a lane in order of (b, key) at the present nearness, reading tiles when needed; null at the end. */
  next(lane: Lane, from: Mark | number, step: 1 | -1): Promise<Mark | null>;
  /** Marks of a lane that are at hand within the window's levels (drawn or not), in order. */
  at(lane: Lane, window?: Window): Mark[];
  /** A mark by the tree's own id among the tiles at hand, else null. */
  find(tree: string, id: string | number): Mark | null;
  /** One tile for a walk (find, downloads): from the store when there, else read and not kept. Null when it cannot be read. */
  tile(tree: Tree, z: number, x: number, part?: number): Promise<Tile | null>;
  /** The cards of a tile; an empty map when it has none. */
  cards(tile: Tile): Promise<ReadonlyMap<number, Card>>;
  /** Coincidences of a mark with the other lanes of its tree; none when it is not known to a month, or the tree does not say. */
  near(mark: Mark): Promise<readonly Coincidence[]>;
  /** The same window laid out anew for another size (paper), without touching the stage. */
  lay(width: number, height: number): Layout;
  /** Ask for further parts of an overfull leaf (see Layout.more), or again for tiles that failed. */
  parts_of(tree: Tree, z: number, x: number): void;
  retry(): void;

  /** Read meta.json of a source and add its lanes; rejects with words for the reader. */
  join(source: Source, lanes?: string[]): Promise<Tree>;
  leave(tree: Tree): void;

  /** The measured height of a mark's card: layout uses it from the next frame on. */
  measured(mark: Mark, height: number): void;
  /** Ask for a frame. */
  dirty(): void;
  /** Listen; the answer stops it. */
  on<K extends keyof Happened>(what: K, then: (told: Happened[K]) => void): () => void;
}

/** What a benchmark asks the element. */
export interface Look { marks_on_screen: number; lanes_on_screen: number; hidden: number; drawn: number; content_px: number }
