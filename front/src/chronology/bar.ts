/** The bar over the stage: what the window is, how much of it is drawn, and the core's own switches. And the heads of the lanes. */
import { headingWords } from "./heading";
import type { Inner } from "./core";
import { DAY, YEAR } from "./time";
import type { Layout, ScaleName, Shape } from "./types";

const make = <K extends keyof HTMLElementTagNameMap>(name: K, className: string, text = ""): HTMLElementTagNameMap[K] => {
  const made = document.createElement(name);
  made.className = className;
  if (text) made.textContent = text;
  return made;
};

/** A row of buttons of which one is pressed. */
function segment(label: string, choices: readonly (readonly [string, string])[], chosen: (key: string) => void): { box: HTMLElement; press(key: string): void } {
  const box = make("div", "seg");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", label);
  const buttons = choices.map(([key, words]) => {
    const button = make("button", "", words);
    button.type = "button";
    button.addEventListener("click", () => chosen(key));
    box.append(button);
    return [key, button] as const;
  });
  return { box, press: (key) => buttons.forEach(([own, button]) => button.setAttribute("aria-pressed", String(own === key))) };
}

const SPANS = { century: 100 * YEAR, years: 12 * YEAR, month: 31 * DAY, day: 1 * DAY } as const;

/** Which of the four the window is nearest to. */
export function spanName(minutes: number): keyof typeof SPANS {
  if (minutes > 45 * YEAR) return "century";
  if (minutes > 0.6 * YEAR) return "years";
  return minutes > 4 * DAY ? "month" : "day";
}

function toggle(words: string, does: () => void): HTMLButtonElement {
  const button = make("button", "btn", words);
  button.type = "button";
  button.addEventListener("click", does);
  return button;
}

function scaleChoice(core: Inner): HTMLLabelElement {
  const label = make("label", "pick");
  const select = make("select", "");
  label.append(make("span", "vh", core.say("scale")), select);
  for (const name of ["elastic", "linear", "even", "aligned"] as const) select.append(new Option(core.say(`scale.${name}`), name));
  select.addEventListener("change", () => core.set(scaleChange(core, select.value as ScaleName), { step: true }));
  core.on("view", () => { select.value = core.view.scale; });
  select.value = core.view.scale;
  return label;
}

/** Aligned needs events to set: the selected one, and in each other lane the one nearest to it. */
function scaleChange(core: Inner, scale: ScaleName): Parameters<Inner["set"]>[0] {
  if (scale !== "aligned") return { scale };
  const about = core.selected?.b ?? (core.view.a + core.view.b) / 2;
  const align = Object.fromEntries(core.lanes.flatMap((lane) => {
    const marks = core.at(lane);
    const near = core.selected?.lane === lane ? core.selected : marks.reduce<(typeof marks)[number] | null>((best, mark) => (!best || mark.weight - Math.abs(mark.b - about) / YEAR > best.weight - Math.abs(best.b - about) / YEAR ? mark : best), null);
    return near ? [[lane.key, { t: near.b, id: near.id, title: near.title.slice(0, 80) }]] : [];
  }));
  return { scale, align };
}

export interface Bar { update(made: Layout): void }

export function bar(core: Inner): Bar {
  const { bar: box, tools } = core.parts;
  const heading = make("h2", "range");
  const lead = make("p", "lead", core.trees[0]!.meta.lead ?? "");
  const count = make("p", "count");
  count.setAttribute("part", "count");
  const more = toggle(core.say("more"), () => core.layout?.more.forEach(({ tree, z, x }) => core.parts_of(tree, z, x)));
  const again = toggle(core.say("retry"), () => core.retry());
  more.hidden = again.hidden = true;
  const title = make("div", "ct");
  title.append(heading, lead);
  const fields = make("div", "fields");
  const spans = segment(core.say("near"), (Object.keys(SPANS) as (keyof typeof SPANS)[]).map((key) => [key, core.say(key)] as const), (key) => core.set(centred(core, SPANS[key as keyof typeof SPANS]), { step: true, glide: true }));
  fields.append(spans.box);
  const styles = core.trees[0]!.meta.cutover == null ? null : segment(core.say("style"), [["new", core.say("newStyle")], ["old", core.say("oldStyle")]], (key) => core.set({ style: key === "old" ? "old" : "new" }, { step: true }));
  if (styles) fields.append(styles.box);
  const hairs = toggle(core.say("coincidences"), () => core.set({ hairs: !core.view.hairs }, { step: true }));
  const across = toggle(core.say("across"), () => core.set({ across: !core.view.across }, { step: true }));
  fields.append(scaleChoice(core), hairs, across);
  const line = make("div", "cnt");
  line.append(count, more, again);
  const row = make("div", "row");
  row.append(fields, tools);
  box.append(title, row, line);

  let said = "";
  return {
    update(made) {
      const words = countWords(core, made);
      const range = headingWords(clipped(core), core.lang, core.view.style, core.trees[0]!.meta.cutover, core.say);
      if (said !== words + range) {
        heading.textContent = range;
        heading.classList.toggle("long", range.length > 15);
        count.textContent = words;
        said = words + range;
      }
      spans.press(spanName(core.view.b - core.view.a));
      styles?.press(core.view.style);
      hairs.setAttribute("aria-pressed", String(core.view.hairs));
      across.setAttribute("aria-pressed", String(core.view.across));
      across.hidden = made.width < 900 && !core.view.across;
      more.hidden = !made.more.some(({ tree, z, x, parts }) => { const tile = core.held.peek(tree, z, x); return tile !== null && core.held.partsOf(tile) < parts; });
      again.hidden = !made.notices.length;
    },
  };
}

function clipped(core: Inner): { a: number; b: number } {
  const some = core.lanes.map((lane) => lane.tree.meta).filter((meta) => meta.n > 0);
  if (!some.length) return core.view;
  const a = Math.max(core.view.a, Math.min(...some.map((meta) => meta.first!)));
  const b = Math.min(core.view.b, Math.max(...some.map((meta) => meta.last!)) + 1);
  return b > a ? { a, b } : core.view;
}

function centred(core: Inner, minutes: number): { a: number; b: number } {
  const all = core.extent();
  const middle = core.selected?.b ?? busiest(core);
  return minutes >= all.b - all.a ? all : { a: middle - minutes / 2, b: middle + minutes / 2 };
}

/** Going nearer without a choice, one looks where most is: the titles' middle, else the window's. */
function busiest(core: Inner): number {
  const { a, b } = core.view;
  const heaviest = [...(core.layout?.labels ?? []), ...(core.layout?.cards ?? [])].map(({ mark }) => mark).filter((mark) => mark.b >= a && mark.b < b);
  const middle = (a + b) / 2;
  const best = heaviest.reduce<(typeof heaviest)[number] | null>((found, mark) => (!found || mark.weight > found.weight || (mark.weight === found.weight && Math.abs(mark.b - middle) < Math.abs(found.b - middle)) ? mark : found), null);
  return best?.b ?? middle;
}

function countWords(core: Inner, made: Layout): string {
  const counts = core.say("count", { drawn: core.figure(made.drawn), hidden: core.figure(made.hidden) });
  const folds = made.folds.length ? ` ${core.say("folds", { n: made.folds.length })}` : "";
  return `${counts} · ${core.say(`scale.${core.view.scale}`)}${folds}${made.lanes.length < core.lanes.length ? ` · ${core.say("lanesOf", { n: made.lanes.length, all: core.lanes.length })}` : ""}`;
}

// ── lane heads ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const PATHS: Record<Shape, string> = { square: "M1 1h11v11H1z", circle: "M6.5.5a6 6 0 1 1 0 12 6 6 0 0 1 0-12z", diamond: "M6.5-.5l7 7-7 7-7-7z", triangle: "M6.5 0l6.5 12H0z" };
const SVG = "http://www.w3.org/2000/svg";

function sign(shape: Shape): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 13 13");
  svg.setAttribute("class", "mk");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[shape]);
  svg.append(path);
  return svg;
}

export function heads(core: Inner): Bar {
  const { heads: box } = core.parts;
  let said = "";
  const turn = make("div", "turn");
  const step = (by: number) => core.set({ first: Math.max(0, Math.min(core.lanes.length - (core.layout?.lanes.length ?? 1), (core.layout ? core.lanes.indexOf(core.layout.lanes[0]!.lane) : 0) + by)) }, { step: true });
  const back = toggle("‹", () => step(-1));
  const forth = toggle("›", () => step(1));
  back.ariaLabel = core.say("lanesBack");
  forth.ariaLabel = core.say("lanesForth");
  turn.append(back, forth);
  const hues = ["pol", "art", "life", "place"];
  return {
    update(made) {
      const now = `${made.width}|${made.rtl}|${made.across}|${made.lanes.map(({ lane, x, y, w, h }) => `${lane.key},${Math.round(x)},${Math.round(y)},${Math.round(w)},${Math.round(h)}`).join()}|${core.lanes.length}`;
      if (now === said) return;
      said = now;
      box.classList.toggle("across", made.across);
      box.replaceChildren(...made.lanes.map((at) => {
        const head = make("div", `lh ${hues[at.lane.hue]}`);
        const name = at.lane.href ? make("a", "", at.lane.title) : make("b", "", at.lane.title);
        if (name instanceof HTMLAnchorElement) name.href = at.lane.href;
        head.append(sign(at.lane.shape), name);
        if (at.lane.letters && at.w > 175) head.append(make("i", "", at.lane.letters));
        if (made.across) head.style.top = `${at.y}px`;
        else { head.style.left = `${at.x}px`; head.style.width = `${at.w}px`; }
        return head;
      }), ...(made.lanes.length < core.lanes.length ? [turn] : []));
      const first = made.lanes[0] ? core.lanes.indexOf(made.lanes[0].lane) : 0;
      back.disabled = first === 0;
      forth.disabled = first + made.lanes.length >= core.lanes.length;
    },
  };
}
