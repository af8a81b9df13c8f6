import type { FindingList } from "../finding.ts";
import { shown } from "../finding.ts";
import type { RandomAccess } from "../random-access.ts";
import { readEntry } from "../zip/open-entry.ts";
import type { ZipEntry } from "../zip/read-zip.ts";

const MAX_CONFIG_BYTES = 64_000_000;
const MAX_NODES = 5_000_000;
const KERAS_MODULE =
  /^(?:keras|tf_keras|keras_nlp|keras_cv|keras_hub|tensorflow\.keras|tensorflow\.python\.keras|builtins)(?:\.|$)/;

function noteLayer(layer: Record<string, unknown>, findings: FindingList, entry: string): void {
  const { class_name: kind, module } = layer;
  const config = typeof layer["config"] === "object" ? (layer["config"] as { name?: unknown } | null) : null;
  const name = typeof config?.name === "string" ? config.name : "without a name";
  if (kind === "Lambda" || kind === "__lambda__") {
    findings.add("keras_lambda", `The layer ${shown(name)} is a Lambda layer.`, { entry });
  } else if (typeof kind === "string" && typeof module === "string" && !KERAS_MODULE.test(module)) {
    findings.add("keras_custom_object", `${shown(kind)} comes from the module ${shown(module)}.`, { entry });
  }
}

/** Notes Lambda layers and objects of other modules, anywhere in the configuration. */
function noteConfig(config: unknown, findings: FindingList, entry: string): void {
  const open: unknown[] = [config];
  for (let seen = 0; open.length > 0 && seen < MAX_NODES; seen += 1) {
    const node = open.pop();
    if (typeof node !== "object" || node === null) continue;
    if (!Array.isArray(node) && "class_name" in node) noteLayer(node, findings, entry);
    for (const child of Object.values(node)) if (typeof child === "object" && child !== null) open.push(child);
  }
}

/** Looks into the config.json of a .keras archive. */
export async function scanKerasZip(source: RandomAccess, entry: ZipEntry, findings: FindingList): Promise<void> {
  const bytes = await readEntry(source, entry, findings, MAX_CONFIG_BYTES);
  if (bytes === null) {
    findings.add("header_broken", "The configuration cannot be read.", { entry: entry.name });
    return;
  }
  try {
    noteConfig(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)), findings, entry.name);
  } catch {
    findings.add("header_broken", "The configuration is not JSON.", { entry: entry.name });
  }
}

const PIECE_BYTES = 1_048_576;
const OVERLAP_BYTES = 4_096;
const WHOLE_BYTES = 512_000_000;
const END_BYTES = 64_000_000;
const LAMBDA = /"class_name"\s*:\s*"Lambda"/;
const CUSTOM = /"module"\s*:\s*"([^"]{1,200})"/g;

async function searchRange(source: RandomAccess, from: number, to: number, findings: FindingList): Promise<void> {
  const latin = new TextDecoder("latin1");
  for (let at = from; at < to; at += PIECE_BYTES - OVERLAP_BYTES) {
    const text = latin.decode(await source.read(at, Math.min(PIECE_BYTES, to - at)));
    const lambda = LAMBDA.exec(text);
    if (lambda !== null) findings.add("keras_lambda", "The model has a Lambda layer.", { offset: at + lambda.index });
    for (const match of text.matchAll(CUSTOM)) {
      const [, module = ""] = match;
      if (KERAS_MODULE.test(module)) continue;
      findings.add("keras_custom_object", `A layer comes from the module ${shown(module)}.`, {
        offset: at + match.index,
      });
    }
  }
}

/** Searches an HDF5 file for the marks that Keras leaves in its configuration; above 512 MB its first and last 64 MB. */
export async function scanHdf5(source: RandomAccess, findings: FindingList): Promise<void> {
  if (source.sizeBytes <= WHOLE_BYTES) return searchRange(source, 0, source.sizeBytes, findings);
  findings.add("partly_searched", "The first and the last 64 MB of the file were searched.");
  await searchRange(source, 0, END_BYTES, findings);
  await searchRange(source, source.sizeBytes - END_BYTES, source.sizeBytes, findings);
}
