import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { defineConfig, type Plugin } from "vite";

const here = import.meta.dirname;
const out = resolve(here, "../src/presnya/publishing/static");

/** icon.svg as it is, and licences.txt: the licence of every package whose files are shipped (`dependencies`; what is only used to build is not). */
function besides(): Plugin {
  return {
    name: "besides",
    generateBundle() {
      const names = Object.keys(JSON.parse(readFileSync(resolve(here, "package.json"), "utf8")).dependencies).sort();
      const texts = names.map((name) => {
        const folder = resolve(here, "node_modules", name);
        const { version, license } = JSON.parse(readFileSync(resolve(folder, "package.json"), "utf8"));
        return `${name} ${version} (${license})\n\n${readFileSync(resolve(folder, "LICENSE"), "utf8").trim()}\n`;
      });
      this.emitFile({ type: "asset", fileName: "icon.svg", source: readFileSync(resolve(here, "icon.svg")) });
      this.emitFile({ type: "asset", fileName: "licences.txt", source: texts.join(`\n${"─".repeat(80)}\n\n`) });
    },
  };
}

/**
 * Four builds, because a classic script that works from file:// holds one entry each: the page's script with the stylesheet,
 * (mode "light") the few lines that run before the first paint, and (modes "chronology" and "chronology-more") the viewer, its
 * stylesheet within, and what it reads when a panel is opened.
 */
const ENTRIES: Record<string, string> = { light: "light", chronology: "chronology", "chronology-more": "chronology-more" };

export default defineConfig(({ mode }) => ({
  root: here,
  base: "./",
  publicDir: false,
  logLevel: "warn",
  plugins: mode in ENTRIES ? [] : [besides()],
  build: {
    outDir: out,
    emptyOutDir: !(mode in ENTRIES),
    target: ["chrome111", "firefox115", "safari16.4"],
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: resolve(here, `src/${ENTRIES[mode] ?? "presnya"}.ts`),
      output: {
        format: "iife",
        entryFileNames: `${ENTRIES[mode] ?? "presnya"}.js`,
        assetFileNames: (asset) => (asset.names.some((name) => name.endsWith(".css")) ? "presnya.css" : "fonts/[name][extname]"),
      },
    },
  },
}));
