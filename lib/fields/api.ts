import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../http/client.ts";
import type { z } from "../zod.ts";
import {
  type ArchiveFieldInput,
  type CreateFieldInput,
  FieldDto,
  FieldListDto,
  type UpdateFieldInput,
} from "./schema.ts";

/** Keys begin with the entity's word: live events invalidate ["custom_field"]. */
export const fieldsQuery = () =>
  queryOptions({
    queryKey: ["custom_field", "list"],
    queryFn: ({ signal }) => apiFetch("/fields", { schema: FieldListDto, signal }),
    staleTime: 30_000,
  });

type Changing<Input extends z.ZodType> = Omit<z.input<Input>, "id">;

export function createField(input: z.input<typeof CreateFieldInput>): Promise<FieldDto> {
  return apiFetch("/fields", { schema: FieldDto, method: "POST", body: input });
}

export function updateField(id: string, input: Changing<typeof UpdateFieldInput>): Promise<FieldDto> {
  return apiFetch(`/fields/${id}`, { schema: FieldDto, method: "PATCH", body: input });
}

export function archiveField(id: string, input: Changing<typeof ArchiveFieldInput>): Promise<FieldDto> {
  return apiFetch(`/fields/${id}/archive`, { schema: FieldDto, method: "POST", body: input });
}

export function restoreField(id: string, input: Changing<typeof ArchiveFieldInput>): Promise<FieldDto> {
  return apiFetch(`/fields/${id}/restore`, { schema: FieldDto, method: "POST", body: input });
}
