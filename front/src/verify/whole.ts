/** A whole copy of a museum: every file against the signed list, every act against the signed register. Re-hashes content, not hashes. */
import { concat, hex, same, text, unbase64, utf8, Wrong, type Bytes } from "./bytes";
import type { Check } from "./ed25519";
import { Erasures } from "./erasures";
import { depthOf, isOwn, MANIFEST, openManifest, partOf, readHead, readPart, SIGNATURE, type Head, type Listed } from "./manifest";
import { AS_OF, laterActs, readProof, verifyConsistency, verifyInclusion } from "./later";
import { Frontier, leafHash } from "./merkle";
import { openCheckpoint, others, parseKey, type Checkpoint, type Key } from "./note";
import { follow, keyAt, type Chain } from "./rotation";
import { sha256 } from "./sha256";
import { numberPath, rootOver, tilePath, unbundle, WIDTH } from "./tiles";

/** Files by their path from the museum's top. `hash` reads in pieces. */
export interface Copy { names: readonly string[]; size: (name: string) => number; read: (name: string) => Promise<Bytes>; hash: (name: string) => Promise<Bytes> }

export interface Problem { file: string; key: string; values: Record<string, string | number> }

/** `origin` is '' when nothing tells whose copy it is; `given` whether the key came from the visitor. `left` names what this check does not look at. */
export interface Report { problems: Problem[]; origin: string; size: number; vkey: string; given: boolean; files: number; erased: number; kept: number; cosigners: string[]; left: string[]; stopped: boolean }

export interface Watch { progress: (phase: "files" | "acts", done: number, of: number) => void; stopped: () => boolean; pause: () => Promise<void> }

class Stopped extends Error {}
class Done extends Error {}

const LARGEST = 64 * 2 ** 20; // bytes of a list or note that is read at once
const TOGETHER = 32; // files that are read at once: asking for one takes a browser longer than hashing it
const REGISTER = "register/";
const MOST = 1000;

class Run {
  problems = new Map<string, Problem>();
  held: Set<string>;
  report: Report = { problems: [], origin: "", size: 0, vkey: "", given: false, files: 0, erased: 0, kept: 0, cosigners: [], left: [], stopped: false };
  constructor(readonly copy: Copy, readonly check: Check, readonly watch: Watch) { this.held = new Set(copy.names); }

  wrong(file: string, key: string, values: Record<string, string | number> = {}): void {
    const at = `${file}\n${key}\n${JSON.stringify(values)}`;
    if (this.problems.size < MOST && !this.problems.has(at)) this.problems.set(at, { file, key, values });
  }

  async need(file: string): Promise<Bytes | null> {
    if (!this.held.has(file)) { this.wrong(file, "bad.missing"); return null; }
    if (this.copy.size(file) > LARGEST) { this.wrong(file, "bad.large"); return null; }
    return this.copy.read(file);
  }

  async step(phase: "files" | "acts", done: number, of: number): Promise<void> {
    if (this.watch.stopped()) throw new Stopped();
    this.watch.progress(phase, done, of);
    await this.watch.pause();
  }
}

export async function checkCopy(copy: Copy, key: string | null, check: Check, watch: Watch): Promise<Report> {
  const run = new Run(copy, check, watch);
  try {
    const chain = await keys(run, key);
    const list = await listOf(run, chain.keys.at(-1)!);
    await files(run, list);
    await log(run, chain, list);
  } catch (error) {
    if (error instanceof Stopped) run.report.stopped = true;
    else if (!(error instanceof Done)) throw error;
  }
  return { ...run.report, problems: [...run.problems.values()] };
}

// ── keys ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The copy's keys. A given key must be one of them: then all that follow are vouched for. */
async function keys(run: Run, given: string | null): Promise<Chain> {
  const vkey = await run.need(`${REGISTER}vkey`);
  const own = vkey && parsed(run, vkey);
  const wanted = given ? parseKey(given) : null;
  const current = own ?? wanted;
  if (!current) throw new Done();
  run.report.vkey = current.text;
  run.report.given = wanted !== null;
  const rotation = async (number: number): Promise<string | null> => (run.held.has(`${REGISTER}rotations/${number}`) ? text(await run.copy.read(`${REGISTER}rotations/${number}`)) : null);
  try {
    const chain = await follow(current, rotation, run.check);
    if (!wanted || chain.keys.some((one) => one.text === wanted.text)) return chain;
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    run.wrong(`${REGISTER}rotations/0`, "bad.rotation");
    if (!wanted) return { keys: [current], acts: [] };
  }
  run.wrong(`${REGISTER}vkey`, "bad.stranger", { name: current.name });
  return { keys: [wanted], acts: [] };
}

function parsed(run: Run, data: Bytes): Key | null {
  try {
    const key = parseKey(text(data));
    if (!same(data, utf8(`${key.text}\n`))) throw new Wrong("not written as keys are");
    return key;
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    run.wrong(`${REGISTER}vkey`, "bad.key");
    return null;
  }
}

// ── the signed list and the files ────────────────────────────────────────────────────────────────────────────────

async function listOf(run: Run, key: Key): Promise<Head | null> {
  const [data, signature] = [await run.need(MANIFEST), await run.need(SIGNATURE)];
  if (!data) return null;
  try {
    return signature ? await openManifest(data, text(signature), key, run.check) : readHead(data);
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    run.wrong(MANIFEST, "bad.list");
  }
  try {
    return readHead(data); // not signed, but it may still tell which file was touched
  } catch {
    return null;
  }
}

// Control characters, marks that turn the direction of writing, unassigned and private letters: nothing a museum names a file with.
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

/** Why no museum may hold a file of this name. */
export const refused = (name: string): boolean =>
  name === "" || UNPRINTABLE.test(name) || name.includes("\\") || /^[A-Za-z]:/.test(name) || name.split("/").some((part) => part === "" || part === "." || part === "..") || name !== name.normalize("NFC") || utf8(name).length > 4096;

async function listed(run: Run, list: Head): Promise<Map<string, Listed>> {
  const found = new Map<string, Listed>();
  const depth = depthOf(list);
  for (const part of list.parts) {
    const data = await run.need(part.file);
    if (!data) continue;
    if (hex(sha256(data)) !== part.sha256) run.wrong(part.file, "bad.altered");
    try {
      for (const one of readPart(data)) {
        if (refused(one.file) || partOf(one.file, depth) !== part.file || isOwn(one.file)) run.wrong(part.file, "bad.name", { name: shown(one.file) });
        else found.set(one.file, one);
      }
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      run.wrong(part.file, "bad.part.list");
    }
  }
  return found;
}

/** A name as it may be printed. */
export const shown = (name: string): string => name.slice(0, 300).replace(new RegExp(UNPRINTABLE, "gu"), (letter) => `\\u{${letter.codePointAt(0)!.toString(16)}}`);

async function files(run: Run, list: Head | null): Promise<void> {
  if (!list) return;
  let found: Map<string, Listed>;
  try {
    found = await listed(run, list);
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return run.wrong(MANIFEST, "bad.list");
  }
  const own = new Set([MANIFEST, SIGNATURE, ...list.parts.map((part) => part.file)]);
  const all = [...found.values()];
  for (let done = 0; done < all.length; done += TOGETHER) {
    await run.step("files", done, all.length);
    await Promise.all(all.slice(done, done + TOGETHER).map((one) => file(run, one)));
    run.report.files = Math.min(all.length, done + TOGETHER);
  }
  for (const name of run.copy.names) if (!found.has(name) && !own.has(name)) run.wrong(name, "bad.extra");
}

async function file(run: Run, { file: name, sha256: wanted, size }: Listed): Promise<void> {
  if (!run.held.has(name)) run.wrong(name, "bad.missing");
  else if (run.copy.size(name) !== size || hex(await run.copy.hash(name)) !== wanted) run.wrong(name, "bad.altered");
}

// ── the register ─────────────────────────────────────────────────────────────────────────────────────────────────

async function log(run: Run, chain: Chain, list: Head | null): Promise<void> {
  const note = await run.need(`${REGISTER}checkpoint`);
  const head = note && (await checkpoint(run, `${REGISTER}checkpoint`, note, chain));
  if (!note || !head) return;
  if (keyAt(chain, head.size) !== chain.keys.at(-1) && !run.held.has(REGISTER + AS_OF)) run.wrong(`${REGISTER}checkpoint`, "bad.note");
  if (list && (list.size !== head.size || list.root !== hex(head.root))) run.wrong(MANIFEST, "bad.list.size");
  Object.assign(run.report, { origin: head.origin, size: head.size, cosigners: others(text(note), head.origin) });
  const kept = await keptOf(run, chain, head);
  await new Log(run, chain, head, kept).check();
  run.report.left = run.copy.names.filter((name) => name.startsWith(`${REGISTER}before/`) && name.endsWith("/checkpoint"));
}

async function checkpoint(run: Run, file: string, note: Bytes, chain: Chain): Promise<Checkpoint | null> {
  for (const key of [...chain.keys].reverse()) {
    try {
      const found = await openCheckpoint(text(note), key, run.check);
      if (keyAt(chain, found.size) === key) return found;
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
    }
  }
  run.wrong(file, "bad.note");
  return null;
}

async function keptOf(run: Run, chain: Chain, head: Checkpoint): Promise<Map<number, Checkpoint>> {
  const kept = new Map<number, Checkpoint>();
  for (const name of run.copy.names.filter((one) => one.startsWith(`${REGISTER}checkpoints/`))) {
    const data = await run.need(name);
    const found = data && (await checkpoint(run, name, data, chain));
    if (!found) continue;
    if (name !== `${REGISTER}checkpoints/${found.size}` || found.size > head.size) run.wrong(name, "bad.history");
    else kept.set(found.size, found);
  }
  run.report.kept = kept.size;
  return kept;
}

/** Reads every bundle once: leaves, tiles, bodies, and the roots at the sizes of kept checkpoints. */
class Log {
  #edge = new Frontier();
  #signed = new Frontier(); // over the hashes that lie in the tiles
  #levels: Bytes[][] = [[]];
  #differ: number[] = [];
  #whole = true;
  #erasures = new Erasures();
  #tiles = new Map<string, string[]>(); // "level/number" → paths of tiles that were the right edge once

  constructor(readonly run: Run, readonly chain: Chain, readonly head: Checkpoint, readonly kept: Map<number, Checkpoint>) {
    for (const name of run.copy.names.filter((one) => one.startsWith(`${REGISTER}tile/`))) {
      const at = /^register\/(tile\/(?:entries|\d+)\/(?:x\d{3}\/)*\d{3})(\.p\/\d+)?$/.exec(name)?.[1] ?? "";
      this.#tiles.set(at, [...(this.#tiles.get(at) ?? []), name]);
    }
  }

  async check(): Promise<void> {
    const { size } = this.head;
    this.#earlier();
    for (let number = 0; number * WIDTH < size; number++) {
      if (number % 4 === 0) await this.run.step("acts", number * WIDTH, size);
      await this.#bundle(number, Math.min(WIDTH, size - number * WIDTH));
      if (this.run.problems.size >= MOST) return; // a checkpoint may claim any size
    }
    await this.run.step("acts", size, size);
    if (this.#whole) this.#roots();
    await this.#later();
    for (const fault of this.#erasures.end(size)) this.run.wrong(`${REGISTER}bodies/${numberPath(Math.floor(fault.act / WIDTH))}.jsonl`, fault.key, { act: fault.act, part: fault.part ?? "", by: fault.by ?? "" });
    this.run.report.erased = this.#erasures.erased;
    await this.#upper();
    for (const names of this.#tiles.values()) for (const name of names) this.run.wrong(name, "bad.no-tile");
  }

  async #bundle(number: number, width: number): Promise<void> {
    const path = REGISTER + tilePath("entries", number, width);
    const entries = this.#entries(path, await this.run.need(path));
    if (entries?.length !== width) {
      if (entries) this.run.wrong(path, "bad.bundle");
      this.#whole = false;
      for (const level of ["entries", "0"]) this.#tiles.delete(tilePath(level as "entries", number, WIDTH));
      return;
    }
    const hashes = entries.map(leafHash);
    for (const leaf of hashes) {
      this.#edge.append(leaf);
      this.#earlier();
    }
    await this.#tile(0, number, hashes);
    for (const name of this.#take("entries", number)) if (!starts(this.#entries(name, await this.run.need(name))?.map(leafHash) ?? null, hashes)) this.run.wrong(name, "bad.entries");
    if (width === WIDTH) this.#full(1, rootOver(hashes));
    await this.#bodies(number, entries);
  }

  #entries(path: string, data: Bytes | null): Bytes[] | null {
    try {
      return data && unbundle(data);
    } catch {
      this.run.wrong(path, "bad.bundle");
      return null;
    }
  }

  #full(level: number, hash: Bytes): void {
    const row = (this.#levels[level] ??= []);
    row.push(hash);
    if (row.length % WIDTH === 0) this.#full(level + 1, rootOver(row.slice(-WIDTH)));
  }

  #take(level: number | "entries", number: number): string[] {
    const at = tilePath(level, number, WIDTH);
    const names = this.#tiles.get(at) ?? [];
    this.#tiles.delete(at);
    return names;
  }

  async #tile(level: number, number: number, hashes: Bytes[]): Promise<void> {
    const wanted = REGISTER + tilePath(level, number, hashes.length);
    for (const name of new Set([wanted, ...this.#take(level, number)])) {
      const data = await this.run.need(name);
      if (!data) continue;
      const found = Array.from({ length: Math.floor(data.length / 32) }, (_, i) => data.subarray(32 * i, 32 * i + 32) as Bytes);
      if (level === 0 && name === wanted) for (const hash of found) this.#signed.append(hash.slice());
      const fits = data.length % 32 === 0 && starts(found, hashes) && (name !== wanted || found.length === hashes.length);
      if (!fits && level === 0 && name === wanted) this.#differ.push(number);
      else if (!fits) this.run.wrong(name, "bad.tile");
    }
  }

  async #upper(): Promise<void> {
    for (const [level, row] of this.#levels.entries()) {
      if (level > 0) for (let number = 0; number * WIDTH < row.length; number++) await this.#tile(level, number, row.slice(number * WIDTH, (number + 1) * WIDTH));
    }
  }

  #earlier(): void {
    const old = this.kept.get(this.#edge.size);
    if (old && this.#whole && !same(old.root, this.#edge.root())) this.run.wrong(`${REGISTER}checkpoints/${old.size}`, "bad.history");
  }

  /** Where entries and tiles differ, the signed root says which of them were altered. */
  #roots(): void {
    const width = (number: number) => Math.min(WIDTH, this.head.size - number * WIDTH);
    if (same(this.#edge.root(), this.head.root)) for (const number of this.#differ) this.run.wrong(REGISTER + tilePath(0, number, width(number)), "bad.tile");
    else if (this.#signed.size === this.head.size && same(this.#signed.root(), this.head.root)) for (const number of this.#differ) this.run.wrong(REGISTER + tilePath("entries", number, width(number)), "bad.entries");
    else this.run.wrong(`${REGISTER}checkpoint`, "bad.history.now");
  }

  async #bodies(number: number, entries: Bytes[]): Promise<void> {
    const file = `${REGISTER}bodies/${numberPath(number)}.jsonl`;
    const data = await this.run.need(file);
    if (!data) return;
    const lines = new TextDecoder().decode(data).split("\n");
    if (lines.pop() !== "" || lines.length !== entries.length) return this.run.wrong(file, "bad.lines");
    entries.forEach((entry, i) => this.#erasures.see(number * WIDTH + i, entry, lines[i]!));
  }

  /** An earlier day is shown on purpose, and what was erased since is empty in it: the acts that erased it lie beside it with their proofs. */
  async #later(): Promise<void> {
    const told = this.run.held.has(REGISTER + AS_OF) ? await this.run.need(REGISTER + AS_OF) : null;
    if (!told) return;
    try {
      const numbers = laterActs(told, this.head.size);
      const path = numbers.length ? await this.run.need(`${REGISTER}later/consistency`) : null;
      const growth = path && text(path).split(/\s+/).filter(Boolean).map(unbase64);
      for (const number of numbers) if (growth) await this.#laterAct(number, growth);
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      this.run.wrong(REGISTER + AS_OF, "bad.later");
    }
  }

  async #laterAct(number: number, growth: readonly Bytes[]): Promise<void> {
    const file = `${REGISTER}later/${number}.tlog-proof`;
    const [data, entry] = [await this.run.need(file), await this.run.need(`${REGISTER}later/${number}.entry.json`)];
    if (!data || !entry) return;
    try {
      const proof = readProof(data);
      const newest = await checkpoint(this.run, file, utf8(proof.note), this.chain);
      if (!newest) return;
      verifyConsistency(this.head, newest, growth);
      verifyInclusion(entry, proof.number === number ? number : -1, newest, proof.path);
      this.#erasures.later(number, entry, proof.extra);
    } catch (error) {
      if (!(error instanceof Wrong || error instanceof SyntaxError)) throw error;
      this.run.wrong(file, "bad.later");
    }
  }
}

const starts = (found: Bytes[] | null, hashes: Bytes[]): boolean => found !== null && found.length > 0 && found.length <= hashes.length && same(concat(...found), concat(...hashes.slice(0, found.length)));
