/** deep.js lies beside this script, and is read once. */
import type { Options } from "./kinds";

const own = (document.currentScript as HTMLScriptElement | null)?.src ?? "";
let asked: Promise<NonNullable<Window["presnyaDeep"]>> | null = null;

export function deep(): Promise<NonNullable<Window["presnyaDeep"]>> {
  asked ??= new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = own.replace(/zoom\.js/, "deep.js");
    script.onload = () => (window.presnyaDeep ? done(window.presnyaDeep) : fail(new Error(script.src)));
    script.onerror = () => {
      asked = null;
      fail(new Error(script.src));
    };
    document.head.append(script);
  });
  return asked;
}

export type { Options };
