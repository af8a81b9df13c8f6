import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { evidenceAggregate } from "../aggregates.ts";
import { toEvidenceDto } from "../evidence-dto.ts";
import { insertEvidence } from "../insert-evidence.ts";
import { AddLinkInput, EvidenceDto } from "../schema.ts";

/** Adds evidence that lives elsewhere: its address, and the digest of what was there. */
export const addLink = defineCommand({
  name: "evidence.add_link",
  summary: "Add evidence that lives elsewhere, by its address",
  permission: "evidence:write",
  input: AddLinkInput,
  output: EvidenceDto,
  http: "POST /evidence/links",
  async run({ tx, input, ctx }) {
    const { entityType, entityId, title, url, digest = "" } = input;
    const row = await insertEvidence(tx, ctx, { entityType, entityId, kind: "link", title, url, digest });
    const createdBy = ctx.actor.type === "user" ? ctx.actor.name : null;
    return { result: toEvidenceDto(row, createdBy, ctx.actor), audit: [audited(evidenceAggregate, null, row)] };
  },
});
