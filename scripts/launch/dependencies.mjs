/**
 * The stage "Dependencies": `npm ci` when what is installed is not what package-lock.json says.
 *
 *   dependenciesFit(root) -> boolean
 *   ensureDependencies({ root, tools, env }) -> text for the stage      StatedError "install_failed"
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { StatedError } from "./stated-error.mjs";

/** Environment in which tools stay quiet and do not phone home. */
export const quietEnvironment = {
  NEXT_TELEMETRY_DISABLED: "1",
  CHECKPOINT_DISABLE: "1",
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
};

function packagesOf(path) {
  return JSON.parse(readFileSync(path, "utf8")).packages ?? {};
}

/** Whether every package of the lock file is installed in that version. Optional ones for other platforms may lack. */
export function dependenciesFit(root) {
  const installedFile = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installedFile)) return false;
  try {
    const installed = packagesOf(installedFile);
    return Object.entries(packagesOf(join(root, "package-lock.json"))).every(([path, wanted]) => {
      if (path === "" || wanted.link) return true;
      const found = installed[path];
      if (!found) return Boolean(wanted.optional || wanted.devOptional || wanted.peer);
      return found.version === wanted.version;
    });
  } catch {
    return false;
  }
}

function npmCommand(env) {
  const script = env.npm_execpath;
  if (script && /\.c?js$/.test(script) && existsSync(script)) return [process.execPath, [script]];
  return ["npm", []];
}

/** Installs the locked dependencies when they are missing or changed. */
export async function ensureDependencies({ root, tools, env = process.env }) {
  if (dependenciesFit(root)) return "unchanged";
  const [command, first] = npmCommand(env);
  const args = [...first, "ci", "--include=dev", "--no-audit", "--no-fund"];
  const { NODE_ENV: _dropped, ...rest } = env;
  try {
    await tools.run("npm-ci", command, args, { cwd: root, env: { ...rest, ...quietEnvironment } });
  } catch (cause) {
    const message = `The dependencies could not be installed (npm ci: ${cause.message}). Check that this machine reaches the package registry and that the disk has room, then start again.\n\n${cause.output ?? ""}`;
    throw new StatedError("install_failed", message, { cause });
  }
  return "installed";
}
