// Builds what pages load into web/dist: stylesheets, typeface, icons and scripts, and what documents are set in into web/fonts.
// Names of web/dist get their hash later, when they are embedded; until then a file names another as asset:NAME.
import { build } from "esbuild";
import { copyFile, cp, mkdir, readFile, readdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { writeIcons } from "./icons.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(here, "dist");
await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

const scripts = (await readdir(path.join(here, "src")).catch(() => [])).filter((f) => f.endsWith(".ts") && !f.endsWith(".d.ts") && !f.endsWith(".test.ts"));
const shared = { bundle: true, minify: true, outdir: dist, logLevel: "warning", external: ["asset:*"], legalComments: "none" };
await Promise.all([
  build({ ...shared, entryPoints: ["citizen", "staff", "board"].map((n) => path.join(here, "styles", `${n}.css`)), target: ["safari14", "chrome90", "firefox90"] }),
  scripts.length > 0
    ? build({ ...shared, entryPoints: scripts.map((f) => path.join(here, "src", f)), format: "iife", target: "es2020" })
    : undefined,
  cp(path.join(here, "node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2"), path.join(dist, "source-sans-3.woff2")),
  cp(path.join(here, "node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2"), path.join(dist, "source-sans-3-ext.woff2")),
  cp(path.join(here, "art/mark.svg"), path.join(dist, "mark.svg")),
  writeIcons(dist),
]);

// Typefaces of printed documents, which crates/documents embeds. A file is written only when it differs, so that new styles
// do not build the documents anew.
const families = [
  ["source-sans-3", "SourceSans3", ["400Regular", "400Regular_Italic", "600SemiBold", "700Bold"]],
  // Scripts that posters are also written in: Arabic, and Ethiopic for Tigrinya.
  ["noto-sans-arabic", "NotoSansArabic", ["400Regular", "700Bold"]],
  ["noto-sans-ethiopic", "NotoSansEthiopic", ["400Regular", "700Bold"]],
];
const fonts = path.join(here, "fonts");
const files = families.flatMap(([from, name, faces]) => faces.map((face) => [from, face, `${name}_${face}.ttf`]));
const wanted = new Map(files.map(([from, face, file]) => [file, path.join(here, "node_modules/@expo-google-fonts", from, face, file)]));
await mkdir(fonts, { recursive: true });
for (const name of await readdir(fonts)) if (!wanted.has(name)) await rm(path.join(fonts, name));
for (const [name, from] of wanted) {
  const to = path.join(fonts, name);
  const there = await readFile(to).catch(() => undefined);
  if (!there?.equals(await readFile(from))) await copyFile(from, to);
}
