import { line } from "../kernel/text-schema.ts";
import { z } from "../zod.ts";

export const DocumentLink = z.strictObject({
  title: line(200).min(1, "Give the document a title."),
  url: z
    .url({ protocol: /^https?$/, error: "Give the document's address, beginning with https://." })
    .max(2000, "Use at most 2000 characters."),
});
export type DocumentLink = z.infer<typeof DocumentLink>;

export const Documents = z.array(DocumentLink).max(100, "At most 100 documents fit here.");
