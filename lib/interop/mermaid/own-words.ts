import { z } from "../../zod.ts";
import { DraftDiagram, DraftElement, DraftFlow, DraftZone } from "../threat-model/draft.ts";

/**
 * What Modelkeep adds to a flowchart: comment lines "%% modelkeep <id> <JSON, percent-encoded>", for braces in comments
 * confuse Mermaid. Each holds only while name, kind and nesting in the drawing are those that were printed.
 */
const COMMENT = /^%%\s*modelkeep\s+(\S+)\s+(\S+)\s*$/;

export const OwnZone = z.strictObject({ zone: DraftZone });
export const OwnElement = z.strictObject({ element: DraftElement });
export const OwnFlow = z.strictObject({ flow: DraftFlow });
export const OwnDiagram = DraftDiagram.omit({ content: true });

/** A comment line with our own words about the thing of this id. */
export function printOwn(id: string, value: unknown): string {
  return `%% modelkeep ${id} ${encodeURIComponent(JSON.stringify(value))}`;
}

/** Our own words in a comment, not yet checked; undefined for any other comment. */
export function readOwn(comment: string): { id: string; value: unknown } | undefined {
  const match = COMMENT.exec(comment);
  if (match === null) return undefined;
  try {
    return { id: match[1] ?? "", value: JSON.parse(decodeURIComponent(match[2] ?? "")) as unknown };
  } catch {
    return undefined;
  }
}
