import { nodeTypes } from "../inventory/assets/rules.ts";
import { line } from "../kernel/text-schema.ts";
import { z } from "../zod.ts";
import { fieldTypes } from "./rules.ts";

const FieldKey = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, "Use small letters, digits and underscores, such as cost_centre; at most 40.")
  .describe("The field's name in the API; unique in the organization and never changed");

/** Values of the organization's own fields, by the field's key. */
export const CustomValues = z
  .record(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/), z.union([line(2000), z.number(), z.boolean(), z.null()]))
  .refine((values) => Object.keys(values).length <= 100, "At most 100 fields fit here.");
export type CustomValues = z.infer<typeof CustomValues>;

const FieldTypeName = z.enum(fieldTypes, "Choose what the field takes.").describe("What it takes; never changed");

const fields = {
  label: line(80).min(1, "Give the field a name.").describe("What people call it"),
  help: line(300).describe("A sentence under the field: what to fill in, and why"),
  choices: z
    .array(line(120).min(1, "A choice cannot be empty."))
    .max(100, "At most 100 choices fit here.")
    .transform((values) => [...new Set(values)])
    .describe("The values to choose from, for fields of type choice"),
  appliesTo: z
    .array(z.enum(nodeTypes))
    .min(1, "Choose at least one kind of thing.")
    .transform((values) => nodeTypes.filter((type) => values.includes(type)))
    .describe("The kinds of things that carry it"),
};

export const CreateFieldInput = z
  .strictObject({
    key: FieldKey.optional().describe("The field's name in the API; made from the label when left out"),
    type: FieldTypeName,
    label: fields.label,
    help: fields.help.default(""),
    choices: fields.choices.default([]),
    appliesTo: fields.appliesTo,
  })
  .refine(({ type, choices }) => type !== "choice" || choices.length > 0, {
    path: ["choices"],
    message: "Give at least one value to choose from.",
  });
export type CreateFieldInput = z.infer<typeof CreateFieldInput>;

const ExpectedVersion = z.int().min(1).describe("The version this change was made on; a newer one is a conflict");
const Reason = line(500).optional().describe("Why; kept in the trail");

export const UpdateFieldInput = z.strictObject({
  ...z.strictObject(fields).partial().shape,
  id: z.uuid(),
  expectedVersion: ExpectedVersion,
  position: z.int().min(1).max(1000).optional().describe("Its place in forms, from 1; the others make room"),
  reason: Reason,
});
export type UpdateFieldInput = z.infer<typeof UpdateFieldInput>;

export const ArchiveFieldInput = z.strictObject({ id: z.uuid(), expectedVersion: ExpectedVersion, reason: Reason });

export const FieldDto = z.strictObject({
  id: z.uuid(),
  key: z.string(),
  label: z.string(),
  help: z.string(),
  type: z.enum(fieldTypes),
  choices: z.array(z.string()),
  appliesTo: z.array(z.enum(nodeTypes)),
  position: z.int().describe("Its place in forms, from 1"),
  state: z.enum(["active", "archived"]),
  version: z.int(),
});
export type FieldDto = z.infer<typeof FieldDto>;

export const ListFieldsInput = z.strictObject({});
export const FieldListDto = z.strictObject({
  items: z.array(FieldDto).describe("Active and archived ones, in the order of the forms"),
  abilities: z.strictObject({ manage: z.boolean() }),
});
export type FieldListDto = z.infer<typeof FieldListDto>;
