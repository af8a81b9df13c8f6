import type { Tx } from "../../../db/types.ts";
import type { CommandContext } from "../../../kernel/context.ts";
import type { NodeType } from "../../assets/rules.ts";

/** What all writing of one import shares. */
export type Batch = {
  tx: Tx;
  ctx: CommandContext;
  format: string;
  /** Ids of all records that are there afterwards, by the key of the draft. */
  ids: ReadonlyMap<string, { type: NodeType; id: string }>;
  /** People that the file names as owners, by their address in small letters. */
  owners: ReadonlyMap<string, string>;
};
