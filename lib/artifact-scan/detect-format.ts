import type { RandomAccess } from "./random-access.ts";

/** Formats the scanner tells apart by their first bytes and, where those say nothing, by the file's name. */
export const artifactFormats = {
  pytorch: "PyTorch (zip)",
  pytorch_legacy: "PyTorch (before 1.6)",
  pickle: "Python pickle",
  joblib: "joblib",
  safetensors: "safetensors",
  gguf: "GGUF",
  onnx: "ONNX",
  keras: "Keras",
  hdf5: "HDF5",
  npy: "NumPy array",
  npz: "NumPy arrays (zip)",
  zip: "Zip archive",
  compressed: "Compressed",
  unknown: "Not known",
} as const;

export type ArtifactFormat = keyof typeof artifactFormats;

const HEAD_BYTES = 64;
const MAX_SAFETENSORS_HEADER = 100_000_000n;

const begins = (head: Uint8Array, ...bytes: readonly number[]): boolean => bytes.every((byte, at) => head[at] === byte);
const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));

const magics: readonly (readonly [ArtifactFormat, readonly number[]])[] = [
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["zip", [0x50, 0x4b, 0x05, 0x06]],
  ["gguf", ascii("GGUF")],
  ["hdf5", [0x89, ...ascii("HDF\r\n"), 0x1a, 0x0a]],
  ["npy", [0x93, ...ascii("NUMPY")]],
  ["compressed", [0x1f, 0x8b]],
  ["compressed", ascii("BZh")],
  ["compressed", [0xfd, ...ascii("7zXZ"), 0]],
  ["compressed", [0x28, 0xb5, 0x2f, 0xfd]],
  ["compressed", [0x04, 0x22, 0x4d, 0x18]],
  ["compressed", ascii("7z")],
];

const names: readonly (readonly [ArtifactFormat, RegExp])[] = [
  ["safetensors", /\.safetensors$/],
  ["onnx", /\.onnx$/],
  ["joblib", /\.joblib(?:\.\w+)?$/],
  ["pickle", /\.(?:pkl|pickle|pck|pcl|pt|pth|dill)$/],
  ["gguf", /\.gguf$/],
  ["hdf5", /\.(?:h5|hdf5)$/],
];

/** Names that pickles share with other formats. */
const MAYBE_PICKLE = /\.(?:bin|ckpt|p|dat|model|sav)$/;
/** Instructions that a pickle of protocol 0 or 1 may begin with: a mark, an import, or an empty collection. */
const OLD_PICKLE_START = new Set(ascii("(c]})"));

/** A zlib stream: joblib's usual compression. Source: RFC 1950, section 2.2. */
const isZlib = (head: Uint8Array): boolean =>
  head[0] === 0x78 && ((head[0] ?? 0) * 256 + (head[1] ?? 0)) % 31 === 0 && head.length > 2;

function isSafetensors(head: Uint8Array): boolean {
  if (head.length < 9 || head[8] !== 0x7b) return false;
  return new DataView(head.buffer, head.byteOffset).getBigUint64(0, true) <= MAX_SAFETENSORS_HEADER;
}

/** Whether the first bytes are a small ir_version and then a known part of an ONNX model. */
const isOnnx = (head: Uint8Array): boolean =>
  head[0] === 0x08 && (head[1] ?? 0) > 0 && (head[1] ?? 0) < 32 && [0x12, 0x1a, 0x3a, 0x42].includes(head[2] ?? 0);

/** The format of a file. Bytes say more than names; a name decides only where bytes say nothing. */
export async function detectFormat(source: RandomAccess, fileName: string): Promise<ArtifactFormat> {
  const head = await source.read(0, HEAD_BYTES);
  const magic = magics.find(([, bytes]) => begins(head, ...bytes));
  if (magic !== undefined) return magic[0];
  const name = names.find(([, pattern]) => pattern.test(fileName.toLowerCase()))?.[0];
  if (isSafetensors(head)) return "safetensors";
  if (head[0] === 0x80 && (head[1] ?? 9) <= 5) return name === "joblib" ? "joblib" : "pickle";
  if (isZlib(head)) return "compressed";
  if (name !== undefined) return name;
  if (MAYBE_PICKLE.test(fileName.toLowerCase()) && OLD_PICKLE_START.has(head[0] ?? 0)) return "pickle";
  return isOnnx(head) ? "onnx" : "unknown";
}
