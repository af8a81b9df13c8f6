/**
 * The installation's secrets: `<data>/secrets.json`, mode 0600, made at the first start.
 *
 *   loadSecrets(dataDir, env?) -> { sessionSecret, dataKey, database: { owner, app, read, log, worker } }
 *
 * sessionSecret: 32 bytes base64url. dataKey: 32 bytes base64. MODELKEEP_SESSION_SECRET and MODELKEEP_DATA_KEY win
 * over the file. Throws StatedError "secrets_missing" when a database exists without its secrets.
 */
import { randomBytes } from "node:crypto";
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { StatedError } from "./stated-error.mjs";

const databaseLogins = ["owner", "app", "read", "log", "worker"];

function word() {
  return randomBytes(32).toString("base64url");
}

function writeSecretFile(path, value) {
  const draft = `${path}.${process.pid}.new`;
  const handle = openSync(draft, "w", 0o600);
  try {
    writeSync(handle, `${JSON.stringify(value, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  chmodSync(draft, 0o600);
  renameSync(draft, path);
}

function readSecretFile(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new StatedError(
      "secrets_missing",
      `The secrets file ${path} cannot be read (${cause.message}). It holds the keys of the data beside it: restore it from a backup; it cannot be made anew for existing data.`,
      { cause },
    );
  }
}

/** Completes what a secrets file lacks; says whether anything had to be added. */
function complete(stored) {
  const database = { ...stored.database };
  let added = false;
  for (const login of databaseLogins) {
    if (!database[login]) [database[login], added] = [word(), true];
  }
  const sessionSecret = stored.sessionSecret ?? word();
  const dataKey = stored.dataKey ?? randomBytes(32).toString("base64");
  added ||= !stored.sessionSecret || !stored.dataKey;
  return { secrets: { sessionSecret, dataKey, database }, added };
}

/** Reads the secrets of a data folder, creating the file at the first start. Environment variables win over the file. */
export function loadSecrets(dataDir, env = process.env) {
  const path = join(dataDir, "secrets.json");
  const exists = existsSync(path);
  if (!exists && (existsSync(join(dataDir, "postgres")) || existsSync(join(dataDir, "postgres.json")))) {
    throw new StatedError(
      "secrets_missing",
      `The data folder ${dataDir} has a database but its secrets.json is gone. Restore that file from a backup: it holds the database passwords and the key of encrypted data. To begin again with nothing, move the data folder away.`,
    );
  }
  const { secrets, added } = complete(exists ? readSecretFile(path) : {});
  if (added) writeSecretFile(path, secrets);
  return {
    ...secrets,
    sessionSecret: env.MODELKEEP_SESSION_SECRET || secrets.sessionSecret,
    dataKey: env.MODELKEEP_DATA_KEY || secrets.dataKey,
  };
}
