/** One proof for the acts of a page: the twin of presnya.register.shared. */
import { same, unbase64, utf8, Wrong, type Bytes } from "./bytes";
import type { Check } from "./ed25519";
import { leafHash, nodeHash, split } from "./merkle";
import { openCheckpoint, parseKey, type Checkpoint } from "./note";

/** `of`: of how many acts of the page these are the first; 0 when they are all. */
export interface Shared { acts: number[]; entries: Bytes[]; hashes: Bytes[]; note: string; vkey: string; of: number }

function list<T>(value: unknown, fits: (one: unknown) => one is T): T[] {
  if (!Array.isArray(value) || !value.every(fits)) throw new Wrong("not a proof of several acts");
  return value as T[];
}

const isNumber = (one: unknown): one is number => Number.isSafeInteger(one);
const isText = (one: unknown): one is string => typeof one === "string";

/** From the JSON that a page carries. */
export function readShared(held: unknown): Shared {
  const { v, acts, entries, hashes, note, vkey, of = 0 } = (held ?? {}) as Record<string, unknown>;
  if (v !== 1 || !isText(hashes) || !isText(note) || !isText(vkey) || !isNumber(of)) throw new Wrong("not a proof of several acts");
  const raw = unbase64(hashes);
  if (raw.length % 32) throw new Wrong("not a proof of several acts");
  return { acts: list(acts, isNumber), entries: list(entries, isText).map(utf8), hashes: Array.from({ length: raw.length / 32 }, (_, i) => raw.slice(32 * i, 32 * i + 32)), note, vkey, of };
}

/** The root to which the entries and hashes lead in a tree of `size`. */
export function sharedRoot(acts: readonly number[], leaves: readonly Bytes[], size: number, hashes: readonly Bytes[]): Bytes {
  if (acts.length === 0 || acts.length !== leaves.length || acts.some((act, i) => act < 0 || act >= size || (i > 0 && act <= acts[i - 1]!))) throw new Wrong("acts that do not rise within the register");
  let next = 0;
  const take = (): Bytes => {
    const hash = hashes[next++];
    if (!hash) throw new Wrong("a proof with too few hashes");
    return hash;
  };
  const walk = (first: number, last: number, start: number, end: number): Bytes => {
    if (first === last) return take();
    if (end - start === 1) return leaves[first]!;
    const middle = start + split(end - start);
    let cut = first;
    while (cut < last && acts[cut]! < middle) cut++;
    const left = walk(first, cut, start, middle);
    return nodeHash(left, walk(cut, last, middle, end));
  };
  const root = walk(0, acts.length, 0, size);
  if (next !== hashes.length) throw new Wrong("a proof with hashes left over");
  return root;
}

/** The checkpoint under which these acts stand, when its note bears the proof's own key and every entry is the act it is given as. */
export async function verifyShared(proof: Shared, check: Check): Promise<Checkpoint> {
  const found = await openCheckpoint(proof.note, parseKey(proof.vkey), check);
  if (!same(sharedRoot(proof.acts, proof.entries.map(leafHash), found.size, proof.hashes), found.root)) throw new Wrong("entries that do not lead to the signed root");
  return found;
}
