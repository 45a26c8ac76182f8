/** Acts that came after an earlier day and account for what is empty in it: the twin of presnya.register's check_later. Each is proven to be of the same register. */
import { hex, same, text, unbase64, Wrong, type Bytes } from "./bytes";
import { nodeHash, leafHash, split } from "./merkle";
import type { Checkpoint } from "./note";

export const AS_OF = "as-of.json";
const MOST = 100_000; // later acts that are read: a hostile copy must not send a reader round for ever
const HEADER = "c2sp.org/tlog-proof@v1";

/** A tlog-proof file: number of the act, its path from the leaf to the root, the checkpoint's note, and what stands beside the entry. */
export interface Proof { number: number; path: Bytes[]; note: string; extra: string }

/** The numbers that `as-of.json` lists; Wrong when it cannot be read or one of them is of the shown register itself. */
export function laterActs(data: Bytes, size: number): number[] {
  let listed: unknown;
  try {
    listed = (JSON.parse(text(data)) as { later?: unknown }).later;
  } catch {
    throw new Wrong("not JSON");
  }
  if (!Array.isArray(listed) || listed.length > MOST || !listed.every((one) => Number.isSafeInteger(one) && one >= size)) throw new Wrong("no list of later acts");
  return [...new Set(listed as number[])].sort((one, other) => one - other);
}

export function readProof(data: Bytes): Proof {
  const words = text(data);
  const cut = words.indexOf("\n\n");
  const [header, ...lines] = words.slice(0, cut).split("\n");
  const extra = lines[0]?.startsWith("extra ") ? text(unbase64(lines.shift()!.slice(6))) : "";
  const index = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? "");
  const path = lines.map(unbase64);
  if (cut < 0 || header !== HEADER || !index || path.some((one) => one.length !== 32)) throw new Wrong("not a proof file");
  return { number: Number(index[1]), path, note: words.slice(cut + 2), extra };
}

/** Wrong unless the path leads from the entry to the checkpoint's root (RFC 6962 §2.1.1). */
export function verifyInclusion(entry: Bytes, index: number, head: Checkpoint, path: readonly Bytes[]): void {
  const rest = [...path];
  const next = (): Bytes => rest.pop() ?? fail();
  const climb = (start: number, end: number): Bytes => {
    if (end - start === 1) return leafHash(entry);
    const middle = start + split(end - start);
    const beside = next(); // the path's last hash stands beside the root's half
    return index < middle ? nodeHash(climb(start, middle), beside) : nodeHash(beside, climb(middle, end));
  };
  if (index < 0 || index >= head.size || !same(climb(0, head.size), head.root) || rest.length) throw new Wrong("the proof does not lead to the signed root");
}

/** Wrong unless the larger register continues the smaller one (RFC 6962 §2.1.2). */
export function verifyConsistency(old: Checkpoint, head: Checkpoint, path: readonly Bytes[]): void {
  const rest = [...path];
  const next = (): Bytes => rest.pop() ?? fail();
  const walk = (before: number, size: number, whole: boolean): [Bytes, Bytes] => {
    if (before === size) {
      const root = whole ? old.root : next();
      return [root, root];
    }
    const middle = split(size);
    const beside = next();
    if (before <= middle) {
      const [first, second] = walk(before, middle, whole);
      return [first, nodeHash(second, beside)];
    }
    const [first, second] = walk(before - middle, size - middle, false);
    return [nodeHash(beside, first), nodeHash(beside, second)];
  };
  if (old.size > head.size || old.size < 1) throw new Wrong("a register does not shrink");
  const [first, second] = walk(old.size, head.size, true);
  if (!same(first, old.root) || !same(second, head.root) || rest.length) throw new Wrong(`the register of ${head.size} does not continue that of ${old.size}: ${hex(head.root)}`);
}

function fail(): never {
  throw new Wrong("a proof with a hash too few");
}
