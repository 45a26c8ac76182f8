/** Ed25519: the browser's own where it has one, else (an old browser, a page over plain http) a script that is read when it is needed. */
import type { Bytes } from "./bytes";

export type Check = (key: Bytes, signature: Bytes, message: Bytes) => Promise<boolean>;

/** By WebCrypto; null where it is missing or does not know the curve. */
async function own(): Promise<Check | null> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (!subtle) return null;
  const known = new Map<string, Promise<CryptoKey>>();
  const imported = (key: Bytes): Promise<CryptoKey> => {
    const name = key.join();
    if (!known.has(name)) known.set(name, subtle.importKey("raw", key, "Ed25519", false, ["verify"]));
    return known.get(name)!;
  };
  try {
    await imported(new Uint8Array(32)); // a point of the curve, y = 0
    return async (key, signature, message) => subtle.verify("Ed25519", await imported(key), signature, message);
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
