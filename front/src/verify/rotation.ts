/** The keys of a register, one after another: `register/rotations/N`, each signed by the old key and the new. */
import { hex, utf8, Wrong } from "./bytes";
import type { Check } from "./ed25519";
import { openNote, parseKey, type Key } from "./note";
import { sha256 } from "./sha256";

const TITLE = "presnya key rotation v1";
const MOST = 1000;

/** `keys[0]` was the first; `keys[n + 1]` signs registers that hold act `acts[n]`. */
export interface Chain { keys: Key[]; acts: number[] }

/** The key that signs a checkpoint of this size. */
export const keyAt = (chain: Chain, size: number): Key => chain.keys[chain.acts.filter((act) => act < size).length]!;

/** Which link of the chain this key is; -1 when it is none. */
export const placeOf = (chain: Chain, vkey: string): number => chain.keys.findIndex((key) => key.text === vkey);

/** Follow the rotations up to the key that signs now. Wrong when one does not hold, or the last of them leads elsewhere. */
export async function follow(current: Key, rotation: (number: number) => Promise<string | null>, check: Check): Promise<Chain> {
  const chain: Chain = { keys: [], acts: [] };
  let before = "0".repeat(64);
  for (let number = 0; number < MOST; number++) {
    const note = await rotation(number);
    if (note === null) break;
    const made = await read(note, current.name, number, before, check);
    if (number > 0 && (made.old.text !== chain.keys.at(-1)!.text || made.act <= chain.acts.at(-1)!)) throw new Wrong(`rotation ${number} does not continue the one before`);
    if (number === 0) chain.keys.push(made.old);
    chain.keys.push(made.new);
    chain.acts.push(made.act);
    before = hex(sha256(utf8(note)));
  }
  if (chain.keys.length === 0) chain.keys.push(current);
  if (chain.keys.at(-1)!.text !== current.text) throw new Wrong("rotations that lead to another key");
  return chain;
}

async function read(note: string, origin: string, number: number, before: string, check: Check): Promise<{ old: Key; new: Key; act: number }> {
  const lines = note.slice(0, note.lastIndexOf("\n\n")).split("\n");
  const [title, name, nth, act, , from, to, previous] = lines;
  if (lines.length !== 8 || title !== TITLE || name !== origin || nth !== String(number) || !/^(0|[1-9][0-9]{0,14})$/.test(act!) || previous !== before) throw new Wrong(`rotation ${number} is not of its form`);
  const made = { old: parseKey(from!), new: parseKey(to!), act: Number(act) };
  if (made.old.name !== origin || made.new.name !== origin || made.old.text === made.new.text) throw new Wrong(`rotation ${number} is of other keys`);
  for (const key of [made.old, made.new]) await openNote(note, key, check);
  return made;
}
