/** Bodies against the entries that commit to them, and empty places against the acts that account for them: the twin of presnya.register's bodies and erasures. */
import { hex, unhex, utf8, Wrong, type Bytes } from "./bytes";
import { hmac } from "./sha256";

/** A fault and the act whose line it concerns. `part` is '' for the body. */
export interface Fault { act: number; key: string; part?: string; by?: number }

const GROUNDS = ["privacy-law", "court-order", "copyright", "endangered-person", "malware"];
const PROTECTED = ["erase", "rotate", "succeed"];
const DECIDERS = ["registrar", "curator", "conservator"];

type Held = Record<string, unknown>;

const slotOf = (act: number, part: string): string => `${act} ${part}`;
const object = (value: unknown): Held => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Wrong("not of the form");
  return value as Held;
};

function opens(commit: unknown, held: Held): boolean {
  if (typeof held.salt !== "string" || typeof held.body !== "string") throw new Wrong("not of the form");
  return commit === hex(hmac(unhex(held.salt), utf8(held.body)));
}

export class Erasures {
  faults: Fault[] = [];
  erased = 0;
  #roles = new Map<string, string[]>();
  #empty = new Map<string, { act: number; part: string; kind: string }>();
  #named = new Map<string, { act: number; part: string; by: number }>();

  /** The next act with its line of bodies. */
  see(act: number, entry: Bytes, line: string): void {
    try {
      this.#see(act, object(JSON.parse(new TextDecoder().decode(entry))), object(JSON.parse(line)));
    } catch {
      this.faults.push({ act, key: "bad.line" });
    }
  }

  /** An act that came later than the shown register; Wrong or SyntaxError when what stands beside its entry does not open it. What is empty in it is not of this register. */
  later(act: number, entry: Bytes, extra: string): void {
    const faults = this.faults.length;
    this.#see(act, object(JSON.parse(new TextDecoder().decode(entry))), { ...object(JSON.parse(extra)), index: act });
    for (const [slot, gone] of this.#empty) if (gone.act === act && this.#empty.delete(slot)) this.erased--;
    if (this.faults.length > faults) throw new Wrong(this.faults.pop()!.key);
  }

  #see(act: number, envelope: Held, held: Held): void {
    const kind = String(envelope.act ?? "");
    const wanted = object(envelope.parts ?? {});
    if (held.index !== act) return this.#fault(act, "bad.body");
    if (held.erased === true) {
      if ("body" in held || "salt" in held || "parts" in held) return this.#fault(act, "bad.full");
      for (const part of ["", ...Object.keys(wanted)]) this.#gone(act, part, kind);
      return;
    }
    if (!opens(envelope.commit, held)) return this.#fault(act, "bad.body");
    const parts = object(held.parts ?? {});
    if (Object.keys(parts).sort().join() !== Object.keys(wanted).sort().join()) return this.#fault(act, "bad.body");
    for (const [part, value] of Object.entries(parts)) this.#part(act, part, wanted[part], object(value), kind);
    if (kind === "appoint") this.#appoint(object(JSON.parse(held.body as string)));
    if (kind === "erase") this.#erase(act, object(JSON.parse(held.body as string)));
  }

  #part(act: number, part: string, commit: unknown, held: Held, kind: string): void {
    if (held.erased === true && !("body" in held) && !("salt" in held)) this.#gone(act, part, kind);
    else if (!opens(commit, held)) this.faults.push({ act, key: "bad.part", part });
  }

  #gone(act: number, part: string, kind: string): void {
    this.#empty.set(slotOf(act, part), { act, part, kind });
    this.erased++;
  }

  #fault(act: number, key: string): void {
    this.faults.push({ act, key });
  }

  #appoint(body: Held): void {
    if (typeof body.curator === "string" && Array.isArray(body.roles ?? [])) this.#roles.set(body.curator, ((body.roles ?? []) as unknown[]).filter((role) => typeof role === "string"));
  }

  #erase(act: number, body: Held): void {
    const deciders = Array.isArray(body.deciders) ? [...new Set(body.deciders.map(String))] : [];
    const roles = deciders.map((one) => this.#roles.get(one) ?? []);
    const entitled = deciders.length >= 2 && roles.every((held) => held.some((role) => DECIDERS.includes(role))) && roles.some((held) => held.includes("registrar"));
    if (!entitled || !GROUNDS.includes(String(body.ground)) || !String(body.authority ?? "").trim()) return this.#fault(act, "bad.erase");
    for (const slot of Array.isArray(body.slots) ? body.slots : []) {
      const { act: earlier, part = "" } = object(slot);
      if (!Number.isSafeInteger(earlier) || typeof part !== "string" || (earlier as number) < 0 || (earlier as number) >= act) this.#fault(act, "bad.erase");
      else if (!this.#named.has(slotOf(earlier as number, part))) this.#named.set(slotOf(earlier as number, part), { act: earlier as number, part, by: act });
    }
  }

  /** Once every act of a register of `size` was seen, and later ones where there are some: what went in silence, and what stands where an act erased it. */
  end(size: number): Fault[] {
    for (const { act, part, kind } of this.#empty.values()) {
      if (PROTECTED.includes(kind) || (kind === "appoint" && !part)) this.faults.push({ act, key: "bad.protected", part });
      else if (!this.#named.has(slotOf(act, part)) && !this.#named.has(slotOf(act, ""))) this.faults.push({ act, key: "bad.silence", part });
    }
    for (const { act, part, by } of this.#named.values()) if (act < size && !this.#empty.has(slotOf(act, part))) this.faults.push({ act, key: "bad.planted", part, by });
    return this.faults;
  }
}
