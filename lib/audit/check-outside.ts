import type { FileStore } from "./file-store.ts";
import type { OutsideCheck } from "./integrator.ts";
import { compareWithMemory } from "./outside.ts";
import type { Signer } from "./signer.ts";
import { folderCheckpoint } from "./static-folder.ts";

/**
 * The integrator's look outside: signer memory and static folder, where they are on this machine. So that after a restored
 * backup nothing is put on top of a tree that is older than what was signed.
 */
export function checkOutside(signer: Signer, folder: (orgId: string) => FileStore): OutsideCheck {
  return async (log) => {
    const memory = await signer.memory(log.origin);
    if (memory === undefined) return;
    compareWithMemory(log, { ...memory, who: "The signer" });
    const published = await folderCheckpoint(folder(log.orgId), memory.vkey);
    if (published !== undefined) compareWithMemory(log, { ...published, who: "The static folder" });
  };
}
