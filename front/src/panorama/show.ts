/** The show: words in a live region, light over the picture, a camera that lets go when the visitor takes it. Nothing begins, and nothing sounds, before Begin. */
import type { PresnyaZoom } from "../zoom";
import { boxOf, type Cue, type Data, quiet, type Show } from "./data";
import { Lights } from "./lights";
import { Over } from "./over";

/** How long the last words stay. */
const LAST = 6000;

export class Shows {
  private readonly lights: Lights;
  private readonly timers: number[] = [];
  private readonly sounds: HTMLAudioElement[] = [];
  private running: { show: Show; button: HTMLButtonElement } | null = null;
  private held = false;

  constructor(private readonly zoom: PresnyaZoom, private readonly data: Data, private readonly say: (words: string) => void) {
    this.lights = new Lights(new Over(zoom, "pano-lights"));
    for (const show of data.shows) {
      const button = document.querySelector<HTMLButtonElement>(`[data-show="${show.id}"] [data-begin]`);
      if (!button) continue;
      button.hidden = false;
      button.addEventListener("click", () => (this.running?.show === show ? this.stop(this.data.words.stopped) : this.begin(show, button)));
    }
    for (const kind of ["pointerdown", "keydown"]) zoom.addEventListener(kind, () => (this.held = true), true); // before the picture takes them
  }

  private begin(show: Show, button: HTMLButtonElement): void {
    this.stop("");
    this.running = { show, button };
    this.held = false;
    this.name(button, "stop");
    this.lights.begin();
    show.cues.forEach((cue, nth) => this.timers.push(window.setTimeout(() => this.cue(cue, nth), cue.at)));
    this.timers.push(window.setTimeout(() => this.stop(this.data.words.over), (show.cues.at(-1)?.at ?? 0) + LAST));
  }

  private stop(words: string): void {
    if (!this.running) return;
    for (const timer of this.timers.splice(0)) clearTimeout(timer);
    for (const sound of this.sounds.splice(0)) sound.pause();
    this.lights.end();
    this.here(-1);
    this.name(this.running.button, "begin");
    this.running = null;
    if (words) this.say(words);
  }

  private cue(cue: Cue, nth: number): void {
    this.say(cue.text);
    this.here(nth);
    this.lights.cue(cue);
    const spot = this.data.spots.find((one) => one.id === cue.spot);
    if (spot && !this.held && !quiet.matches) this.zoom.show(boxOf(spot.box), true);
    if (cue.sound) this.sound(cue.sound);
  }

  private sound(name: string): void {
    const sound = new Audio(this.data.base + this.data.folder + name);
    this.sounds.push(sound);
    sound.play().catch((error: unknown) => console.warn(error)); // a browser may refuse; its words are there
  }

  /** The line of the transcript that is being told. */
  private here(nth: number): void {
    const lines = document.querySelectorAll(`[data-script="${this.running?.show.id}"]>li`);
    lines.forEach((line, at) => (at === nth ? line.setAttribute("aria-current", "step") : line.removeAttribute("aria-current")));
  }

  private name(button: HTMLButtonElement, does: "begin" | "stop"): void {
    const words = button.dataset[does] ?? "";
    const title = button.getAttribute("aria-label")?.split(": ").slice(1).join(": ") ?? "";
    button.textContent = words;
    button.setAttribute("aria-label", `${words}: ${title}`);
    button.classList.toggle("on", does === "stop");
  }
}
