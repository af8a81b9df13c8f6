/** Formats the import door reads: what people call them, how large a file may be, and as what it may be sent. */
export const importFormats = {
  "model-card": {
    label: "Hugging Face model card",
    limitBytes: 5_000_000,
    mediaTypes: ["text/markdown", "text/x-markdown", "text/plain", "application/octet-stream"],
    accept: ".md,.markdown,.txt,text/markdown,text/plain",
  },
} as const satisfies Record<
  string,
  { label: string; limitBytes: number; mediaTypes: readonly string[]; accept: string }
>;

export type ImportFormatId = keyof typeof importFormats;

/** Whether a word names a format of the import door. */
export function isImportFormat(word: string): word is ImportFormatId {
  return Object.hasOwn(importFormats, word);
}

/** How long a preview is kept, and how many of one person: what was not applied by then is gone. */
export const previewLifetimeMs = 24 * 60 * 60_000;
export const mostPreviews = 20;

/** Records that are applied at once; more need the background. */
export const mostRecordsAtOnce = 500;
