import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { fieldAggregate } from "../aggregate.ts";
import { toFieldDto } from "../field-dto.ts";
import { ArchiveFieldInput, FieldDto } from "../schema.ts";
import { lockField, requireVersion, writeField } from "../write-field.ts";

/** Takes a field out of the forms. What was filled in stays readable, and the field can be restored. */
export const archiveField = defineCommand({
  name: "field.archive",
  summary: "Stop asking for a field of the organization's own",
  permission: "field:manage",
  http: "POST /fields/{id}/archive",
  input: ArchiveFieldInput,
  output: FieldDto,
  load: ({ tx, input, ctx }) => lockField(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    requireVersion(target, input.expectedVersion);
    if (target.state === "archived") throw new AppError("precondition_failed", "This field is archived already.");
    const row = await writeField(tx, ctx, target, { state: "archived" });
    return { result: toFieldDto(row), audit: [audited(fieldAggregate, target, row, { reason: input.reason })] };
  },
});
