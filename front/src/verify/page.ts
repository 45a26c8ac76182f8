/** Everything that is checked for one page, and what follows from it. Nothing here touches the document: what is asked for comes through `Reach`. */
import { hex, Wrong, type Bytes } from "./bytes";
import type { Check } from "./ed25519";
import { depthOf, MANIFEST, openManifest, partOf, readPart, SIGNATURE, type Head } from "./manifest";
import { others, parseKey, type Checkpoint, type Key } from "./note";
import { ACCEPTED, compare, remembering, type Answer, type Seen, type Verdict } from "./remembering";
import { follow, keyAt, type Chain } from "./rotation";
import { sha256 } from "./sha256";
import { readShared, verifyShared, type Shared } from "./shared";

/** The signed head as it lies at the museum now; rotations as far as they were read along with it. */
export interface Present { note: string; vkey: string; rotations?: string[] }

/**
 * Where files of the museum come from. `get` gives one by its path from the museum's root (`fresh`: not from the browser's store), null when it is not there; it is null
 * itself on a disk, where a page may read nothing. `page` gives the bytes of the page as they were loaded, or anew.
 */
export interface Reach {
  present: () => Promise<Present | null>;
  get: ((path: string, fresh?: boolean) => Promise<Bytes | null>) | null;
  page: ((anew: boolean) => Promise<Bytes | null>) | null;
}

/** What the page says of itself: its path from the museum's root, the acts it names, the proof it carries or has beside it (JSON, null when it has none); and what this browser remembers of a register shown here. */
export interface Asked { path: string; acts: number[]; proof: Promise<unknown>; seen: (origin: string) => Seen | null; when: string }

/**
 * How the page stands, worst first: `altered` (entry, proof, signature, list or bytes do not fit), `fork`, `missing` (names acts its proof does not hold), `key`, `renamed`, `older`,
 * `stale` (was published anew since it was loaded), `unproved` (what would prove it could not be had), `verified`; `acts` is verified from a disk, where the page's own words cannot be read.
 */
export type Standing = "altered" | "fork" | "missing" | "key" | "renamed" | "older" | "stale" | "unproved" | "acts" | "verified";
export const WORST: readonly Standing[] = ["altered", "fork", "missing", "key", "renamed", "older", "stale", "unproved", "acts", "verified"];

/** One thing that was checked: `key` names the phrase that tells of it. */
export interface Finding { standing: Standing; key: string; values: Record<string, string | number>; why?: string }

export interface Outcome { standing: Standing; findings: Finding[]; answer: Answer | null; seen: Seen | null; size: number; origin: string; proved: number; cosigners: string[]; evidence: string[] }

type Tell = (standing: Standing, key: string, values?: Record<string, string | number>, why?: string) => void;

const REMEMBERED: Record<Verdict, Standing> = { first: "verified", same: "verified", newer: "verified", older: "older", fork: "fork", key: "key", renamed: "renamed", unproved: "unproved", bad: "altered" };

export async function checkPage(asked: Asked, reach: Reach, check: Check): Promise<Outcome> {
  const findings: Finding[] = [];
  const tell: Tell = (standing, key, values = {}, why = "") => findings.push({ standing, key, values, ...(why ? { why } : {}) });
  const page = reach.page?.(false) ?? Promise.resolve(null);
  for (const name of [MANIFEST, SIGNATURE]) void reach.get?.(name); // on the way while the rest is worked out
  const present = await reach.present();
  const seen = present && asked.seen(present.note.split("\n", 1)[0]!);
  const [proved, answer] = await Promise.all([acts(asked, check, tell), present ? judged(seen, asked.when, present, reach, check, tell) : null]);
  if (!present) tell("unproved", "head.none");
  if (answer?.head && answer.key) {
    const chain = { of: answer.chain ?? null };
    await Promise.all([proved ? joined(proved, answer, chain, present!, reach, check, tell) : null, bytes(asked, page, answer.head, answer.key, reach, check, tell)]);
  }
  if (!reach.page) tell("acts", "bytes.disk");
  const cosigners = present && answer?.head ? others(present.note, answer.head.origin) : [];
  const standing = WORST.find((one) => findings.some((found) => found.standing === one)) ?? "verified";
  const evidence = answer?.evidence.length ? answer.evidence : findings.some((one) => one.standing === "fork") && proved && present ? [proved.proof.note, present.note] : [];
  return { standing, findings, answer, seen, size: answer?.head?.size ?? 0, origin: answer?.head?.origin ?? "", proved: proved?.proof.acts.length ?? 0, cosigners, evidence };
}

// ── the acts of the page ─────────────────────────────────────────────────────────────────────────────────────────

interface Proved { proof: Shared; head: Checkpoint }

async function acts(asked: Asked, check: Check, tell: Tell): Promise<Proved | null> {
  const carried = await asked.proof;
  if (carried === null) {
    if (asked.acts.length) tell("missing", "acts.none", { n: asked.acts.length });
    return null;
  }
  try {
    const proof = readShared(carried);
    const head = await verifyShared(proof, check);
    const held = new Set(proof.acts);
    const lacking = asked.acts.filter((act) => !held.has(act));
    const beyond = Math.max(0, proof.of - proof.acts.length);
    if (lacking.length > beyond) tell("missing", "acts.missing", { n: lacking.length, acts: lacking.slice(0, 5).map(String).join(", ") });
    else if (beyond) tell("verified", "acts.first", { n: proof.acts.length, of: proof.of, size: head.size });
    else tell("verified", "acts.held", { n: proof.acts.length, size: head.size });
    return { proof, head };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    tell("altered", "acts.altered", {}, error.message);
    return null;
  }
}

// ── the register now, against what was seen ──────────────────────────────────────────────────────────────────────

const tileOf = (reach: Reach) => (reach.get ? (path: string) => reach.get!(`register/${path}`) : null);

const rotationOf = (present: Present, reach: Reach) => async (number: number): Promise<string | null> => {
  if (!reach.get) return present.rotations?.[number] ?? null;
  const data = await reach.get(`register/rotations/${number}`);
  return data && new TextDecoder().decode(data);
};

async function judged(seen: Seen | null, when: string, present: Present, reach: Reach, check: Check, tell: Tell): Promise<Answer> {
  const answer = await remembering(seen, { note: present.note, vkey: present.vkey, rotation: rotationOf(present, reach), tile: tileOf(reach), check, when });
  const size = answer.head?.size ?? 0;
  const before = seen?.size ?? 0;
  const standing = REMEMBERED[answer.verdict];
  if (answer.head) tell("verified", "head.signed", { n: size, origin: answer.head.origin });
  if (answer.verdict === "older" && answer.head && answer.key && (await onPurpose(answer.head, answer.key, reach, check))) tell("verified", "seen.day", { size, before });
  else tell(standing, `seen.${answer.verdict}`, { size, before, date: seen?.when ?? "", origin: answer.head?.origin ?? "", was: seen?.origin ?? "" }, answer.why);
  if (answer.chain && ACCEPTED.includes(answer.verdict)) tell("verified", "key.follows");
  return answer;
}

/** Whether this is a museum as it stood, by its own signed list: then it is older because somebody asked for an earlier day, and its pages say so. */
async function onPurpose(head: Checkpoint, key: Key, reach: Reach, check: Check): Promise<boolean> {
  const told = await reach.get?.(AS_OF);
  return Boolean(told) && (await listed(AS_OF, head, key, told!, reach, check)) === "same";
}

/** The page's own checkpoint must be one of this register: of the same name, under the key that signed at its size, and continued by what stands there now. */
async function joined(proved: Proved, answer: Answer, chain: { of: Chain | null }, present: Present, reach: Reach, check: Check, tell: Tell): Promise<void> {
  const [head, key] = [answer.head!, answer.key!];
  if (proved.head.origin !== head.origin) return tell("altered", "page.other", { origin: proved.head.origin });
  if (parseKey(proved.proof.vkey).text !== key.text) {
    try {
      chain.of ??= await follow(key, rotationOf(present, reach), check);
      if (keyAt(chain.of, proved.head.size).text !== parseKey(proved.proof.vkey).text) throw new Wrong("a key that did not sign at this size");
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      return tell("key", "page.key", {}, error.message);
    }
  }
  const found = await compare(proved.head, head, tileOf(reach));
  if (found === "older") tell("older", "page.ahead", { size: proved.head.size, now: head.size });
  else if (found === "fork") tell("fork", "page.fork", { size: proved.head.size });
  else if (found === "unproved" && reach.get) tell("unproved", "page.unproved", { size: proved.head.size });
}

// ── the page's bytes ─────────────────────────────────────────────────────────────────────────────────────────────

async function bytes(asked: Asked, loaded: Promise<Bytes | null>, head: Checkpoint, key: Key, reach: Reach, check: Check, tell: Tell): Promise<void> {
  if (!reach.page || !reach.get) return;
  const page = await loaded;
  let found = await listed(asked.path, head, key, page, reach, check);
  if (found !== "same") found = await again(asked.path, head, key, page, reach, check); // published anew while we looked, or an old list in the browser's store
  const told: Record<string, [Standing, string]> = { same: ["verified", "bytes.same"], stale: ["stale", "bytes.stale"], none: ["unproved", "bytes.none"], older: ["older", "bytes.older"] };
  const [standing, phrase] = told[found] ?? ["altered", found];
  tell(standing, phrase);
}

const AS_OF = "register/as-of.json";

type Bytewise = "same" | "stale" | "none" | "older" | "bytes.list" | "bytes.altered" | "bytes.unlisted";

async function again(path: string, head: Checkpoint, key: Key, page: Bytes | null, reach: Reach, check: Check): Promise<Bytewise> {
  const found = await listed(path, head, key, page, reach, check, true);
  if (found !== "bytes.altered") return found;
  const anew = await reach.page!(true);
  return anew && (await listed(path, head, key, anew, reach, check)) === "same" ? "stale" : found;
}

async function listed(path: string, head: Checkpoint, key: Key, page: Bytes | null, reach: Reach, check: Check, fresh = false): Promise<Bytewise> {
  const [manifest, signature] = await Promise.all([reach.get!(MANIFEST, fresh), reach.get!(SIGNATURE, fresh)]);
  if (!manifest || !signature || !page) return "none";
  let list: Head;
  let part: Bytes | null;
  try {
    list = await openManifest(manifest, new TextDecoder().decode(signature), key, check);
    if (list.size < head.size) return "older";
    if (list.size > head.size) return "stale"; // published while we looked
    if (list.root !== hex(head.root)) return "bytes.list";
    const file = partOf(path, depthOf(list));
    const sealed = list.parts.find((one) => one.file === file);
    if (!sealed) return "bytes.unlisted";
    part = await reach.get!(file, fresh);
    if (!part) return "none";
    if (hex(sha256(part)) !== sealed.sha256) return "bytes.list";
    const own = readPart(part).find((one) => one.file === path);
    if (!own) return "bytes.unlisted";
    return own.size === page.length && own.sha256 === hex(sha256(page)) ? "same" : "bytes.altered";
  } catch (error) {
    if (error instanceof Wrong) return "bytes.list";
    throw error;
  }
}
