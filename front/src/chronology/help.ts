/** The list of keys, as keys.ts understands them. */
import { el } from "./dom";
import type { Core } from "./types";

/** Key, and what words.json calls what it does. */
export const KEYS: readonly (readonly [keys: string, what: string])[] = [
  ["↑ ↓", "key.next"], ["← →", "key.lane"], ["Page Down, Page Up", "key.zoom"], ["Shift + ↑ ↓", "key.half"], ["[ ]", "key.halve"], ["Backspace", "key.unhalve"], ["Home, End", "key.ends"], ["Enter", "key.open"], ["Escape", "key.close"],
  ["c", "key.coincidence"], ["g", "key.goto"], ["/", "key.find"], ["f", "key.filter"], ["l", "key.lanes"], ["o", "key.style"], ["?", "key.help"],
];

/** The list of keys. */
export function help(core: Core): (box: HTMLElement) => void {
  return (box) => {
    box.append(el("p", {}, core.say("help.how")), el("dl", { class: "keys", tabindex: 0 }, ...KEYS.flatMap(([key, what]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, core.say(what))])));
    box.querySelector("dl")?.focus({ preventScroll: true });
  };
}
