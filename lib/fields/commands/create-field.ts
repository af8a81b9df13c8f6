import { audited } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { AppError } from "../../kernel/errors.ts";
import { fieldAggregate } from "../aggregate.ts";
import { toFieldDto } from "../field-dto.ts";
import { freeKey, MOST_FIELDS, proposeKey } from "../rules.ts";
import { CreateFieldInput, FieldDto } from "../schema.ts";
import { lockFields, requireOwnLabel } from "../write-field.ts";

/** Adds a field of the organization's own to some kinds of things. It comes last in their forms. */
export const createField = defineCommand({
  name: "field.create",
  summary: "Add a field of the organization's own",
  permission: "field:manage",
  http: "POST /fields",
  input: CreateFieldInput,
  output: FieldDto,
  async run({ tx, input, ctx }) {
    await lockFields(tx, ctx.orgId);
    const rows = await tx.customField.findMany({ where: { orgId: ctx.orgId }, select: { key: true, position: true } });
    if (rows.length >= MOST_FIELDS) {
      throw new AppError("precondition_failed", `An organization has at most ${MOST_FIELDS} fields of its own.`);
    }
    await requireOwnLabel(tx, ctx.orgId, input);
    const taken = new Set(rows.map(({ key }) => key));
    const wanted = input.key ?? proposeKey(input.label);
    const key = freeKey(wanted, taken);
    if (input.key !== undefined && key !== wanted) {
      throw new AppError("conflict", `Another field already has the key ${wanted}. ${key} is free.`, {
        errors: [{ path: "key", message: `This key is taken. ${key} is free.` }],
        extra: { proposal: key },
      });
    }
    const { label, help, type, choices, appliesTo } = input;
    const at = ctx.now();
    const row = await tx.customField.create({
      data: {
        id: ctx.newId(),
        orgId: ctx.orgId,
        key,
        label,
        help,
        type,
        choices: type === "choice" ? choices : [],
        appliesTo,
        position: Math.max(0, ...rows.map(({ position }) => position)) + 1,
        state: "active",
        version: 1,
        createdAt: at,
        updatedAt: at,
      },
    });
    return { result: toFieldDto(row), audit: [audited(fieldAggregate, null, row)] };
  },
});
