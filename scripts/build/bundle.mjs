/**
 * Bundles `lib/processes/{web,worker,admin}.ts` to `dist/*.mjs` with esbuild; packages stay in node_modules.
 *
 *   bundleProcesses(root) -> names of the bundles
 *   bundleInto(root, { outdir, files })             the same way, other files into another folder
 *   watchProcesses(root, onChange) -> { stop() }      onChange(names whose bundle changed), also after the first build
 *
 * Rejects with an Error whose `output` tells the mistakes.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { build, context, formatMessagesSync } from "esbuild";

/** The processes that run bundled; other files of lib/processes are parts of theirs. */
const processes = ["web", "worker", "admin"];

function entryPoints(root) {
  const paths = processes.map((name) => join(root, "lib", "processes", `${name}.ts`));
  return paths.filter((path) => existsSync(path));
}

function options(root) {
  return {
    absWorkingDir: root,
    entryPoints: entryPoints(root),
    outdir: join(root, "dist"),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    alias: { "@": root },
    platform: "node",
    target: "node20",
    format: "esm",
    sourcemap: "linked",
    logLevel: "silent",
    legalComments: "none",
    jsx: "automatic",
  };
}

/** Bundles other files in the same way; each comes out under its own name in `outdir`. */
export async function bundleInto(root, { outdir, files }) {
  const entryPoints = files.map((file) => ({ in: join(root, file), out: basename(file).replace(/\.[a-z]+$/, "") }));
  await build({ ...options(root), outdir, entryPoints });
}

function names(root) {
  return entryPoints(root).map((path) => path.replace(/^.*\//, "").replace(/\.ts$/, ""));
}

/** Says an esbuild failure in readable lines. */
export function describeFailure(error) {
  return error.errors ? formatMessagesSync(error.errors, { kind: "error" }).join("\n").trim() : String(error.message);
}

/** Builds all bundles once. */
export async function bundleProcesses(root) {
  try {
    await build(options(root));
  } catch (cause) {
    throw Object.assign(new Error("the processes cannot be bundled"), { output: describeFailure(cause), cause });
  }
  return names(root);
}

function digests(root) {
  return names(root).map((name) => {
    const file = join(root, "dist", `${name}.mjs`);
    return [name, existsSync(file) ? createHash("sha256").update(readFileSync(file)).digest("hex") : ""];
  });
}

/** Builds the bundles again whenever their sources change. Mistakes go to `onMistake(text)`. */
export async function watchProcesses(root, onChange, onMistake) {
  let known = new Map();
  const report = {
    name: "report",
    setup(plugin) {
      plugin.onEnd((result) => {
        if (result.errors.length > 0) return onMistake(describeFailure(result));
        const now = digests(root);
        const changed = now.filter(([name, digest]) => known.get(name) !== digest).map(([name]) => name);
        known = new Map(now);
        return onChange(changed);
      });
    },
  };
  const watcher = await context({ ...options(root), plugins: [report] });
  await watcher.watch();
  return { stop: () => watcher.dispose() };
}
