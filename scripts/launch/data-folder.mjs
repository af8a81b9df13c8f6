/**
 * The data folder of one installation: taken by one run at a time.
 *
 *   takeDataFolder(dataDir) -> { runDir, release() }        StatedError "folder_in_use" | "folder_not_writable"
 *   endOrphans(runDir, log)                                 ends what a killed run left behind
 *   writeInstance(dataDir, note), readInstance(dataDir)     what the running instance tells `npm run admin`
 */
import { accessSync, constants, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readPidFile, takePidLock } from "./pid-lock.mjs";
import { endProcess, isSameProcess } from "./process-table.mjs";
import { StatedError } from "./stated-error.mjs";

function notWritable(dataDir, cause) {
  const message = `The data folder ${dataDir} cannot be written (${cause.message}). Give the account that runs Modelkeep the right to write there, or choose another folder with --data DIR or MODELKEEP_DATA_DIR.`;
  return new StatedError("folder_not_writable", message, { cause });
}

/** Makes the data folder when needed and takes it for this process. */
export function takeDataFolder(dataDir) {
  const runDir = join(dataDir, "run");
  let lock;
  try {
    mkdirSync(runDir, { recursive: true });
    accessSync(dataDir, constants.W_OK | constants.X_OK);
    lock = takePidLock(join(runDir, "launcher.pid"));
  } catch (cause) {
    throw notWritable(dataDir, cause);
  }
  const release = () => {
    rmSync(join(runDir, "instance.json"), { force: true });
    lock.release();
  };
  if (lock.taken) return { runDir, release };
  const message = `The data folder ${dataDir} is in use by another run of Modelkeep (process ${lock.holder?.pid}). Stop that one first (Ctrl-C in its terminal, or "kill ${lock.holder?.pid}"), or choose another folder with --data DIR and another port with --port N.`;
  throw new StatedError("folder_in_use", message, { holder: lock.holder });
}

/** Ends the processes whose pid files a killed run left in this folder: worker first, then web, then tools. */
export async function endOrphans(runDir, log) {
  const order = (name) => ["worker.pid", "web.pid"].indexOf(name) >>> 0;
  const files = readdirSync(runDir).filter((name) => name.endsWith(".pid") && name !== "launcher.pid");
  for (const name of files.sort((a, b) => order(a) - order(b))) {
    const record = readPidFile(join(runDir, name));
    if (record && isSameProcess(record)) {
      log(`ending ${name.replace(".pid", "")} of an earlier run (process ${record.pid})`);
      await endProcess(record, { patience: 2500 });
    }
    rmSync(join(runDir, name), { force: true });
  }
  rmSync(join(runDir, "instance.json"), { force: true });
}

/** Leaves a note about the running instance: { url, host, port }. */
export function writeInstance(dataDir, note) {
  writeFileSync(join(dataDir, "run", "instance.json"), `${JSON.stringify(note)}\n`);
}

/** The note of the instance that runs in this data folder: { url, host, port }; null while none is up. */
export function readInstance(dataDir) {
  const holder = readPidFile(join(dataDir, "run", "launcher.pid"));
  if (!holder || !isSameProcess(holder)) return null;
  try {
    return JSON.parse(readFileSync(join(dataDir, "run", "instance.json"), "utf8"));
  } catch {
    return null;
  }
}
