/**
 * The product's processes and the soak's own crew, bundled as the product is, in a folder of this run.
 *
 *   buildPrograms(root) -> { worker, admin, crew, telemetryCrew, remove() }     paths of the bundles
 *
 * The folder is below node_modules, because packages stay outside of the bundles.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { bundleInto } from "../build/bundle.mjs";

const sources = {
  worker: "lib/processes/worker.ts",
  admin: "lib/processes/admin.ts",
  crew: "scripts/soak/crew.ts",
  telemetryCrew: "scripts/soak/telemetry-crew.ts",
};

/** Bundles everything that a soak runs. The folder goes with `remove` or when the process ends. */
export async function buildPrograms(root) {
  const cache = join(root, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "soak-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  await bundleInto(root, { outdir: folder, files: Object.values(sources) });
  const bundleOf = (file) => join(folder, basename(file).replace(/\.ts$/, ".mjs"));
  const paths = Object.entries(sources).map(([name, file]) => [name, bundleOf(file)]);
  return { ...Object.fromEntries(paths), remove };
}
