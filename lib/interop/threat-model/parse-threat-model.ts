import { UnreadableImportError } from "../import-problem.ts";
import type { JsonValue } from "../json-value.ts";
import { parseMermaid } from "../mermaid/parse-mermaid.ts";
import { parseOtm } from "../otm/parse-otm.ts";
import { readText } from "../read-text.ts";
import { isObject } from "../supply-chain/json/parts.ts";
import { parseThreatComposer } from "../threat-composer/parse-threat-composer.ts";
import { parseThreatDragon } from "../threat-dragon/parse-threat-dragon.ts";
import { parseTmBom } from "../tm-bom/parse-tm-bom.ts";
import { formatOf, isMermaidText, type ThreatModelFormat } from "./detect-format.ts";
import type { ThreatModelDraft } from "./draft.ts";
import { settleDraft } from "./settle-draft.ts";
import { isJsonText, maxThreatModelBytes, readTree, type Tree } from "./read-tree.ts";

const readers = {
  "threat-dragon": parseThreatDragon,
  otm: parseOtm,
  "threat-composer": parseThreatComposer,
  "tm-bom": parseTmBom,
} as const satisfies Record<Exclude<ThreatModelFormat, "mermaid">, (tree: Tree) => ThreatModelDraft>;

/** Which format of threat models a text is; undefined when it is none of them or cannot be read. */
export function detectThreatModelFormat(source: string | Uint8Array): ThreatModelFormat | undefined {
  try {
    const text = readText(source, maxThreatModelBytes);
    return isMermaidText(text) ? "mermaid" : formatOf(readTree(text).value);
  } catch (error) {
    if (error instanceof UnreadableImportError) return undefined;
    throw error;
  }
}

/**
 * Reads a threat model of any known format, at most 8 MB; `format` = the one it must be, null = whichever it is. The same
 * file gives the same draft each time.
 *
 * Throws UnreadableImportError with line and JSON pointer (for Mermaid "line 12") for what cannot be read, for zones that lie
 * in each other in a circle, and (`too_large`) above the limits of a diagram.
 */
export function parseThreatModel(
  source: string | Uint8Array,
  format: ThreatModelFormat | null,
): { format: ThreatModelFormat; draft: ThreatModelDraft } {
  const text = readText(source, maxThreatModelBytes);
  if (format === "mermaid" || (format === null && isMermaidText(text)))
    return { format: "mermaid", draft: settleDraft(parseMermaid(text)) };
  const tree = isJsonText(text) || format !== null ? readTree(text) : readGuessed(text);
  const found = format ?? formatOf(tree.value);
  if (found === undefined) return refuse(tree.value);
  return { format: found, draft: settleDraft(readers[found](tree)) };
}

/** A text that does not start like JSON is YAML, if it is anything; an error about YAML would not help with other texts. */
function readGuessed(text: string): Tree {
  if (/^(?:[\w"'-]+\s*:|#|---|%)/m.test(text)) return readTree(text);
  return refuse(null);
}

function refuse(value: JsonValue): never {
  const isBom = isObject(value) && value.bomFormat === "CycloneDX";
  const message = isBom
    ? "CycloneDX states no threat models in a stable form yet. Import it as a bill of materials, or export the threat model as TM-BOM."
    : "This is no threat model that can be read. Known are Threat Dragon, OTM, Threat Composer, TM-BOM and Mermaid flowcharts.";
  throw new UnreadableImportError("unreadable", [{ severity: "error", path: "", line: 1, column: 1, message }]);
}
