/** What the buttons of the bar open under it: one at a time, built when opened (its script may have to be read first) and gone when closed. Escape closes and gives focus back. */
import { el } from "./dom";
import type { Core } from "./types";

/** Fills a panel; its answer is called when the panel closes. */
export type Build = (box: HTMLElement) => (() => void) | void;

export interface Panels {
  /** A button in the bar that opens a panel. */
  add(name: string, build: () => Promise<Build>): void;
  open(name: string): void;
  close(): boolean;
  off(): void;
}

export function panels(core: Core): Panels {
  const { tools, panel } = core.parts;
  const { say } = core;
  const known = new Map<string, { button: HTMLButtonElement; build: () => Promise<Build> }>();
  let shown = "";
  let end: (() => void) | void;
  let from: HTMLElement | null = null;
  panel.id = "panel";

  const close = (): boolean => {
    const one = known.get(shown);
    if (!one) return false;
    end?.();
    end = undefined;
    shown = "";
    const inside = panel.contains(core.root.activeElement);
    panel.replaceChildren();
    panel.removeAttribute("role");
    panel.removeAttribute("aria-label");
    one.button.setAttribute("aria-expanded", "false");
    if (inside) (from?.isConnected ? from : one.button).focus({ preventScroll: true });
    from = null;
    return true;
  };

  const open = (name: string): void => {
    const one = known.get(name);
    if (!one) return;
    const back = core.root.activeElement;
    close();
    shown = name;
    from = back instanceof HTMLElement && !panel.contains(back) ? back : null;
    panel.setAttribute("role", "region");
    panel.setAttribute("aria-label", say(`${name}.title`));
    const box = el("div", { class: "sheet" }, el("button", { class: "x", "aria-label": say("panel.close"), onclick: close }, "×"), el("h3", {}, say(`${name}.title`)));
    panel.append(box);
    one.button.setAttribute("aria-expanded", "true");
    one.build().then((build) => {
      if (!box.isConnected) return;
      end = build(box);
      box.querySelector<HTMLElement>("input, select, button:not(.x), [tabindex]")?.focus({ preventScroll: true });
      box.scrollIntoView({ block: "nearest" });
    }, (error: unknown) => box.append(el("p", { class: "wrong", role: "alert" }, say("panel.fail", { why: error instanceof Error ? error.message : String(error) }))));
  };

  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !close()) return;
    event.stopPropagation();
    event.preventDefault();
  };
  panel.addEventListener("keydown", onKey);

  const button = (name: string, attributes: Parameters<typeof el>[1]) => {
    const made = el("button", { type: "button", class: "btn", ...attributes }, say(name));
    tools.append(made);
    return made;
  };

  return {
    add(name, build) {
      known.set(name, { build, button: button(name, { "aria-expanded": "false", "aria-controls": "panel", onclick: () => (shown === name ? close() : open(name)) }) });
    },
    open, close,
    off() {
      close();
      panel.removeEventListener("keydown", onKey);
      tools.replaceChildren();
    },
  };
}
