/**
 * A tour's own script: the length and language chosen, kept for each tour and in the address (#long&lang=ru); the place reached; keys; a museum's own screen (?kiosk).
 * Without it every page is whole: the short telling, the long one and other languages in <details>.
 */
import "../style/tour.css";
import { kiosk } from "./kiosk";

export interface Choice {
  length: string;
  lang: string;
}

const tour = document.querySelector<HTMLElement>("section.tour")!;
const slug = tour.dataset.tour!;

function recall(what: string, store: Storage = localStorage): string {
  try {
    return store.getItem(`presnya.tour.${slug}.${what}`) ?? "";
  } catch {
    return ""; // storage refused: a choice lasts for the page, and goes on in the address
  }
}

function remember(what: string, value: string, store: Storage = localStorage): void {
  try {
    store.setItem(`presnya.tour.${slug}.${what}`, value);
  } catch {
    // as above
  }
}

/** What the address says, else what was chosen last; "" where nobody chose. */
function chosen(): Choice {
  const asked = new URLSearchParams(location.hash.slice(1));
  const length = ["short", "long"].find((one) => asked.has(one));
  return { length: length ?? recall("length"), lang: asked.get("lang") ?? recall("lang") };
}

function fragment(choice: Choice): string {
  const parts = [choice.length, choice.lang && `lang=${encodeURIComponent(choice.lang)}`].filter(Boolean);
  return parts.length ? `#${parts.join("&")}` : "";
}

/** An address within the tour that keeps the choice, and the screen's mode. */
function kept(href: string, choice: Choice): string {
  const [path] = href.split(/[?#]/);
  return path + (/\bkiosk\b/.test(location.search + location.hash) ? "?kiosk" : "") + fragment(choice);
}

function all<E extends HTMLElement = HTMLElement>(selector: string): E[] {
  return [...tour.querySelectorAll<E>(selector)];
}

/** One language and one length are shown; a stop that lacks the one chosen falls back to its first, and says so by the pressed button. */
function show(choice: Choice): void {
  const langs = all(".voice").map((voice) => voice.dataset.voice!);
  const lang = langs.includes(choice.lang) ? choice.lang : (langs[0] ?? "");
  for (const one of all("[data-voice]")) one.hidden = one.dataset.voice !== lang;
  for (const voice of all(".voice")) {
    if (voice instanceof HTMLDetailsElement) voice.open = true;
    const told = [...voice.querySelectorAll<HTMLElement>("[data-told]")];
    const length = told.some((one) => one.dataset.told === choice.length) ? choice.length : "short";
    for (const one of told) {
      one.hidden = one.dataset.told !== length;
      if (one instanceof HTMLDetailsElement) one.open = true;
    }
    if (voice.dataset.voice === lang) for (const button of all("[data-length]")) button.setAttribute("aria-pressed", String(button.dataset.length === length));
  }
  for (const button of all("[data-tongue]")) button.setAttribute("aria-pressed", String(button.dataset.tongue === lang));
}

function links(choice: Choice): void {
  for (const link of all<HTMLAnchorElement>("a[data-keep]")) link.setAttribute("href", kept(link.getAttribute("href")!, choice));
  for (const link of all<HTMLAnchorElement>(".begin a:not([data-go])")) link.setAttribute("href", kept(link.getAttribute("href")!, { ...choice, length: link.hash.slice(1).split("&")[0]! }));
}

/** On the first page: where somebody stopped last time. */
function goOn(choice: Choice): void {
  const place = recall("stop");
  const button = tour.querySelector<HTMLAnchorElement>("[data-go]");
  const there = place && document.querySelector<HTMLAnchorElement>(`#stop-${CSS.escape(place)} a`);
  if (!button || !there || place === "1") return;
  button.textContent = button.dataset.words!.replace("{n}", place);
  button.href = kept(there.getAttribute("href")!, choice);
  button.hidden = false;
  there.closest("li")!.classList.add("here");
}

function go(where: string | undefined, choice: Choice): void {
  if (!where) return;
  remember("keys", "yes", sessionStorage);
  location.href = kept(where, choice);
}

/** Keys only while the tour has the focus, so that a screen reader's and the browser's own survive; never with Ctrl, Alt or Meta, never in a field. */
function keys(read: () => Choice): void {
  tour.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    if (event.key === "n" || event.key === "ArrowRight") go(tour.dataset.next, read());
    else if (event.key === "p" || event.key === "ArrowLeft") go(tour.dataset.before ?? tour.dataset.home, read());
    else return;
    event.preventDefault();
  });
  for (const hint of all("[data-hint]")) hint.hidden = false;
  tour.tabIndex = -1;
  if (recall("keys", sessionStorage)) {
    tour.focus({ preventScroll: true }); // who came by key goes on by key, and a reader of the screen hears which stop this is
    remember("keys", "", sessionStorage);
  }
}

function begin(): void {
  let choice = chosen();
  const stops = all(".voice").length > 0;
  const set = (next: Partial<Choice>, told: boolean): void => {
    choice = { ...choice, ...next };
    for (const [what, value] of Object.entries(choice)) if (value) remember(what, value);
    if (told) history.replaceState(history.state, "", location.pathname + location.search + fragment(choice));
    if (stops) show(choice);
    links(choice);
  };
  if (stops) {
    tour.classList.add("chosen");
    for (const one of all(".choose")) one.hidden = false;
    remember("stop", tour.dataset.stop!);
  }
  set({}, false);
  for (const button of all("[data-length]")) button.addEventListener("click", () => set({ length: button.dataset.length! }, true));
  for (const button of all("[data-tongue]")) button.addEventListener("click", () => set({ lang: button.dataset.tongue! }, true));
  addEventListener("hashchange", () => set(chosen(), false));
  goOn(choice);
  keys(() => choice);
  if (/\bkiosk\b/.test(location.search + location.hash)) kiosk(tour, (where) => kept(where, { length: "", lang: "" }));
}

begin();
