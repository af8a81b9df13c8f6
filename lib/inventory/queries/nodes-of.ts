import type { Reader } from "../../kernel/query.ts";
import { readNodes } from "../assets/nodes.ts";
import type { NodeDto } from "../assets/schema.ts";

type Tables = Pick<Reader, "model" | "modelVersion" | "asset" | "user">;

/** What these references of other domains point at, by id; what is not of the organization is left out. */
export function nodesOf(
  db: Tables,
  orgId: string,
  references: readonly { type: string; id: string }[],
): Promise<Map<string, NodeDto>> {
  return readNodes(db, orgId, references);
}
