/**
 * What a visitor's browser remembers of a museum's register, and how it judges what it is shown next.
 *
 * It keeps the largest checkpoint it has accepted. A register that is shown later must hold that one as its beginning, under the same key or one that
 * follows from it. Nothing else moves the memory: who shows less, something else, or gives no proof, is told from the museum that was seen before.
 */
import { base64, same, unbase64, Wrong } from "./bytes";
import type { Check } from "./ed25519";
import { roots } from "./merkle";
import { openCheckpoint, parseKey, type Checkpoint, type Key } from "./note";
import { follow, keyAt, placeOf, type Chain } from "./rotation";
import { Missing, rangeHash, type Get } from "./tiles";

/** The largest checkpoint accepted so far: `root` in base64, `note` as it was signed, `when` in UTC. */
export interface Seen { origin: string; size: number; root: string; vkey: string; note: string; when: string }

/** What is shown now. `tile` gives files by their path under register/, or is null where nothing can be fetched (from a disk). */
export interface Given { note: string; vkey: string; rotation: (number: number) => Promise<string | null>; tile: Get | null; check: Check; when: string }

/**
 * `first`, `same` and `newer` are accepted, and only they move the memory. `older`: a register with fewer acts than were seen. `fork`: another history, proved by two
 * signed checkpoints. `key`: another key that does not follow from the one that was seen. `renamed`: a register of another name. `unproved`: larger, but what would
 * prove that it continues could not be had. `bad`: it does not hold by itself.
 */
export type Verdict = "first" | "same" | "newer" | "older" | "fork" | "key" | "renamed" | "unproved" | "bad";

/** `next` is what to remember. `evidence` are signed notes that speak against the museum. */
export interface Answer { verdict: Verdict; next: Seen | null; head: Checkpoint | null; key: Key | null; chain: Chain | null; evidence: string[]; why: string }

export const ACCEPTED: readonly Verdict[] = ["first", "same", "newer"];

export async function remembering(seen: Seen | null, given: Given): Promise<Answer> {
  const say = (verdict: Verdict, more: Partial<Answer> = {}): Answer => ({ verdict, next: seen, head: null, key: null, chain: null, evidence: [], why: "", ...more });
  let key: Key;
  let opened: Opened;
  try {
    key = parseKey(given.vkey);
    opened = await open(given, key);
  } catch (error) {
    return say("bad", { why: said(error) });
  }
  const { head, signer } = opened;
  const next: Seen = { origin: head.origin, size: head.size, root: base64(head.root), vkey: key.text, note: given.note, when: given.when };
  if (!seen) return say("first", { next, head, key });
  if (seen.origin !== head.origin) return say("renamed", { head, key, evidence: [seen.note, given.note] });
  let { chain } = opened;
  if (seen.vkey !== key.text) {
    try {
      chain ??= await follow(key, given.rotation, given.check);
    } catch (error) {
      return say("key", { head, key, evidence: [seen.note, given.note], why: said(error) });
    }
    if (placeOf(chain, seen.vkey) < 0 || keyAt(chain, head.size).text !== signer.text) return say("key", { head, key, evidence: [seen.note, given.note] });
  }
  const judged = await compare({ size: seen.size, root: unbase64(seen.root) }, head, given.tile);
  const evidence = judged === "same" || judged === "newer" ? [] : [seen.note, given.note];
  return say(judged, { head, key, chain, evidence, next: judged === "newer" || (judged === "same" && chain) ? next : seen });
}

interface Opened { head: Checkpoint; signer: Key; chain: Chain | null }

/** The signed head: under the key of today, or, where an earlier day is shown, under the one that signed at its size. */
async function open(given: Given, key: Key): Promise<Opened> {
  try {
    return { head: await openCheckpoint(given.note, key, given.check), signer: key, chain: null };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    const chain = await follow(key, given.rotation, given.check).catch(() => null);
    for (const signer of chain?.keys ?? []) {
      const head = await openCheckpoint(given.note, signer, given.check).catch(() => null);
      if (head && keyAt(chain!, head.size) === signer) return { head, signer, chain };
    }
    throw error;
  }
}

/** How a register that is shown stands to one that was seen, of the same name. */
export async function compare(seen: Pick<Checkpoint, "size" | "root">, head: Checkpoint, tile: Get | null, kept?: Map<string, Promise<Uint8Array<ArrayBuffer>>>): Promise<"same" | "newer" | "older" | "fork" | "unproved"> {
  if (head.size < seen.size) return "older";
  if (head.size === seen.size) return same(head.root, seen.root) ? "same" : "fork";
  if (seen.size === 0) return "newer";
  if (!tile) return "unproved";
  try {
    const found = await roots(seen.size, head.size, rangeHash(head.size, tile, kept));
    if (!same(found.size, head.root)) return "unproved"; // tiles that are not this register's prove nothing, for or against
    return same(found.old, seen.root) ? "newer" : "fork";
  } catch (error) {
    if (error instanceof Missing || error instanceof Wrong) return "unproved";
    throw error;
  }
}

/** What was kept, from text; null when there is nothing of the form. */
export function recalled(words: string | null): Seen | null {
  try {
    const held = JSON.parse(words ?? "null") as Partial<Seen> | null;
    if (!held || !Number.isSafeInteger(held.size) || unbase64(held.root!).length !== 32) return null;
    return [held.origin, held.vkey, held.note, held.when].every((one) => typeof one === "string") ? (held as Seen) : null;
  } catch {
    return null;
  }
}

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));
