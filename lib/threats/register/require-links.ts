import type { Tx } from "../../db/types.ts";
import { entityExists } from "../../kernel/entity-exists.ts";
import { invalid } from "../../kernel/errors.ts";
import type { ThreatDto } from "./schema.ts";

/** Throws invalid_input unless each piece of evidence, task and incident is the organization's. */
export async function requireLinks(tx: Tx, orgId: string, links: ThreatDto["links"]): Promise<void> {
  for (const [index, link] of links.entries()) {
    if (link.kind === "address") continue;
    if (!(await entityExists(tx, orgId, link.kind, link.id))) {
      invalid(`links.${index}`, `There is no such ${link.kind === "evidence" ? "piece of evidence" : link.kind}.`);
    }
  }
}
