/**
 * Where an embedded cluster lives. Normally `<data>/postgres`; when we are root and PostgreSQL's account cannot get
 * there, `/var/lib/modelkeep/<id>` with a pointer in `<data>/postgres.json`.
 *
 *   clusterPlace(dataDir, account) -> { folder, programs }
 *   readClusterNote(dataDir) -> { port?, folder? }      writeClusterNote(dataDir, note)
 */
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { StatedError } from "../launch/stated-error.mjs";
import { mayEnter } from "./binaries.mjs";

const sharedRoot = "/var/lib/modelkeep";

/** What the data folder remembers of its cluster: the port of last time and, if it lives elsewhere, its folder. */
export function readClusterNote(dataDir) {
  try {
    return JSON.parse(readFileSync(join(dataDir, "postgres.json"), "utf8"));
  } catch {
    return {};
  }
}

/** Remembers port and folder for the next start. */
export function writeClusterNote(dataDir, note) {
  const path = join(dataDir, "postgres.json");
  const text = `${JSON.stringify(note, null, 2)}\n`;
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

function elsewhere(dataDir) {
  const id = createHash("sha256").update(realpathSync(dataDir)).digest("hex").slice(0, 16);
  try {
    mkdirSync(join(sharedRoot, id), { recursive: true, mode: 0o755 });
    chmodSync(sharedRoot, 0o755);
    chmodSync(join(sharedRoot, id), 0o711);
  } catch (cause) {
    throw new StatedError(
      "cluster_failed",
      `The account PostgreSQL runs as cannot enter the data folder ${dataDir}, and ${sharedRoot} cannot be used instead (${cause.message}). Choose a data folder below a path others may enter (--data DIR), start as an ordinary user, or set DATABASE_URL.`,
      { cause },
    );
  }
  return join(sharedRoot, id);
}

function existing(folder, dataDir) {
  if (existsSync(folder)) return folder;
  throw new StatedError(
    "cluster_failed",
    `The data folder ${dataDir} says that its database lives in ${folder}, which does not exist. Bring that folder back (from the other machine or a backup). To begin again with nothing, move the data folder away.`,
  );
}

/** Chooses the folder of the cluster (it need not exist yet) and the place for a copy of the programs. */
export function clusterPlace(dataDir, account) {
  const noted = readClusterNote(dataDir).folder;
  if (noted) return { folder: existing(noted, dataDir), programs: sharedRoot };
  const near = join(dataDir, "postgres");
  if (!account) return { folder: near, programs: join(dataDir, "programs") };
  if (mayEnter(account, dataDir)) return { folder: near, programs: sharedRoot };
  if (!existsSync(near)) openForPassing(dataDir);
  if (mayEnter(account, dataDir) || existsSync(near)) return { folder: near, programs: sharedRoot };
  const folder = join(elsewhere(dataDir), "postgres");
  return { folder, programs: dirname(dirname(folder)) };
}

/** Lets other accounts pass through (not list) the data folder itself; the folders above it are not ours to change. */
function openForPassing(dataDir) {
  try {
    chmodSync(dataDir, 0o755);
  } catch {
    return;
  }
}
