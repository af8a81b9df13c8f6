/**
 * Bundles the stand-alone programs that Modelkeep offers for download into single files without dependencies:
 * `public/verify/modelkeep-verify.mjs` and `public/verify/modelkeep-witness.mjs`. They are kept in the repository, so that
 * a reader sees what an auditor runs.
 *
 *   node scripts/build/verifier.mjs          writes the files
 *   bundlePrograms(root) -> Map(path -> text)
 */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const programs = [
  {
    source: "lib/processes/verify.ts",
    file: "public/verify/modelkeep-verify.mjs",
    says: "modelkeep-verify: checks a Modelkeep audit log, an evidence bundle or a receipt without trusting Modelkeep.",
  },
  {
    source: "lib/processes/witness.ts",
    file: "public/verify/modelkeep-witness.mjs",
    says: "modelkeep-witness: a C2SP tlog-witness that cosigns the checkpoints of the logs it is told to watch.",
  },
];

const banner = (says) => `#!/usr/bin/env node
// ${says}
// One file, no dependencies, Node 20 or newer. Run it without arguments to see how.
// Licence: Apache-2.0. Made from the TypeScript in lib/verifier, lib/witness and lib/merkle; not written by hand.`;

async function bundle(root, { source, says }) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [source],
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    format: "esm",
    charset: "utf8",
    legalComments: "none",
    logLevel: "silent",
    banner: { js: banner(says) },
    alias: { "@": root },
  });
  return result.outputFiles[0].text;
}

/** The text of every program, by its path. */
export async function bundlePrograms(root) {
  const texts = await Promise.all(programs.map(async (program) => [program.file, await bundle(root, program)]));
  return new Map(texts);
}

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of await bundlePrograms(root)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
    console.log(`${path}: ${text.length} characters`);
  }
}
