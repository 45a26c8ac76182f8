/** The tree of RFC 6962: the twin of presnya.register.merkle. Sizes go to 2^53, so there is no arithmetic on bits. */
import type { Bytes } from "./bytes";
import { sha256 } from "./sha256";

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export const leafHash = (entry: Uint8Array): Bytes => sha256(LEAF, entry);
export const nodeHash = (left: Uint8Array, right: Uint8Array): Bytes => sha256(NODE, left, right);

/** The largest power of two below `size` (size ≥ 2). */
export function split(size: number): number {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
}

/** The right edge of a growing tree: roots of its perfect subtrees, largest first. */
export class Frontier {
  size = 0;
  #edge: Bytes[] = [];

  append(leaf: Bytes): void {
    for (let left = this.size; left % 2 === 1; left = (left - 1) / 2) leaf = nodeHash(this.#edge.pop()!, leaf);
    this.#edge.push(leaf);
    this.size++;
  }

  root(): Bytes {
    return this.#edge.length ? this.#edge.reduceRight((right, left) => nodeHash(left, right)) : sha256();
  }
}

export type RangeHash = (start: number, end: number) => Promise<Bytes>;

/**
 * The roots of the first `old` acts and of all `size`, worked out from the same hashes of ranges. Whoever gave them cannot have made the second fit a signed root without
 * giving the true first: so, when the second is the signed one, the first is what this register held at `old`. (0 < old ≤ size.)
 */
export async function roots(old: number, size: number, hashed: RangeHash): Promise<{ old: Bytes; size: Bytes }> {
  const walk = async (start: number, end: number): Promise<{ whole: Bytes; below: Bytes[] }> => {
    if (end <= old || start >= old) {
      const whole = await hashed(start, end);
      return { whole, below: end <= old ? [whole] : [] };
    }
    const middle = start + split(end - start);
    const [left, right] = await Promise.all([walk(start, middle), walk(middle, end)]);
    return { whole: nodeHash(left.whole, right.whole), below: [...left.below, ...right.below] };
  };
  const { whole, below } = await walk(0, size);
  return { old: below.reduceRight((right, left) => nodeHash(left, right)), size: whole };
}
