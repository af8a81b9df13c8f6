/**
 * One hash over everything the build reads, so that nothing is built twice.
 *
 *   sourceHash(root) -> hex                     changes when any source changes, not when tests do
 *   readStamp(file), writeStamp(file, hash)     the hash a build was made from, kept beside its output
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const sources = [
  "app",
  "components",
  "lib",
  "prisma",
  "public",
  "next.config.ts",
  "prisma.config.ts",
  "proxy.ts",
  "package-lock.json",
  "postcss.config.mjs",
  "scripts/build",
  "tsconfig.json",
];
const skipped = /(\.(test|bench)\.(ts|tsx|mjs)$)|(^lib\/db\/generated\/)|(\/\.)/;

function* filesOf(root, path) {
  const full = join(root, path);
  if (!existsSync(full)) return;
  if (!statSync(full).isDirectory()) {
    yield path;
    return;
  }
  const names = readdirSync(full, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of names) {
    const inner = `${path}/${entry.name}`;
    if (entry.isDirectory()) yield* filesOf(root, inner);
    else yield inner;
  }
}

/** Hash of the names and contents of all sources of the build below `root`, in hex. */
export function sourceHash(root) {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0]);
  for (const source of sources) {
    for (const path of filesOf(root, source)) {
      if (skipped.test(path)) continue;
      const content = readFileSync(join(root, path));
      hash.update(`\0${path}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest("hex");
}

/** The hash an output was built from; null when it was not built, or not finished. */
export function readStamp(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).sources ?? null;
  } catch {
    return null;
  }
}

/** Notes beside an output what it was built from. */
export function writeStamp(file, hash) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ sources: hash })}\n`);
}
