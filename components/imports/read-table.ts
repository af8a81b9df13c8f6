import { UnreadableImportError } from "@/lib/interop/import-problem.ts";
import { previewCsv, type CsvPreview } from "@/lib/interop/csv/preview-csv.ts";

export type ReadTable = { preview: CsvPreview } | { refused: UnreadableImportError };

/** A table as far as choosing its columns needs it, or why it cannot be read. */
export async function readTable(source: Blob): Promise<ReadTable> {
  try {
    return { preview: previewCsv(new Uint8Array(await source.arrayBuffer())) };
  } catch (error) {
    if (error instanceof UnreadableImportError) return { refused: error };
    throw error;
  }
}
