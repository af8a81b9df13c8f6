import { DamagedError } from "../byte-cursor.ts";
import type { FindingList } from "../finding.ts";
import { shown } from "../finding.ts";
import { scanPickles } from "../pickle/scan-pickle.ts";
import type { RandomAccess } from "../random-access.ts";
import { checkEntries } from "../zip/check-entries.ts";
import { openEntry } from "../zip/open-entry.ts";
import { locate, readZip, ZipError, type ZipEntry } from "../zip/read-zip.ts";
import { scanKerasZip } from "./scan-keras.ts";
import { scanNpy } from "./scan-npy.ts";

const PICKLE_NAME = /\.(?:pkl|pickle|pck|pcl|joblib|pt|pth|ckpt|bin|dill)$/i;
const MAX_COMPARED = 20_000;

export type ZipFormat = "pytorch" | "keras" | "npz" | "zip";

function formatOf(entries: readonly ZipEntry[]): ZipFormat {
  if (entries.some(({ name }) => /(?:^|\/)data\.pkl$/.test(name))) return "pytorch";
  const names = new Set(entries.map(({ name }) => name));
  if (names.has("config.json") && (names.has("metadata.json") || names.has("model.weights.h5"))) return "keras";
  if (entries.length > 0 && entries.every(({ name }) => name.endsWith(".npy"))) return "npz";
  return "zip";
}

/** Names in the list and before the bytes must agree for every file, also for those that are not looked into. */
async function compareHeaders(
  source: RandomAccess,
  entries: readonly ZipEntry[],
  findings: FindingList,
): Promise<void> {
  for (const entry of entries.slice(0, MAX_COMPARED)) {
    const { name } = await locate(source, entry);
    if (name === entry.name) continue;
    const words = `The archive lists ${shown(entry.name)}, its own header says ${shown(name)}.`;
    findings.add("zip_headers_disagree", words, { offset: entry.headerOffset, entry: entry.name });
  }
}

async function scanEntry(
  source: RandomAccess,
  entry: ZipEntry,
  findings: FindingList,
  format: ZipFormat,
): Promise<void> {
  const { name } = entry;
  if (format === "keras" && name === "config.json") return scanKerasZip(source, entry, findings);
  const pickle = PICKLE_NAME.test(name);
  if (!pickle && !name.endsWith(".npy")) return;
  const feed = await openEntry(source, entry, findings);
  if (feed === null) return;
  try {
    if (pickle) await scanPickles(feed, findings, { entry: name });
    else await scanNpy(feed, findings, name);
  } catch (error) {
    if (!(error instanceof DamagedError)) throw error;
    findings.add("zip_broken", `${shown(name)} cannot be unpacked.`, { offset: entry.headerOffset, entry: name });
  }
}

/** Looks into an archive: PyTorch, Keras, NumPy, or any other that holds pickles. Gives what it is. */
export async function scanZip(source: RandomAccess, findings: FindingList): Promise<ZipFormat> {
  let entries: ZipEntry[] = [];
  try {
    entries = await readZip(source);
    checkEntries(entries, findings);
    await compareHeaders(source, entries, findings);
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    findings.add("zip_broken", `The archive cannot be read: ${error.message}.`);
  }
  const format = formatOf(entries);
  findings.detail("Files in the archive", String(entries.length));
  if (entries.some(({ name }) => /(?:^|\/)code\/.*\.py$/.test(name))) {
    findings.add("torchscript", "The archive holds the code of a TorchScript program.");
  }
  if (format === "pytorch") findings.add("pickle_present", "The structure of this PyTorch file is a pickle.");
  for (const entry of entries) await scanEntry(source, entry, findings, format);
  return format;
}
