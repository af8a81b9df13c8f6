import { ByteCursor, fileFeed } from "../byte-cursor.ts";
import type { FindingList } from "../finding.ts";
import { shown } from "../finding.ts";
import type { RandomAccess } from "../random-access.ts";

const MAX_PAIRS = 100_000;
const MAX_TENSORS = 1_000_000;
const MAX_ITEMS = 20_000_000;
const MAX_TEXT_BYTES = 4_000_000;
const MAX_DIMENSIONS = 8;

/** Bytes of a value by type: 8 is text, 9 a list. Source: the GGUF specification (ggml, docs/gguf.md). */
const scalarBytes: readonly (0 | 1 | 2 | 4 | 8)[] = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8];
const TEXT = 8;
const LIST = 9;

/** Ways from a template into Python. */
const TEMPLATE_CODE =
  /__\w+__|\|\s*attr\s*\(|\b(?:popen|subprocess|eval|exec|getattr|setattr|lipsum|cycler|joiner|get_flashed_messages|url_for)\b|\bos\s*\.\s*\w|\bimport\s+\w|\bself\s*\._|\brequest\s*\.|\\x5f|\["_{1,2}/;

class GgufError extends Error {}
const text = new TextDecoder("utf-8");

class Reader {
  readonly #cursor: ByteCursor;
  readonly #wide: boolean;
  items = 0;

  constructor(cursor: ByteCursor, wide: boolean) {
    this.#cursor = cursor;
    this.#wide = wide;
  }

  get position(): number {
    return this.#cursor.position;
  }

  async number(bytes: number): Promise<number> {
    if (this.#cursor.buffered < bytes && !(await this.#cursor.need(bytes)))
      throw new GgufError("the file ends too early");
    return this.#cursor.number(bytes);
  }

  /** A count or length: 4 bytes in version 1, 8 later. */
  async count(): Promise<number> {
    return this.number(this.#wide ? 8 : 4);
  }

  async text(keep: boolean): Promise<string> {
    const length = await this.count();
    if (!keep || length > MAX_TEXT_BYTES) {
      await this.skip(length);
      return "";
    }
    const bytes = await this.#cursor.take(length);
    if (bytes === null) throw new GgufError("a text is cut off");
    return text.decode(bytes);
  }

  async skip(bytes: number): Promise<void> {
    if (!(await this.#cursor.skip(bytes))) throw new GgufError("a length is impossible");
  }

  async skipValue(type: number, depth = 0): Promise<void> {
    if (++this.items > MAX_ITEMS) throw new GgufError("it holds more values than a model needs");
    if (type === TEXT) return void (await this.text(false));
    if (type !== LIST) return this.skip(sizeOf(type));
    if (depth > 2) throw new GgufError("lists are nested too deeply");
    const inner = await this.number(4);
    const count = await this.count();
    if (inner !== TEXT && inner !== LIST) return this.skip(sizeOf(inner) * count);
    for (let index = 0; index < count; index += 1) await this.skipValue(inner, depth + 1);
  }
}

function sizeOf(type: number): number {
  const bytes = scalarBytes[type];
  if (bytes === undefined || bytes === 0) throw new GgufError(`${type} is no type of a value`);
  return bytes;
}

async function readPairs(reader: Reader, pairs: number, findings: FindingList): Promise<void> {
  for (let index = 0; index < pairs; index += 1) {
    const offset = reader.position;
    const key = await reader.text(true);
    const type = await reader.number(4);
    const template = /chat_template/.test(key);
    if (type !== TEXT || !(template || key.startsWith("general."))) {
      await reader.skipValue(type);
      continue;
    }
    const value = await reader.text(true);
    if (!template) findings.detail(key, value);
    else noteTemplate(key, value, offset, findings);
  }
}

function noteTemplate(key: string, value: string, offset: number, findings: FindingList): void {
  findings.add("template_present", `${shown(key)} has ${value.length} characters.`, { offset });
  const code = TEMPLATE_CODE.exec(value)?.[0];
  if (code !== undefined) findings.add("template_code", `${shown(key)} contains ${shown(code, 60)}.`, { offset });
}

async function readTensors(reader: Reader, tensors: number, sizeBytes: number): Promise<void> {
  for (let index = 0; index < tensors; index += 1) {
    await reader.text(false);
    const dimensions = await reader.number(4);
    if (dimensions > MAX_DIMENSIONS) throw new GgufError(`a tensor has ${dimensions} dimensions`);
    for (let side = 0; side < dimensions; side += 1) await reader.count();
    await reader.number(4);
    if ((await reader.number(8)) > sizeBytes) throw new GgufError("a tensor lies beyond the end of the file");
  }
}

/** Reads a GGUF header to its end: version, counts, key-value pairs with the chat template, places of the tensors. */
export async function scanGguf(source: RandomAccess, findings: FindingList): Promise<void> {
  const cursor = new ByteCursor(fileFeed(source));
  let reader = new Reader(cursor, false);
  try {
    await reader.skip(4);
    const version = await reader.number(4);
    if (version < 1 || version > 3) throw new GgufError(`${version} is no version that is known here`);
    reader = new Reader(cursor, version > 1);
    const tensors = await reader.count();
    const pairs = await reader.count();
    if (tensors > MAX_TENSORS || pairs > MAX_PAIRS)
      throw new GgufError("it states more tensors or values than a model has");
    findings.detail("GGUF version", String(version));
    findings.detail("Tensors", String(tensors));
    await readPairs(reader, pairs, findings);
    await readTensors(reader, tensors, source.sizeBytes);
    if (reader.position > source.sizeBytes) throw new GgufError("the file ends too early");
  } catch (error) {
    if (!(error instanceof GgufError)) throw error;
    findings.add("header_broken", `The header cannot be read: ${error.message}.`, {
      offset: Math.min(reader.position, source.sizeBytes),
    });
  }
}
