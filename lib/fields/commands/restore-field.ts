import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { fieldAggregate } from "../aggregate.ts";
import { toFieldDto } from "../field-dto.ts";
import { ArchiveFieldInput, FieldDto } from "../schema.ts";
import { lockField, requireOwnLabel, requireVersion, writeField } from "../write-field.ts";

/** Brings an archived field back into the forms, at the place it had. */
export const restoreField = defineCommand({
  name: "field.restore",
  summary: "Ask for an archived field again",
  permission: "field:manage",
  http: "POST /fields/{id}/restore",
  input: ArchiveFieldInput,
  output: FieldDto,
  load: ({ tx, input, ctx }) => lockField(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    requireVersion(target, input.expectedVersion);
    if (target.state !== "archived") throw new AppError("precondition_failed", "This field is not archived.");
    await requireOwnLabel(tx, ctx.orgId, target);
    const row = await writeField(tx, ctx, target, { state: "active" });
    return { result: toFieldDto(row), audit: [audited(fieldAggregate, target, row, { reason: input.reason })] };
  },
});
