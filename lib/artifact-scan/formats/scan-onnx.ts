import { ByteCursor, fileFeed } from "../byte-cursor.ts";
import type { FindingList } from "../finding.ts";
import { shown } from "../finding.ts";
import type { RandomAccess } from "../random-access.ts";

const MAX_FIELDS = 20_000_000;
const MAX_DEPTH = 12;
const MAX_TEXT_BYTES = 4_096;
const MAX_VARINT_BYTES = 10;

/** Sets of operators that runtimes bring along. */
const knownDomains = new Set([
  "",
  "ai.onnx",
  "ai.onnx.ml",
  "ai.onnx.training",
  "ai.onnx.preview.training",
  "ai.onnx.preview",
  "com.microsoft",
  "com.microsoft.nchwc",
  "com.microsoft.experimental",
  "com.ms.internal.nhwc",
  "org.pytorch.aten",
]);

const OUTSIDE = /(?:^|[\\/])\.\.(?:[\\/]|$)|^[\\/~]|^[A-Za-z]:|^\w+:\/\//;

type Message = "model" | "graph" | "node" | "attribute" | "tensor" | "pair" | "operators" | "function" | "training";
type Field = Message | "domain" | "key" | "value" | "producer" | "training";

/** The fields worth following, by number. Source: onnx.proto. */
const fieldsOf: Readonly<Record<Message, Readonly<Record<number, Field>>>> = {
  model: { 2: "producer", 7: "graph", 8: "operators", 20: "training", 25: "function" },
  training: { 1: "graph", 2: "graph" },
  graph: { 1: "node", 5: "tensor" },
  node: { 5: "attribute", 7: "domain" },
  attribute: { 5: "tensor", 6: "graph", 10: "tensor", 11: "graph" },
  tensor: { 13: "pair" },
  pair: { 1: "key", 2: "value" },
  operators: { 1: "domain" },
  function: { 7: "node", 9: "operators", 10: "domain" },
};

class OnnxError extends Error {}
const text = new TextDecoder("utf-8");
const isMessage = (field: Field): field is Message => field in fieldsOf;

class Walk {
  readonly #cursor: ByteCursor;
  readonly #findings: FindingList;
  readonly #ownDomains = new Set<string>();
  readonly #usedDomains = new Map<string, number>();
  #fields = 0;
  #key = "";

  constructor(cursor: ByteCursor, findings: FindingList) {
    this.#cursor = cursor;
    this.#findings = findings;
  }

  async message(kind: Message, end: number, depth: number): Promise<void> {
    if (depth > MAX_DEPTH) throw new OnnxError("its parts are nested too deeply");
    while (this.#cursor.position < end) {
      if (++this.#fields > MAX_FIELDS) throw new OnnxError("it has more parts than a model needs");
      const tag = await this.#varint();
      const field = Math.floor(tag / 8);
      if (field === 0) throw new OnnxError("a part has no number");
      if (tag % 8 === 2) await this.#part(fieldsOf[kind][field], kind, end, depth);
      else await this.#scalar(tag % 8);
    }
    if (this.#cursor.position > end) throw new OnnxError("a part reaches beyond the one around it");
  }

  /** Domains that no runtime brings along and the model does not define itself. */
  report(): void {
    for (const [domain, offset] of this.#usedDomains) {
      if (knownDomains.has(domain) || this.#ownDomains.has(domain)) continue;
      this.#findings.add("custom_operators", `The model uses operators of ${shown(domain)}.`, { offset });
    }
  }

  async #part(field: Field | undefined, kind: Message, end: number, depth: number): Promise<void> {
    const length = await this.#varint();
    const offset = this.#cursor.position;
    if (offset + length > end) throw new OnnxError("a part reaches beyond the one around it");
    if (field === undefined) return this.#skip(length);
    if (isMessage(field)) return this.message(field, offset + length, depth + 1);
    if (length > MAX_TEXT_BYTES) return this.#skip(length);
    const bytes = await this.#cursor.take(length);
    if (bytes === null) throw new OnnxError("the file ends too early");
    this.#text(field, kind, text.decode(bytes), offset);
  }

  #text(field: Field, kind: Message, value: string, offset: number): void {
    if (field === "producer") this.#findings.detail("Producer", value);
    if (field === "key") this.#key = value;
    if (field === "domain" && kind === "function") this.#ownDomains.add(value);
    if (field === "domain" && kind !== "function" && !this.#usedDomains.has(value))
      this.#usedDomains.set(value, offset);
    if (field !== "value" || this.#key !== "location") return;
    const outside = OUTSIDE.test(value);
    const words = `Weights are read from ${shown(value)}.`;
    this.#findings.add(outside ? "external_data_path" : "external_data", words, { offset });
  }

  async #scalar(wire: number): Promise<void> {
    if (wire === 0) await this.#varint();
    else if (wire === 1) await this.#skip(8);
    else if (wire === 5) await this.#skip(4);
    else throw new OnnxError("a part has no known shape");
  }

  async #varint(): Promise<number> {
    let value = 0;
    for (let index = 0, factor = 1; index < MAX_VARINT_BYTES; index += 1, factor *= 128) {
      if (this.#cursor.buffered < 1 && !(await this.#cursor.need(1))) throw new OnnxError("the file ends too early");
      const byte = this.#cursor.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    throw new OnnxError("a number is too long");
  }

  async #skip(length: number): Promise<void> {
    if (!(await this.#cursor.skip(length))) throw new OnnxError("the file ends too early");
  }
}

/** Walks through the parts of an ONNX model: places of external weights, sets of operators; subgraphs too. */
export async function scanOnnx(source: RandomAccess, findings: FindingList): Promise<void> {
  const cursor = new ByteCursor(fileFeed(source));
  const walk = new Walk(cursor, findings);
  try {
    await walk.message("model", source.sizeBytes, 0);
  } catch (error) {
    if (!(error instanceof OnnxError)) throw error;
    findings.add("header_broken", `The model cannot be read: ${error.message}.`, {
      offset: Math.min(cursor.position, source.sizeBytes),
    });
  }
  walk.report();
}
