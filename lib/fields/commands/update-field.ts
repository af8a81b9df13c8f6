import type { CustomField } from "../../db/types.ts";
import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError, invalid } from "../../kernel/errors.ts";
import { fieldAggregate } from "../aggregate.ts";
import { toFieldDto } from "../field-dto.ts";
import { FieldDto, UpdateFieldInput } from "../schema.ts";
import { lockField, moveOthers, placesAfter, requireOwnLabel, requireVersion, writeField } from "../write-field.ts";

const names = ["label", "help", "choices", "appliesTo"] as const;

function changesOf(field: CustomField, input: UpdateFieldInput): Partial<CustomField> {
  const changed = names.filter(
    (name) => input[name] !== undefined && JSON.stringify(input[name]) !== JSON.stringify(field[name]),
  );
  return Object.fromEntries(changed.map((name) => [name, input[name]]));
}

/** Changes what a field is called, explains, offers and applies to, and its place. Its key and its type stay. */
export const updateField = defineCommand({
  name: "field.update",
  summary: "Change or move a field of the organization's own",
  permission: "field:manage",
  http: "PATCH /fields/{id}",
  input: UpdateFieldInput,
  output: FieldDto,
  load: ({ tx, input, ctx }) => lockField(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    requireVersion(target, input.expectedVersion);
    if (target.state === "archived") {
      throw new AppError("precondition_failed", "This field is archived. Restore it before changing it.");
    }
    const changes = changesOf(target, input);
    if (target.type === "choice" && changes.choices?.length === 0) {
      invalid("choices", "Give at least one value to choose from.");
    }
    if (target.type !== "choice" && (changes.choices?.length ?? 0) > 0) {
      invalid("choices", "Only fields of type choice have values to choose from.");
    }
    if (changes.label !== undefined || changes.appliesTo !== undefined) {
      await requireOwnLabel(tx, ctx.orgId, { ...target, ...changes });
    }
    const places =
      input.position === undefined ? new Map<string, number>() : await placesAfter(tx, target, input.position);
    const position = places.get(target.id);
    if (position !== undefined) changes.position = position;
    if (Object.keys(changes).length === 0)
      invalid("", "Nothing here differs from the field, so there is nothing to save.");
    const row = await writeField(tx, ctx, target, changes);
    const item = audited(fieldAggregate, target, row, { reason: input.reason });
    return { result: toFieldDto(row), audit: [item, ...(await moveOthers(tx, ctx, target, places))] };
  },
});
