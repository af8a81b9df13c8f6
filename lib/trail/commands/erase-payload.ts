import { defineCommand } from "../../kernel/command.ts";
import { AppError, notFound } from "../../kernel/errors.ts";
import { eraseFromTrail } from "../erasure.ts";
import { ErasePayloadInput, ErasureDto } from "../schema.ts";

type Target = { uuid: string; entity_type: string; gone: boolean };

/** Erases what one entry recorded. The entry stays, with its place in the tree; what it committed to is gone for good. */
export const erasePayload = defineCommand({
  name: "payload.erase",
  summary: "Erase the content of one entry; the entry itself stays",
  permission: "audit:manage",
  http: "POST /audit/entries/{id}/erase",
  reauthenticate: true,
  input: ErasePayloadInput,
  output: ErasureDto,
  async load({ tx, input, ctx }): Promise<Target> {
    const [entry] = await tx.$queryRaw<Target[]>`
      select e.uuid::text as uuid, e.entity_type, p.body is null as gone from audit_entry e join audit_payload p using (entry_id)
      where e.org_id = ${ctx.orgId}::uuid and e.uuid = ${input.id}::uuid`;
    return entry ?? notFound("entry");
  },
  authorize({ target }) {
    if (target.entity_type === "erasure") throw new AppError("forbidden", "What an erasure says cannot be erased.");
    if (target.gone) throw new AppError("precondition_failed", "The content of this entry is erased already.");
  },
  async run({ tx, input, target, ctx }) {
    const { row, item } = await eraseFromTrail(tx, ctx, {
      kind: "payload",
      subjectType: null,
      subjectId: null,
      reason: input.reason,
      legalBasis: input.legalBasis,
      payloads: [target.uuid],
      subjects: [],
    });
    return { result: { id: row.id, entries: row.entries.length, remaining: [] }, audit: [item] };
  },
});
