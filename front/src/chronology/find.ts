/** Find: titles at hand first, then the whole tree, tile by tile. And "go to a date". */
import { fold, words as wordsOf } from "../fold";
import { readDate } from "./dates";
import { el } from "./dom";
import { time } from "./telling";
import { goTo, progressLine, tilesOf, treesShown, walk } from "./walk";
import type { Core, Mark } from "./types";

const SHOWN = 50;

/** Whether every word sought begins a word of the title. */
export function answers(title: string, sought: readonly string[]): boolean {
  const text = ` ${fold(title).replace(/[^\p{L}\p{N}]+/gu, " ")}`;
  return sought.every((word) => text.includes(` ${word}`));
}

export function find(core: Core, focus: (mark: Mark) => void): (box: HTMLElement) => () => void {
  const { say } = core;
  return (box) => {
    const input = el("input", { type: "search", "aria-label": say("find.what"), autocomplete: "off", enterkeyhint: "search" });
    const list = el("ol", { class: "found" });
    const line = progressLine(core);
    const search = async () => {
      const sought = wordsOf(input.value);
      const signal = line.signal();
      current = signal;
      const seen = new Set<string>();
      let n = 0;
      list.replaceChildren();
      if (!sought.length) { line.say("", false); return; }
      const look = (marks: readonly Mark[]) => {
        for (const mark of marks) {
          if (seen.has(mark.key) || !answers(mark.title, sought)) continue;
          seen.add(mark.key);
          if (n++ < SHOWN) list.append(row(mark));
        }
      };
      for (const lane of core.lanes) look(core.at(lane, { a: -Infinity, b: Infinity }));
      const trees = treesShown(core);
      const of = tilesOf(trees);
      const told = (tiles: number, more: string) => [say("find.found", { n }), n > SHOWN ? say("find.first", { n: SHOWN }) : "", say(more, { n: tiles, of: Math.max(of, tiles) })].filter(Boolean).join(" ");
      line.say(told(0, "find.searching"), true);
      const done = await walk(core, trees, (tile) => look(tile.marks), { signal, progress: (tiles) => line.say(told(tiles, "find.searching"), true) });
      if (signal !== current) return; // another search has begun, or the panel is closed
      line.say(told(done.seen, signal.aborted ? "find.stopped" : "find.done") + (done.missing ? ` ${say("walk.missing", { n: done.missing })}` : ""), false);
    };
    let current: AbortSignal | null = null;
    const row = (mark: Mark) => el("li", {}, el("button", { type: "button", onclick: () => goTo(core, mark, focus) }, time(core, mark), " ", el("span", { lang: mark.lang || null, dir: "auto" }, mark.title), el("i", {}, ` ${mark.lane.title}`)));
    let timer = 0;
    const start = () => { clearTimeout(timer); void search(); };
    box.append(el("form", { role: "search", onsubmit: (event) => { event.preventDefault(); start(); } }, input, el("button", { class: "btn" }, say("find"))), line.box, list);
    input.addEventListener("input", () => { clearTimeout(timer); timer = window.setTimeout(start, 250); });
    return () => { clearTimeout(timer); current = null; line.signal(); };
  };
}

/** How long a window is after going to a date: enough to see it whole, no longer than now. */
export function windowAt(core: Core, date: { b: number; e: number }): { a: number; b: number } {
  const length = date.e - date.b + 1;
  const size = Math.min(Math.max(core.view.b - core.view.a, length * 1.25), length < 1440 ? 1440 : length * 6);
  const middle = (date.b + date.e + 1) / 2;
  return { a: middle - size / 2, b: middle + size / 2 };
}

export function goToDate(core: Core, then: (t: number) => void): (box: HTMLElement) => void {
  const { say } = core;
  return (box) => {
    const wrong = el("p", { class: "wrong", role: "alert" });
    const input = el("input", { type: "text", "aria-label": say("goto.what"), autocomplete: "off", spellcheck: "false" });
    const go = (event: Event) => {
      event.preventDefault();
      const date = readDate(input.value, core.lang);
      wrong.textContent = date ? "" : say("goto.wrong", { text: input.value });
      if (!date) return;
      core.set(windowAt(core, date), { step: true, glide: true });
      then(date.b);
    };
    box.append(el("form", { onsubmit: go }, input, el("button", { class: "btn" }, say("goto.go"))), el("p", { class: "fine" }, say("goto.hint")), wrong);
  };
}
