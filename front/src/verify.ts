/** The check of a page, read when the page stands and the browser is idle (see checking.ts). No page needs it to be read. */
import "../style/verify.css";
import { sayer } from "./say";
import { fromDisk, fromWeb, script, spare, type Meter } from "./verify/browser";
import { ed25519 } from "./verify/ed25519";
import { mark } from "./verify/mark";
import { checkPage, type Asked, type Outcome } from "./verify/page";
import { ACCEPTED, recalled, type Seen } from "./verify/remembering";
import english from "./verify/words.json" with { type: "json" };

const own = (document.currentScript as HTMLScriptElement).src;
const root = new URL("..", own).href;

const look = document.createElement("link");
look.rel = "stylesheet";
look.href = new URL("verify.css", own).href;
document.head.append(look);

// ── what is remembered: the register of each name, and which name stands at this place ────────────────────────────

const HERE = `presnya.at.${new URL(root).pathname}`;
const seenOf = (origin: string): string => `presnya.seen.${origin}`;

/** What was seen of this register; or of the other one that was seen at this place before. */
function recall(origin: string): Seen | null {
  try {
    return recalled(localStorage.getItem(seenOf(localStorage.getItem(HERE) ?? origin)));
  } catch {
    return null;
  }
}

function remember(seen: Seen | null): void {
  if (!seen) return;
  try {
    localStorage.setItem(seenOf(seen.origin), JSON.stringify(seen));
    localStorage.setItem(HERE, seen.origin);
  } catch {
    // A browser that keeps nothing sees every register for the first time.
  }
}

// ── the page ──────────────────────────────────────────────────────────────────────────────────────────────────────

const ACT = /\/register\/acts\/(0|[1-9]\d*)\.html$/;

/** The acts whose pages this page links, and the act whose page it is. */
function acts(): number[] {
  const found = new Set<number>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[href$='.html']")) {
    const number = link.href.startsWith(root) ? ACT.exec(link.pathname)?.[1] : undefined;
    if (number) found.add(Number(number));
  }
  for (const shown of document.querySelectorAll<HTMLElement>("[data-act]")) found.add(Number(shown.dataset.act));
  return [...found].sort((one, other) => one - other);
}

async function proof(meter: Meter): Promise<unknown> {
  const holder = document.querySelector<HTMLElement>("script#proof");
  const beside = holder?.dataset.src;
  if (beside) {
    await script(root + beside).catch(() => undefined); // then the acts are without a proof, and the page says so
    const made = window.presnyaProof ?? null;
    if (made) meter.bytes += JSON.stringify(made).length;
    return made;
  }
  try {
    return holder?.textContent ? JSON.parse(holder.textContent) : null;
  } catch {
    return undefined; // not null: there is one, and it cannot be read
  }
}

function path(): string {
  const here = decodeURIComponent(location.pathname.slice(new URL(root).pathname.length));
  return here === "" || here.endsWith("/") ? `${here}index.html` : here;
}

async function run(place: HTMLElement): Promise<void> {
  const web = /^https?:$/.test(location.protocol);
  const meter: Meter = { bytes: 0 };
  const lang = document.documentElement.lang || "en";
  const asked: Asked = { path: path(), acts: acts(), proof: proof(meter), seen: recall, when: new Date().toISOString() };
  const checking = checkPage(asked, web ? fromWeb(root, meter) : fromDisk(root), ed25519(spare(root)));
  const say = sayer(lang, window.presnyaWords ?? {}, english); // its rules of language take a slow machine a while: files are on their way meanwhile
  const outcome = await checking;
  if (outcome.answer && ACCEPTED.includes(outcome.answer.verdict)) remember(outcome.answer.next);
  show(place, outcome, say, { lang, meter, asked });
}

/** A person, not the page, decides that another register or key takes the place of the one that was seen. */
function accepting(outcome: Outcome, seen: Seen | null): Seen | null {
  const { answer } = outcome;
  return answer && seen && answer.head && answer.key && ["key", "renamed", "fork", "older"].includes(answer.verdict) ? { ...seen, ...shown(answer.head, answer.key.text) } : null;
}

const shown = (head: { origin: string; size: number; root: Uint8Array }, vkey: string): Omit<Seen, "note" | "when"> => ({ origin: head.origin, size: head.size, root: btoa(String.fromCharCode(...head.root)), vkey });

function show(place: HTMLElement, outcome: Outcome, say: ReturnType<typeof sayer>, { lang, meter, asked }: { lang: string; meter: Meter; asked: Asked }): void {
  const next = accepting(outcome, outcome.seen);
  const note = outcome.evidence[1] ?? "";
  const accept = next ? () => { remember({ ...next, note, when: asked.when }); location.reload(); } : null;
  mark(place, outcome, say, { verifier: `${root}verify.html`, register: place.dataset.register ?? root, accept, bytes: meter.bytes, time: new Date(), lang });
  performance.mark("presnya-verified");
}

const place = document.getElementById("verify");
if (place) void run(place).catch((error: unknown) => { place.dataset.standing = "failed"; console.warn("This page could not be checked:", error); });
