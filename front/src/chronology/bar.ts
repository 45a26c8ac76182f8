/** The bar over the stage: what the window is, how much of it is drawn, and the core's own switches. And the heads of the lanes. */
import { el, shape } from "./dom";
import { headingWords } from "./heading";
import type { Inner } from "./core";
import { civil, DAY, isOld, minuteOf, YEAR } from "./time";
import type { Layout, Mark, ScaleName } from "./types";

/** Only when it changes: an attribute that is set makes the page work out its styles, and this is asked in every frame. */
function pressed(button: Element, on: boolean): void {
  if (button.ariaPressed !== String(on)) button.setAttribute("aria-pressed", String(on));
}

/** A row of buttons of which one is pressed. */
function segment(label: string, choices: readonly (readonly [string, string])[], chosen: (key: string) => void): { box: HTMLElement; press(key: string): void } {
  const buttons = choices.map(([key, words]) => [key, el("button", { type: "button", onclick: () => chosen(key) }, words)] as const);
  return { box: el("div", { class: "seg", role: "group", "aria-label": label }, ...buttons.map(([, button]) => button)), press: (key) => buttons.forEach(([own, button]) => pressed(button, own === key)) };
}

const SPANS = { century: 100 * YEAR, years: 12 * YEAR, month: 31 * DAY, day: 1 * DAY } as const;

/** Which of the four the window is nearest to. */
export function spanName(minutes: number): Span {
  if (minutes > 45 * YEAR) return "century";
  if (minutes > 0.6 * YEAR) return "years";
  return minutes > 4 * DAY ? "month" : "day";
}

const toggle = (words: string, does: () => void): HTMLButtonElement => el("button", { class: "btn", type: "button", onclick: does }, words);

function scaleChoice(core: Inner): HTMLLabelElement {
  const change = () => core.set(scaleChange(core, select.value as ScaleName), { step: true });
  const select = el("select", { onchange: change }, ...["elastic", "linear", "even", "aligned"].map((name) => new Option(core.say(`scale.${name}`), name)));
  core.on("view", () => { select.value = core.view.scale; });
  select.value = core.view.scale;
  return el("label", { class: "pick" }, el("span", { class: "vh" }, core.say("scale")), select);
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
  const heading = el("h2", { class: "range" });
  const lead = core.host.hasAttribute("lead") && core.trees[0]!.meta.lead; // a page that says it itself does not ask for it
  const count = el("p", { class: "count", part: "count" });
  const more = toggle(core.say("more"), () => core.layout?.more.forEach(({ tree, z, x }) => core.parts_of(tree, z, x)));
  const again = toggle(core.say("retry"), () => core.retry());
  more.hidden = again.hidden = true;
  const spans = segment(core.say("near"), (Object.keys(SPANS) as Span[]).map((key) => [key, core.say(key)] as const), (key) => core.set(stepTo(core, key as Span), { step: true, glide: true }));
  const styles = core.trees[0]!.meta.cutover == null ? null : segment(core.say("style"), [["new", core.say("newStyle")], ["old", core.say("oldStyle")]], (key) => core.set({ style: key === "old" ? "old" : "new" }, { step: true }));
  const hairs = toggle(core.say("coincidences"), () => core.set({ hairs: !core.view.hairs }, { step: true }));
  const across = toggle(core.say("across"), () => core.set({ across: !core.view.across }, { step: true }));
  box.append(
    el("div", { class: "ct" }, heading, lead && el("p", { class: "lead" }, lead)),
    el("div", { class: "row" }, el("div", { class: "fields" }, spans.box, styles?.box, scaleChoice(core), hairs, across), tools),
    el("div", { class: "cnt" }, count, more, again),
  );

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
      pressed(hairs, core.view.hairs);
      pressed(across, core.view.across);
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

type Span = keyof typeof SPANS;

/** The window of a step: all time, some years about a mark, or the very month or day in which it lies. */
function stepTo(core: Inner, span: Span): { a: number; b: number } {
  const all = core.extent();
  const minutes = SPANS[span];
  if (minutes >= all.b - all.a) return all;
  const t = core.selected?.b ?? weightiest(core, minutes);
  if (span === "century" || span === "years") return { a: t - minutes / 2, b: t + minutes / 2 };
  if (span === "day") return { a: Math.floor(t / DAY) * DAY, b: Math.floor(t / DAY) * DAY + DAY };
  const julian = isOld(t, core.view.style, core.trees[0]!.meta.cutover);
  const { year, month } = civil(t, julian);
  return { a: minuteOf(year, month, 1, julian), b: month === 12 ? minuteOf(year + 1, 1, 1, julian) : minuteOf(year, month + 1, 1, julian) };
}

/** Going nearer without a choice, one lands where something is: on a mark dated closely enough, heavy and not far from the middle; else on the middle. */
function weightiest(core: Inner, minutes: number): number {
  const { a, b } = core.view;
  const middle = (a + b) / 2;
  const worth = ({ weight, b: t }: Mark) => (weight + 1) * (1 - Math.abs(t - middle) / (b - a));
  const marks = (core.layout?.marks ?? []).map(({ mark }) => mark).filter((mark) => mark.b >= a && mark.b < b);
  const dated = marks.filter((mark) => mark.e - mark.b <= minutes);
  const best = (dated.length ? dated : marks).reduce<Mark | null>((found, mark) => (!found || worth(mark) > worth(found) ? mark : found), null);
  return best?.b ?? middle;
}

function countWords(core: Inner, made: Layout): string {
  const counts = core.say("count", { drawn: core.figure(made.drawn), hidden: core.figure(made.hidden) });
  const folds = made.folds.length ? ` ${core.say("folds", { n: made.folds.length })}` : "";
  return `${counts} · ${core.say(`scale.${core.view.scale}`)}${folds}${made.lanes.length < core.lanes.length ? ` · ${core.say("lanesOf", { n: made.lanes.length, all: core.lanes.length })}` : ""}`;
}

// ── lane heads ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export function heads(core: Inner): Bar {
  const { heads: box } = core.parts;
  let said = "";
  const step = (by: number) => core.set({ first: Math.max(0, Math.min(core.lanes.length - (core.layout?.lanes.length ?? 1), (core.layout ? core.lanes.indexOf(core.layout.lanes[0]!.lane) : 0) + by)) }, { step: true });
  const back = toggle("‹", () => step(-1));
  const forth = toggle("›", () => step(1));
  back.ariaLabel = core.say("lanesBack");
  forth.ariaLabel = core.say("lanesForth");
  const turn = el("div", { class: "turn" }, back, forth);
  return {
    update(made) {
      const now = `${made.width}|${made.rtl}|${made.across}|${made.lanes.map(({ lane, x, y, w, h }) => `${lane.key},${Math.round(x)},${Math.round(y)},${Math.round(w)},${Math.round(h)}`).join()}|${core.lanes.length}`;
      if (now === said) return;
      said = now;
      box.classList.toggle("across", made.across);
      box.replaceChildren(...made.lanes.map((at) => {
        const { lane } = at;
        const head = el("div", { class: `lh h${lane.hue}` }, shape(lane.shape), lane.href ? el("a", { href: lane.href }, lane.title) : el("b", {}, lane.title), lane.letters && at.w > 175 && el("i", {}, lane.letters));
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
