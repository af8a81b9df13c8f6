import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiFetch } from "../http/client.ts";
import { z } from "../zod.ts";
import type { ImportFormatId } from "./rules.ts";
import {
  type ApplyImportInput,
  ImportAppliedDto,
  ImportFilesDto,
  ImportPreviewDto,
  ImportRecordsDto,
  ImportRunDto,
  type ListImportRecordsInput,
} from "./schema.ts";

const RUN_POLL_MS = 1_000;

export const importQuery = (id: string) =>
  queryOptions({
    // Not "import": the live event of applying it must not take the review away from under the person.
    queryKey: ["import-preview", id],
    queryFn: ({ signal }) => apiFetch(`/imports/${id}`, { schema: ImportPreviewDto, signal }),
    staleTime: Infinity,
    refetchInterval: ({ state }) => {
      const run = state.data?.run;
      return run?.state === "waiting" || run?.state === "running" ? RUN_POLL_MS : false;
    },
  });

type RecordsInput = Omit<z.input<typeof ListImportRecordsInput>, "id">;

/** One page of the records of a preview. */
export const importRecordsQuery = (id: string, input: RecordsInput) =>
  queryOptions({
    queryKey: ["import-preview", id, "records", input],
    queryFn: ({ signal }) => apiFetch(`/imports/${id}/records`, { schema: ImportRecordsDto, search: input, signal }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });

/** The kept files that state a thing. */
export const importFilesQuery = (entity: string) =>
  queryOptions({
    queryKey: ["import-files", entity],
    queryFn: ({ signal }) => apiFetch("/imports/files", { schema: ImportFilesDto, search: { entity }, signal }),
  });

/** Where the file of an applied import is taken out; doing so leaves an entry. */
export const importFileHref = (id: string): string => `/api/v1/imports/${id}/file`;

/** Sends a file, or pasted text, as it is, and gives the preview. */
export function previewImport(
  format: ImportFormatId,
  content: Blob | string,
  options?: string,
): Promise<ImportPreviewDto> {
  const raw = { content: new Blob([content]), type: "application/octet-stream" };
  const name = content instanceof File ? { name: content.name } : {};
  const search = { ...name, ...(options === undefined ? {} : { options }) };
  return apiFetch(`/imports/${format}`, { schema: ImportPreviewDto, method: "POST", raw, search });
}

const SupplyOutcome = z.union([ImportAppliedDto, z.strictObject({ id: z.uuid(), run: ImportRunDto })]);

/** Applies a file with many records; null for a long one, which goes on in the background. */
export async function applySupplyImport(
  id: string,
  choices: { skip: readonly string[]; remove: readonly string[] },
): Promise<ImportAppliedDto | null> {
  const done = await apiFetch(`/imports/${id}/apply`, { schema: SupplyOutcome, method: "POST", body: choices });
  return "run" in done ? null : done;
}

/** Asks an import in the background to stop. */
export function cancelImport(id: string): Promise<ImportRunDto> {
  return apiFetch(`/imports/${id}/cancel`, { schema: ImportRunDto, method: "POST", body: {} });
}

export function applyImport(input: z.input<typeof ApplyImportInput>): Promise<ImportAppliedDto> {
  const { id, ...body } = input;
  return apiFetch(`/imports/${id}/apply`, { schema: ImportAppliedDto, method: "POST", body });
}
