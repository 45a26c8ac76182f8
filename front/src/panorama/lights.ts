/** Light over the picture: soft glows that stay, and flashes, of which no second sees more than three. */
import { type Cue, quiet } from "./data";
import type { Over } from "./over";

const SECOND = 1000;
const MOST = 3;
const BRIEF = { gun: 700, flash: 400, glow: 3000 } as const;

/** What the reader of the folder has refused already is refused here once more: no change of the clock may make light flash faster. */
export class Flashes {
  private readonly times: number[] = [];

  allow(now: number): boolean {
    while (this.times.length && now - this.times[0]! >= SECOND) this.times.shift();
    if (this.times.length >= MOST) return false;
    this.times.push(now);
    return true;
  }
}

export class Lights {
  private readonly ends = new Set<() => void>();
  private readonly timers = new Set<number>();
  private readonly flashes = new Flashes();

  constructor(private readonly over: Over) {}

  begin(): void {
    if (!quiet.matches) this.over.field.classList.add("on");
  }

  cue(cue: Cue): void {
    if (quiet.matches || !cue.light) return;
    if (cue.light === "dark") {
      this.clear();
      this.over.field.classList.add("dark");
      return;
    }
    const flashing = cue.light === "gun" || cue.light === "flash";
    for (let nth = 0; nth < (flashing ? cue.flashes : 1); nth += 1) this.later(nth * cue.every, () => this.light(cue, flashing));
  }

  end(): void {
    this.clear();
    this.over.field.classList.remove("on", "dark");
  }

  private light(cue: Cue, flashing: boolean): void {
    if (quiet.matches || (flashing && !this.flashes.allow(performance.now()))) return;
    const node = document.createElement("i");
    node.className = `l l-${cue.light}`;
    const gone = this.over.keep(node, cue.x, cue.y, cue.radius);
    this.ends.add(gone);
    const brief = BRIEF[cue.light as keyof typeof BRIEF];
    if (brief) this.later(brief, () => {
      this.ends.delete(gone);
      gone();
    });
  }

  private later(wait: number, does: () => void): void {
    const timer = window.setTimeout(() => {
      this.timers.delete(timer);
      does();
    }, wait);
    this.timers.add(timer);
  }

  private clear(): void {
    for (const timer of this.timers) clearTimeout(timer);
    for (const gone of this.ends) gone();
    this.timers.clear();
    this.ends.clear();
  }
}
