import type { AssetFactsOf } from "@/lib/inventory/assets/facts-schema.ts";

type Column = AssetFactsOf<"dataset_version">["columns"][number];

/** Columns as text: one a line, name, type, and the word personal. */
export function columnsText(columns: readonly Column[]): string {
  return columns
    .map(({ name, type, personal }) => [name, type, ...(personal ? ["personal"] : [])].join(", ").replace(/, $/, ""))
    .join("\n");
}

const unquoted = (word: string): string => word.trim().replace(/^"(.*)"$/, "$1");

/**
 * Columns from text, one a line: "iban, string, personal". Tabs and semicolons divide as well, empty lines are left out.
 * One single line with more than three parts is read as the header of a CSV file.
 */
export function columnsOf(text: string): Column[] {
  const lines = text.split("\n").filter((each) => each.trim() !== "");
  const parts = lines.map((each) => each.split(/[,;\t]/).map(unquoted));
  const [header] = parts;
  if (lines.length === 1 && header !== undefined && header.length > 3) {
    return header.filter((name) => name !== "").map((name) => ({ name, type: "", personal: false }));
  }
  return parts.map(([name = "", ...rest]) => {
    const personal = rest.at(-1)?.toLowerCase() === "personal";
    return { name, type: (personal ? rest.slice(0, -1) : rest).join(", ").trim(), personal };
  });
}
