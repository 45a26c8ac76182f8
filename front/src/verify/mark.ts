/**
 * The mark in the foot of a page, and what opens from it. A page that holds says so quietly; one that does not says so where it is seen at once,
 * in a band at the lower edge of the window, which moves nothing.
 */
import type { Say } from "../say";
import type { Finding, Outcome, Standing } from "./page";

export interface Acts { verifier: string; register: string; accept: (() => void) | null; bytes: number; time: Date; lang: string }

const GOOD: readonly Standing[] = ["verified", "acts"];

function element<K extends keyof HTMLElementTagNameMap>(name: K, given: Partial<HTMLElementTagNameMap[K]> = {}, ...children: (Node | string)[]): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(name), given);
  made.append(...children);
  return made;
}

/** The word on the mark. */
export function phrase(outcome: Outcome, say: Say): string {
  const n = outcome.proved;
  if (outcome.standing === "verified") return n ? say("mark.verified", { n }) : say("mark.page");
  if (outcome.standing === "acts") return n ? say("mark.acts", { n }) : say("mark.bare");
  return say(`mark.${outcome.standing}`);
}

function sentence(found: Finding, say: Say, lang: string): string {
  const { date, ...values } = found.values;
  const said = say(found.key, { ...values, ...(date ? { date: new Date(date).toLocaleDateString(lang, { dateStyle: "long" }) } : {}) });
  return said;
}

function steps(outcome: Outcome, say: Say, lang: string): HTMLElement {
  const list = element("ol", { className: "steps" });
  for (const found of outcome.findings) {
    const kind = GOOD.includes(found.standing) ? (found.key === "bytes.disk" ? "" : "d") : found.standing === "unproved" || found.standing === "stale" ? "" : "x";
    const item = element("li", { className: kind }, sentence(found, say, lang));
    if (found.why) item.title = say("reason", { why: found.why });
    list.append(item);
  }
  const { cosigners } = outcome;
  if (outcome.answer?.head) list.append(element("li", {}, cosigners.length ? say("cosigned", { n: cosigners.length, names: cosigners.join(", ") }) : say("cosigned.none")));
  return list;
}

function save(words: string, note: string, name: string): HTMLAnchorElement {
  return element("a", { className: "btn", href: URL.createObjectURL(new Blob([note], { type: "text/plain" })), download: name }, words);
}

function panel(outcome: Outcome, say: Say, acts: Acts): HTMLDialogElement {
  const bad = !GOOD.includes(outcome.standing);
  const head = outcome.standing === "acts" && !outcome.proved ? "bare" : outcome.standing;
  const made = element("dialog", { className: `vp${bad ? " bad" : ""}` });
  const title = element("h2", { id: "vp-h", tabIndex: -1 }, say(`head.${head}`));
  made.setAttribute("aria-labelledby", title.id);
  made.append(title);
  if (bad) made.append(element("p", { className: "vp-do" }, say(`do.${outcome.standing}`)));
  made.append(steps(outcome, say, acts.lang));
  const [seen, now] = outcome.evidence;
  if (seen && now) made.append(element("p", { className: "vp-go" }, save(say("save.seen"), seen, "checkpoint-seen.txt"), " ", save(say("save.now"), now, "checkpoint-now.txt")));
  if (acts.accept) made.append(element("p", { className: "fine" }, say("accept.sure")), element("p", { className: "vp-go" }, button(say("accept"), acts.accept)));
  made.append(
    element("p", { className: "fine" }, acts.bytes ? say("checked.read", { time: time(acts), kb: Math.ceil(acts.bytes / 1000) }) : say("checked", { time: time(acts) })),
    element("h3", { className: "eyebrow" }, say("limits")), element("p", { className: "fine" }, say("limits.script")), element("p", { className: "fine" }, say("limits.words")),
    element("p", { className: "vp-go" }, element("a", { className: "btn", href: acts.verifier }, say("verifier")), " ", element("a", { className: "btn", href: acts.register }, say("register")), " ", button(say("close"), () => made.close())),
  );
  made.addEventListener("click", (event) => { if (event.target === made) made.close(); }); // beside it
  return made;
}

const time = (acts: Acts): string => acts.time.toLocaleTimeString(acts.lang, { timeStyle: "short" });

function button(words: string, press: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", className: "btn" }, words);
  made.addEventListener("click", press);
  return made;
}

/** Put the mark into its place; answers with what takes it away again. */
export function mark(place: HTMLElement, outcome: Outcome, say: Say, acts: Acts): () => void {
  const bad = !GOOD.includes(outcome.standing);
  const made = [opener(outcome, say, acts)];
  place.prepend(made[0]!);
  place.dataset.standing = outcome.standing;
  if (bad) {
    made.push(opener(outcome, say, acts));
    const band = element("div", { className: "vb" }, element("p", {}, say(`head.${outcome.standing}`)), made[1]!);
    band.setAttribute("role", "alert");
    document.body.append(band);
    return () => { made[0]!.remove(); band.remove(); };
  }
  return () => made[0]!.remove();
}

function opener(outcome: Outcome, say: Say, acts: Acts): HTMLElement {
  const word = phrase(outcome, say);
  const made = element("button", { type: "button", className: `vm ${GOOD.includes(outcome.standing) ? "ok" : "bad"}` }, word);
  made.setAttribute("aria-haspopup", "dialog");
  made.setAttribute("aria-label", `${word}. ${say("mark.open")}`);
  made.addEventListener("click", () => {
    const opened = panel(outcome, say, acts);
    document.body.append(opened);
    opened.addEventListener("close", () => { opened.remove(); made.focus(); });
    opened.showModal();
    opened.querySelector("h2")?.focus();
  });
  return made;
}
