/** Ed25519 for browsers that have none of their own, and for pages over plain http. Read only there. */
import { hashes, verify } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";
import type { Check } from "./verify/ed25519";

hashes.sha512 = sha512;

/** Strict as RFC 8032 is, not as loose as ZIP 215. */
const check: Check = (key, signature, message) => Promise.resolve(verify(signature, message, key, { zip215: false }));

(globalThis as { presnyaEd25519?: Check }).presnyaEd25519 = check;
