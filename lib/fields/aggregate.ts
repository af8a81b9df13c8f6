import type { CustomField } from "../db/types.ts";
import { defineAggregate } from "../kernel/aggregate.ts";

export const fieldAggregate = defineAggregate<CustomField>({
  type: "custom_field",
  table: "custom_field",
  schema: 1,
  label: "field",
  image: (row) => ({
    key: row.key,
    label: row.label,
    help: row.help,
    type: row.type,
    choices: row.choices,
    appliesTo: row.appliesTo,
    position: row.position,
    state: row.state,
  }),
});
