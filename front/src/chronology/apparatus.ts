/** Everything around the core: lists, keys, cards, address, lanes, filters, downloads. */
import type { Core } from "./types";

/** Installs it; the answer takes it away again. */
export function apparatus(core: Core): () => void {
  void core;
  return () => undefined;
}
