/** Ed25519: the browser's own where it has one, else (an old browser, a page over plain http) a script that is read when it is needed. */
import type { Bytes } from "./bytes";

export type Check = (key: Bytes, signature: Bytes, message: Bytes) => Promise<boolean>;

/** By WebCrypto; null where it is missing or does not know the curve. */
async function own(): Promise<Check | null> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (!subtle) return null;
  const check: Check = async (key, signature, message) => {
    const imported = await subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
    return subtle.verify("Ed25519", imported, signature, message);
  };
  try {
    await subtle.importKey("raw", new Uint8Array(32), "Ed25519", false, ["verify"]); // a point of the curve, y = 0
    return check;
  } catch {
    return null;
  }
}

let found: Promise<Check> | null = null;

/** What checks signatures here; `spare` brings the script that does where the browser cannot. */
export function ed25519(spare: () => Promise<Check>): Check {
  return async (key, signature, message) => {
    found ??= own().then((check) => check ?? spare());
    const check = await found;
    try {
      return await check(key, signature, message);
    } catch {
      return false; // no key, no signature
    }
  };
}
