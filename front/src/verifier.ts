/** The verifier page: one HTML file that checks a copy of a museum from the visitor's disk. Its style, words and scripts are in it; it asks nothing of any network. */
import "../style/verifier.css";
import { hashes, verify } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";
import { sayer, type Say } from "./say";
import { Wrong } from "./verify/bytes";
import { ed25519 } from "./verify/ed25519";
import { parseKey } from "./verify/note";
import { asCopy, ofDrop, ofFolder, type Picked } from "./verify/picked";
import { checkCopy, shown, type Report } from "./verify/whole";
import page from "./verify/words-page.json" with { type: "json" };
import marks from "./verify/words.json" with { type: "json" };

hashes.sha512 = sha512;
const check = ed25519(() => Promise.resolve((key, signature, message) => Promise.resolve(verify(signature, message, key, { zip215: false }))));
const WORDS = JSON.parse(document.getElementById("words")?.textContent || "{}") as Record<string, Record<string, string>>;
const ENGLISH = { ...marks, ...page };
const $ = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const LISTED = 200; // problems that are listed

let say: Say = sayer("en", {}, ENGLISH);
let stop = false;

function speak(lang: string): void {
  document.documentElement.lang = lang;
  say = sayer(lang, WORDS[lang] ?? {}, ENGLISH);
  for (const place of document.querySelectorAll<HTMLElement>("[data-say]")) place.textContent = say(place.dataset.say!);
  document.title = `${say("v.title")} · presnya`;
}

function languages(): void {
  const select = $<HTMLSelectElement>("lang");
  const known = ["en", ...Object.keys(WORDS)];
  const wanted = [new URLSearchParams(location.search).get("lang") ?? "", ...navigator.languages].map((one) => one.slice(0, 2)).find((one) => known.includes(one)) ?? "en";
  for (const lang of known) select.add(new Option(new Intl.DisplayNames([lang], { type: "language" }).of(lang), lang, false, lang === wanted));
  select.hidden = known.length < 2;
  select.addEventListener("change", () => speak(select.value));
  speak(wanted);
}

// ── one check ─────────────────────────────────────────────────────────────────────────────────────────────────────

function key(): string | null | undefined {
  const field = $<HTMLInputElement>("key");
  const words = field.value.trim();
  let good = true;
  try {
    if (words) parseKey(words);
  } catch {
    good = false;
  }
  field.setAttribute("aria-invalid", String(!good));
  $("key-bad").hidden = good;
  if (!good) field.focus();
  return good ? words || null : undefined;
}

function phase(name: "pick" | "run" | "told"): void {
  for (const one of ["pick", "run", "told"]) $(one).hidden = one !== name;
  document.body.dataset.phase = name;
}

async function start(files: () => Promise<Map<string, File>> | Map<string, File>): Promise<void> {
  const given = key();
  if (given === undefined) return;
  phase("run");
  stop = false;
  $("bar").removeAttribute("value");
  $("at").textContent = "";
  $("stop").focus();
  try {
    const picked = await asCopy(await files());
    tell(await checkCopy(picked.copy, given, check, { progress, stopped: () => stop, pause }), picked);
  } catch (error) {
    phase("pick");
    $("wrong").textContent = error instanceof Wrong && error.message === "no museum" ? say("v.none") : say("v.failed", { why: error instanceof Error ? error.message : String(error) });
    $("wrong").focus();
  }
}

let last = 0;

/** The page stays alive: at most 100 ms of work at a stretch. */
async function pause(): Promise<void> {
  if (performance.now() - last < 100) return;
  await new Promise((done) => setTimeout(done));
  last = performance.now();
}

function progress(name: "files" | "acts", done: number, of: number): void {
  const bar = $<HTMLProgressElement>("bar");
  bar.max = of;
  bar.value = done;
  $("at").textContent = say(`v.${name}`, { done, of });
}

// ── the answer ────────────────────────────────────────────────────────────────────────────────────────────────────

function item(list: HTMLElement, words: string, kind: string): void {
  const made = document.createElement("li");
  made.className = kind;
  made.textContent = words;
  list.append(made);
}

function tell(report: Report, { beside }: Picked): void {
  phase("told");
  const bad = report.problems.length;
  $("told").dataset.result = report.stopped ? "stopped" : bad ? "bad" : "good";
  $("answer").textContent = report.stopped ? say("v.stopped") : bad ? say("v.broken") : say(report.given ? "v.holds" : "v.holds.own");
  const list = $("found");
  list.replaceChildren();
  if (report.stopped) item(list, say("v.stopped.why"), "");
  else if (!bad) good(list, report);
  if (beside) item(list, say("v.beside", { n: beside }), "");
  problems(report);
  $("answer").focus();
}

function good(list: HTMLElement, report: Report): void {
  item(list, say("v.all", { n: report.files }), "d");
  item(list, say("v.register", { n: report.size, origin: report.origin }), "d");
  if (report.kept) item(list, say("v.kept", { n: report.kept }), "d");
  if (report.erased) item(list, say("v.erased", { n: report.erased }), "d");
  item(list, report.given ? say("v.key.given") : say("v.key.own", { key: report.vkey }), report.given ? "d" : "");
  item(list, report.cosigners.length ? say("cosigned", { n: report.cosigners.length, names: report.cosigners.join(", ") }) : say("cosigned.none"), "");
  if (report.left.length) item(list, say("v.left"), "");
}

function problems(report: Report): void {
  const n = report.problems.length;
  $("problems").hidden = n === 0;
  $("count").textContent = say("v.problems", { n });
  $("more").hidden = n <= LISTED;
  $("bad").replaceChildren(...report.problems.slice(0, LISTED).map(({ file, key: phrase, values }) => {
    const [made, name] = [document.createElement("li"), document.createElement("b")];
    name.textContent = shown(file);
    made.append(name, ` ${say(phrase, Object.fromEntries(Object.entries(values).map(([one, value]) => [one, phrase === "bad.name" ? value : String(value)])))}`);
    return made;
  }));
}

// ── the page's controls ───────────────────────────────────────────────────────────────────────────────────────────

for (const [press, input] of [["folder", "in-folder"], ["zip", "in-zip"]] as const) {
  const field = $<HTMLInputElement>(input);
  $(press).addEventListener("click", () => field.click());
  field.addEventListener("change", () => {
    const files = ofFolder(field.files ?? []);
    field.value = "";
    if (files.size) void start(() => files);
  });
}
$("stop").addEventListener("click", () => { stop = true; });
$("again").addEventListener("click", () => { phase("pick"); $("wrong").textContent = ""; $("folder").focus(); });
document.addEventListener("dragover", (event) => { event.preventDefault(); document.body.classList.add("over"); });
document.addEventListener("dragleave", () => document.body.classList.remove("over"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("over");
  const items = event.dataTransfer?.items;
  if (!items || document.body.dataset.phase === "run") return;
  const found = ofDrop(items); // at once: the list is empty when the event is over
  void start(() => found);
});
languages();
phase("pick");
