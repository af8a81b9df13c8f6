import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { invalid } from "../../kernel/errors.ts";
import { evidenceAggregate } from "../aggregates.ts";
import { toEvidenceDto } from "../evidence-dto.ts";
import { insertEvidence } from "../insert-evidence.ts";
import { AddFileInput, EvidenceDto } from "../schema.ts";
import { isStored } from "../store.ts";

/** Adds a file that was stored a moment ago. Called by receiveFile only, which computes digest and size itself. */
export const addFile = defineCommand({
  name: "evidence.add_file",
  summary: "Add a file of at most 50 MB as evidence; it is stored encrypted",
  permission: "evidence:write",
  input: AddFileInput,
  output: EvidenceDto,
  async run({ tx, input, ctx }) {
    if (!(await isStored(input.digest))) invalid("digest", "No such file was received.");
    const row = await insertEvidence(tx, ctx, { ...input, kind: "file", sizeBytes: BigInt(input.sizeBytes) });
    const createdBy = ctx.actor.type === "user" ? ctx.actor.name : null;
    return { result: toEvidenceDto(row, createdBy, ctx.actor), audit: [audited(evidenceAggregate, null, row)] };
  },
});
