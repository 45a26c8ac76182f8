/** The second script: what is only needed when the reader opens a panel. It lies beside the first. */
import type { More } from "../chronology-more";

const own = (document.currentScript as HTMLScriptElement | null)?.src ?? "";
let coming: Promise<More> | null = null;

/** Reads it once, as a classic script, so that it works from a disk too. Rejects when it is not there; then it may be asked again. */
export function more(): Promise<More> {
  coming ??= new Promise<More>((resolve, reject) => {
    const script = document.createElement("script");
    script.src = own.replace(/chronology\.js/, "chronology-more.js");
    script.onload = () => {
      const { presnyaMore } = globalThis as { presnyaMore?: More };
      if (presnyaMore) resolve(presnyaMore);
      else reject(new Error(script.src));
    };
    script.onerror = () => reject(new Error(script.src));
    document.head.append(script);
  });
  coming.catch(() => { coming = null; });
  return coming;
}
