import { ByteCursor, fileFeed, inflateFeed, DamagedError } from "./byte-cursor.ts";
import { detectFormat, type ArtifactFormat } from "./detect-format.ts";
import { FindingList, type Detail, type Finding, type FoundImport } from "./finding.ts";
import { scanGguf } from "./formats/scan-gguf.ts";
import { scanHdf5 } from "./formats/scan-keras.ts";
import { scanNpy } from "./formats/scan-npy.ts";
import { scanOnnx } from "./formats/scan-onnx.ts";
import { scanSafetensors } from "./formats/scan-safetensors.ts";
import { scanZip } from "./formats/scan-zip.ts";
import { scanPickles } from "./pickle/scan-pickle.ts";
import type { RandomAccess } from "./random-access.ts";
import { endsAsZip } from "./zip/read-zip.ts";

/** Goes up whenever the same file could be judged differently. */
export const SCANNER_VERSION = "1.0.0";
export const SCANNER = "modelkeep-artifact-scan";

export type ArtifactScan = {
  format: ArtifactFormat;
  findings: Finding[];
  imports: FoundImport[];
  details: Detail[];
};

const MAX_UNPACKED_BYTES = 8_000_000_000;
/** The number that begins a PyTorch file of before 1.6, as a pickle of its own. */
const TORCH_MAGIC = [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];

async function scanPickleFile(
  source: RandomAccess,
  findings: FindingList,
  format: ArtifactFormat,
): Promise<ArtifactFormat> {
  const head = await source.read(0, TORCH_MAGIC.length);
  const torch = TORCH_MAGIC.every((byte, at) => head[at] === byte);
  findings.add("pickle_present", "This file is a pickle.");
  const end = await scanPickles(fileFeed(source), findings, { entry: null, torch });
  if (await endsAsZip(source)) {
    findings.add("two_formats", "The file begins as a pickle and ends as a zip archive.");
    await scanZip(source, findings);
  }
  if (torch) return "pytorch_legacy";
  return end === "array" ? "joblib" : format;
}

/** Unpacks what the browser can unpack, and looks whether a pickle or an array is inside. */
async function scanCompressed(source: RandomAccess, findings: FindingList): Promise<ArtifactFormat> {
  const [first, second] = await source.read(0, 2);
  const gzip = first === 0x1f && second === 0x8b;
  if (!gzip && first !== 0x78) {
    findings.add("compressed", "The content cannot be looked at.");
    return "compressed";
  }
  const feed = inflateFeed(fileFeed(source), gzip ? "gzip" : "deflate", MAX_UNPACKED_BYTES, () =>
    findings.add("zip_bomb", `The content unpacks to more than ${MAX_UNPACKED_BYTES} bytes.`),
  );
  const cursor = new ByteCursor(feed);
  try {
    if (!(await cursor.need(2)) || cursor.peek() !== 0x80 || cursor.peek(1) > 5) {
      findings.add("compressed", "The content is not one that can be looked at.");
      return "compressed";
    }
    findings.add("pickle_present", "This file is a compressed pickle.");
    const rest = { next: async () => ((await cursor.need(1)) ? cursor.take(cursor.buffered) : null) };
    await scanPickles(rest, findings, { entry: null });
    return "joblib";
  } catch (error) {
    if (!(error instanceof DamagedError)) throw error;
    findings.add("zip_broken", "The compressed content is damaged.");
    return "compressed";
  }
}

function scanAs(format: ArtifactFormat, source: RandomAccess, findings: FindingList): Promise<ArtifactFormat> {
  const done = (work: Promise<void>): Promise<ArtifactFormat> => work.then(() => format);
  switch (format) {
    case "zip":
      return scanZip(source, findings);
    case "pickle":
    case "joblib":
      return scanPickleFile(source, findings, format);
    case "safetensors":
      return done(scanSafetensors(source, findings));
    case "gguf":
      return done(scanGguf(source, findings));
    case "onnx":
      return done(scanOnnx(source, findings));
    case "hdf5":
      return done(scanHdf5(source, findings));
    case "npy":
      return done(scanNpy(fileFeed(source), findings, null));
    case "compressed":
      return scanCompressed(source, findings);
    default:
      findings.add("unknown_format", "The content was not looked at.");
      return Promise.resolve(format);
  }
}

/**
 * Looks into a file without running anything of it. The name only helps where the bytes do not tell the format. Reads
 * windows of the file: memory does not grow with its size. Never throws for what the bytes say; throws when `read` does.
 */
export async function scanArtifact(source: RandomAccess, fileName: string): Promise<ArtifactScan> {
  const findings = new FindingList();
  const detected = await detectFormat(source, fileName);
  const format = await scanAs(detected, source, findings);
  return { format, findings: findings.findings, imports: findings.imports, details: findings.details };
}
