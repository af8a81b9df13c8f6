import type { FindingList } from "../finding.ts";
import { shown } from "../finding.ts";
import type { RandomAccess } from "../random-access.ts";

const MAX_HEADER_BYTES = 100_000_000;
const LENGTH_BYTES = 8;

/** Bits of one number of each type. Source: safetensors' Dtype. */
const bitsOf: Readonly<Record<string, number>> = {
  BOOL: 8,
  U8: 8,
  I8: 8,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  F8_E4M3FNUZ: 8,
  F8_E5M2FNUZ: 8,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  C64: 64,
  F64: 64,
  I64: 64,
  U64: 64,
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
};

type Tensor = { name: string; begin: number; end: number };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** The place of one tensor, or what is wrong with its description. */
function readTensor(name: string, value: unknown): Tensor | string {
  if (!isRecord(value)) return "has no description";
  const { dtype, shape, data_offsets: offsets } = value;
  const bits = typeof dtype === "string" ? bitsOf[dtype] : undefined;
  if (bits === undefined) return `has the unknown type ${shown(JSON.stringify(dtype) ?? "none", 40)}`;
  if (!Array.isArray(shape) || !shape.every(isSize)) return "has no proper shape";
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isSize)) return "has no proper place";
  const [begin = 0, end = 0] = offsets;
  const numbers = shape.reduce((product, side) => product * side, 1);
  if (begin > end) return "ends before it begins";
  if (Math.ceil((numbers * bits) / 8) !== end - begin) {
    return `has ${end - begin} bytes, but its shape and type need ${Math.ceil((numbers * bits) / 8)}`;
  }
  return { name, begin, end };
}

/** Tensors must stand one behind the other, from the first byte behind the header to the last of the file. */
function checkLayout(tensors: Tensor[], dataBytes: number, findings: FindingList): void {
  tensors.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let expected = 0;
  for (const { name, begin, end } of tensors) {
    if (begin !== expected) {
      const words =
        begin < expected ? "overlaps the one before it" : `leaves ${begin - expected} bytes unused before it`;
      findings.add("tensor_layout", `The tensor ${shown(name)} ${words}.`, { offset: begin });
      return;
    }
    expected = end;
  }
  if (expected === dataBytes) return;
  const words =
    expected > dataBytes ? "reach beyond the end of the file" : `leave ${dataBytes - expected} bytes at the end unused`;
  findings.add("tensor_layout", `The tensors ${words}.`, { offset: Math.min(expected, dataBytes) });
}

function readHeader(bytes: Uint8Array): Record<string, unknown> | null {
  try {
    const header: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return isRecord(header) ? header : null;
  } catch {
    return null;
  }
}

/** Checks that the header of a safetensors file describes exactly the bytes behind it. Source: safetensors' README, "Format". */
export async function scanSafetensors(source: RandomAccess, findings: FindingList): Promise<void> {
  const start = await source.read(0, LENGTH_BYTES);
  const stated = start.length < LENGTH_BYTES ? 0n : new DataView(start.buffer, start.byteOffset).getBigUint64(0, true);
  if (stated > BigInt(MAX_HEADER_BYTES)) {
    findings.add("header_too_large", `The header states a length of ${stated} bytes.`, { offset: 0 });
    return;
  }
  const length = Number(stated);
  if (length < 2 || LENGTH_BYTES + length > source.sizeBytes) {
    findings.add("header_broken", `The header states a length of ${length} bytes, which the file does not have.`, {
      offset: 0,
    });
    return;
  }
  const header = readHeader(await source.read(LENGTH_BYTES, length));
  if (header === null) {
    findings.add("header_broken", "The header is not JSON.", { offset: LENGTH_BYTES });
    return;
  }
  const tensors: Tensor[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const tensor = readTensor(name, value);
    if (typeof tensor === "string")
      findings.add("header_broken", `The tensor ${shown(name)} ${tensor}.`, { offset: LENGTH_BYTES });
    else tensors.push(tensor);
  }
  findings.detail("Tensors", String(tensors.length));
  const metadata = header["__metadata__"];
  for (const [label, value] of Object.entries(isRecord(metadata) ? metadata : {}))
    findings.detail(label, String(value));
  if (tensors.length === Object.keys(header).filter((name) => name !== "__metadata__").length) {
    checkLayout(tensors, source.sizeBytes - LENGTH_BYTES - length, findings);
  }
}
