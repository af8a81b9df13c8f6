/**
 * The production build: bundles of the processes in `dist/` and Next's output in `.next/`, made only when sources changed.
 *
 *   ensureBuilt({ root, tools, parts?, say?, env? }) -> text for the stage       StatedError "build_failed"
 *
 *   parts   ["bundle", "next"] (default both); `npm run admin` needs only "bundle"
 *   tools   a runner of ../launch/tools.mjs
 *
 * Two runs at once wait for each other. The first mistake rejects; ending the other part is the runner's `stopAll`. A stamp is removed before its output is touched and written when it is whole.
 */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { quietEnvironment } from "../launch/dependencies.mjs";
import { takePidLock } from "../launch/pid-lock.mjs";
import { StatedError } from "../launch/stated-error.mjs";
import { readStamp, sourceHash, writeStamp } from "./source-hash.mjs";

const stamps = {
  bundle: "dist/sources.json",
  next: join(process.env.NEXT_DIST_DIR ?? ".next", "modelkeep-sources.json"),
};

function failed(what, cause) {
  const message = `${what} failed (${cause.message}). Correct what is said below and start again; nothing of the running data was touched.\n\n${cause.output ?? ""}`;
  return new StatedError("build_failed", message, { cause });
}

async function makeBundle({ root }) {
  const { bundleProcesses } = await import("./bundle.mjs");
  try {
    await bundleProcesses(root);
  } catch (cause) {
    throw failed("Bundling the processes", cause);
  }
}

/** Keeps what a build needs of the environment and no secret. */
function buildEnvironment(env) {
  const kept = Object.entries(env).filter(
    ([name]) => !/^(DATABASE_|MODELKEEP_|npm_|PORT$|HOST$|SMTP_|OIDC_)/.test(name),
  );
  return { ...Object.fromEntries(kept), ...quietEnvironment, NODE_ENV: "production" };
}

async function makeNext({ root, tools, env }) {
  const command = join(root, "node_modules", "next", "dist", "bin", "next");
  try {
    await tools.run("next-build", process.execPath, [command, "build"], { cwd: root, env: buildEnvironment(env) });
  } catch (cause) {
    throw failed("The production build", cause);
  }
}

const makers = { bundle: makeBundle, next: makeNext };

function stale(root, parts, hash) {
  return parts.filter((part) => readStamp(join(root, stamps[part])) !== hash);
}

async function takeBuildLock(root, say) {
  mkdirSync(join(root, "dist"), { recursive: true });
  for (;;) {
    const lock = takePidLock(join(root, "dist", "build.pid"));
    if (lock.taken) return lock;
    say(`waiting for another build, process ${lock.holder?.pid}`);
    await delay(200);
  }
}

/** Builds what is out of date. See the head of this file. */
export async function ensureBuilt({ root, tools, parts = ["bundle", "next"], say = () => {}, env = process.env }) {
  if (stale(root, parts, sourceHash(root)).length === 0) return "unchanged";
  const lock = await takeBuildLock(root, say);
  try {
    const hash = sourceHash(root);
    const work = stale(root, parts, hash);
    for (const part of work) rmSync(join(root, stamps[part]), { force: true });
    await Promise.all(
      work.map(async (part) => {
        await makers[part]({ root, tools, env });
        writeStamp(join(root, stamps[part]), hash);
      }),
    );
    return work.length > 0 ? "built" : "built by another run";
  } finally {
    lock.release();
  }
}

/** Forgets that the bundles were built: in hot reload they follow the sources without a stamp. */
export function forgetBundle(root) {
  if (existsSync(join(root, stamps.bundle))) rmSync(join(root, stamps.bundle), { force: true });
}
