/** The two switches of the head: day and night, Old and New Style. Without scripts they stay hidden and the system's light holds. */
import { recall, remember } from "./memory";

const root = document.documentElement;

function isNight(): boolean {
  return root.dataset.light ? root.dataset.light === "night" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function press(buttons: HTMLElement[], on: boolean): void {
  for (const button of buttons) button.setAttribute("aria-pressed", String(on));
}

function light(buttons: HTMLElement[]): void {
  press(buttons, isNight());
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", () => {
      root.dataset.light = isNight() ? "day" : "night";
      remember("light", root.dataset.light);
      press(buttons, isNight());
    });
  }
}

/** Our own reckoning changes, never quoted words: only what the page marks with both styles is swapped. */
function reckon(old: boolean): void {
  for (const date of document.querySelectorAll<HTMLElement>("[data-ns][data-os]")) date.textContent = (old ? date.dataset.os : date.dataset.ns) ?? "";
  root.dataset.style = old ? "old" : "new";
}

function style(buttons: HTMLElement[]): void {
  if (!document.querySelector("[data-ns][data-os]")) return;
  const set = (old: boolean) => {
    reckon(old);
    press(buttons, old);
  };
  set(recall("style") === "old");
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const old = root.dataset.style !== "old";
      remember("style", old ? "old" : "new");
      set(old);
    });
  }
}

export function switches(): void {
  light([...document.querySelectorAll<HTMLElement>("[data-do=night]")]);
  style([...document.querySelectorAll<HTMLElement>("[data-do=style]")]);
}
