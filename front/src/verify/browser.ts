/** What a page of the museum can reach: the museum's files over http, or from a disk what lies in scripts, since there a page may fetch nothing. */
import type { Bytes } from "./bytes";
import type { Check } from "./ed25519";
import type { Present, Reach } from "./page";

/** Adds up what was read for the check. */
export interface Meter { bytes: number }

/** A classic script from the museum: the only kind that loads from a disk. */
export function script(address: string): Promise<void> {
  return new Promise((done, fail) => {
    const made = document.createElement("script");
    made.src = address;
    made.onload = () => done();
    made.onerror = () => fail(new Error(`${address} could not be read`));
    document.head.append(made);
  });
}

declare global {
  interface Window { presnyaProof?: unknown; presnyaHead?: Present; presnyaEd25519?: Check; presnyaWords?: Record<string, string> }
}

async function read(address: string, cache: RequestCache, meter: Meter): Promise<Bytes | null> {
  try {
    const answer = await fetch(address, { cache, credentials: "same-origin" });
    if (!answer.ok) return null;
    const data = new Uint8Array(await answer.arrayBuffer());
    meter.bytes += data.length;
    return data;
  } catch {
    return null; // no network: nothing can be said
  }
}

export function fromWeb(root: string, meter: Meter): Reach {
  const kept = new Map<string, Promise<Bytes | null>>();
  const get = (path: string, fresh = false): Promise<Bytes | null> => {
    const known = fresh ? undefined : kept.get(path);
    const asked = known ?? read(root + path.split("/").map(encodeURIComponent).join("/"), fresh ? "reload" : path.startsWith("register/tile/") ? "default" : "no-cache", meter);
    kept.set(path, asked);
    return asked;
  };
  const here = location.href.split("#")[0]!;
  return {
    get,
    present: async () => {
      const [note, vkey] = await Promise.all([get("register/checkpoint", true), get("register/vkey", true)]); // whole: a host that went back answers "not modified"
      return note && vkey ? { note: words(note), vkey: words(vkey) } : null;
    },
    page: (anew) => read(here, anew ? "reload" : "force-cache", anew ? meter : { bytes: 0 }), // first from the browser's store: what is checked is what was shown
  };
}

const words = (data: Bytes): string => new TextDecoder().decode(data);

export function fromDisk(root: string): Reach {
  return {
    get: null,
    page: null,
    present: async () => {
      try {
        await script(`${root}register/head.js`);
      } catch {
        return null;
      }
      return window.presnyaHead ?? null;
    },
  };
}

/** Ed25519 for browsers that have none. */
export const spare = (root: string) => async (): Promise<Check> => {
  await script(`${root}static/ed25519.js`);
  if (!window.presnyaEd25519) throw new Error("static/ed25519.js brought nothing");
  return window.presnyaEd25519;
};
