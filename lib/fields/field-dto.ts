import type { CustomField } from "../db/types.ts";
import type { z } from "../zod.ts";
import type { FieldDto } from "./schema.ts";

/** A field as clients see it. */
export function toFieldDto(row: CustomField): z.input<typeof FieldDto> {
  const { id, key, label, help, type, choices, appliesTo, position, state, version } = row;
  return { id, key, label, help, type, choices, appliesTo, position, state, version } as z.input<typeof FieldDto>;
}
