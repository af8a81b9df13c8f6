import { equalBytes } from "../merkle/bytes.ts";
import { LogDisagreement } from "./freeze.ts";

/** A tree as somebody outside the database remembers it. `who` begins a sentence: "The signer", "The static folder". */
export type RememberedTree = { who: string; size: number; root: Uint8Array };

/** Throws LogDisagreement when the memory is ahead of the database's tree, or differs at the same size. */
export function compareWithMemory(tree: { size: number; root: Uint8Array }, remembered: RememberedTree): void {
  const { who, size, root } = remembered;
  if (size > tree.size) {
    throw new LogDisagreement(
      `${who} knows a signed log of ${size} entries, the database has ${tree.size}: the database was set back, for example by restoring a backup.`,
    );
  }
  if (size === tree.size && !equalBytes(root, tree.root)) {
    throw new LogDisagreement(`${who} knows another log at ${size} entries than the database: entries were changed.`);
  }
}
