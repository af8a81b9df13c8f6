/** The threat engine: all suggestions of a diagram from the beginning, and after one change. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

let loaded;

function engine() {
  loaded ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), "modelkeep-bench-graph-"));
    const outfile = join(folder, "engine.mjs");
    await build({
      entryPoints: [join(root, "bench/graph-engine.ts")],
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      logLevel: "error",
    });
    const module = await import(outfile);
    rmSync(folder, { recursive: true, force: true });
    return module;
  })();
  return loaded;
}

/** Names hold statistic and size, because a baseline is kept by name. */
const bench = (name, size, unit, run) => ({
  name: `graph: ${name}, ${unit.split(" ")[1]}, ${size.split(" elements")[0]} elements`,
  unit,
  better: "lower",
  size,
  run,
});

export const benches = [50, 500, 2_000].flatMap((elements) => {
  const size = `${elements.toLocaleString("en")} elements, ${(elements * 1.5).toLocaleString("en")} flows`;
  return [
    bench("all suggestions", size, "ms median", async () => (await engine()).measureWhole(elements)),
    bench("after one change", size, "ms median", async () => (await engine()).measureChanges(elements).median),
    bench("after one change", size, "ms p95", async () => (await engine()).measureChanges(elements).p95),
  ];
});
