import { join, resolve } from "node:path";
import { env } from "../env.ts";
import { folderStore, type FileStore } from "./file-store.ts";
import { Signer } from "./signer.ts";

/** The signer of this installation: MODELKEEP_SIGNER_DIR, else `signer` in the data folder. */
export function installedSigner(): Signer {
  const { MODELKEEP_SIGNER_DIR: chosen, MODELKEEP_DATA_DIR: data } = env();
  return new Signer(resolve(chosen === "" ? join(data, "signer") : chosen));
}

/** Where the static log of an organization is. */
export function staticPlace(orgId: string): string {
  return resolve(join(env().MODELKEEP_DATA_DIR, "log", orgId));
}

/** The static folder of an organization's current log. */
export function staticFolder(orgId: string): FileStore {
  return folderStore(staticPlace(orgId));
}
