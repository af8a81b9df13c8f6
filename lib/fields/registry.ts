import { fieldAggregate } from "./aggregate.ts";
import { archiveField } from "./commands/archive-field.ts";
import { createField } from "./commands/create-field.ts";
import { restoreField } from "./commands/restore-field.ts";
import { updateField } from "./commands/update-field.ts";
import { listFields } from "./queries/list-fields.ts";

/** Everything of this domain for the registry. */
export const fields = {
  aggregates: [fieldAggregate],
  commands: [archiveField, createField, restoreField, updateField],
  queries: [listFields],
} as const;
