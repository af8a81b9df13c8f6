import { queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../http/client.ts";
import type { z } from "../zod.ts";
import type { ImportFormatId } from "./rules.ts";
import { type ApplyImportInput, ImportAppliedDto, ImportPreviewDto } from "./schema.ts";

export const importQuery = (id: string) =>
  queryOptions({
    // Not "import": the live event of applying it must not take the review away from under the person.
    queryKey: ["import-preview", id],
    queryFn: ({ signal }) => apiFetch(`/imports/${id}`, { schema: ImportPreviewDto, signal }),
    staleTime: Infinity,
  });

/** Sends a file, or pasted text, as it is, and gives the preview. */
export function previewImport(format: ImportFormatId, content: Blob | string): Promise<ImportPreviewDto> {
  const type = typeof content === "string" ? "text/markdown; charset=utf-8" : "application/octet-stream";
  return apiFetch(`/imports/${format}`, { schema: ImportPreviewDto, method: "POST", raw: { content, type } });
}

export function applyImport(input: z.input<typeof ApplyImportInput>): Promise<ImportAppliedDto> {
  const { id, ...body } = input;
  return apiFetch(`/imports/${id}/apply`, { schema: ImportAppliedDto, method: "POST", body });
}
