import { fileFeed, ByteCursor, type ByteFeed, DamagedError } from "../byte-cursor.ts";
import type { FindingList, FoundImport, Where } from "../finding.ts";
import { shown } from "../finding.ts";
import { fromBytes } from "../random-access.ts";
import { classifyImport } from "./classify-import.ts";
import { MARK, OTHER, PickleError, PickleMachine, type Value } from "./machine.ts";
import { opcodes, type Opcode } from "./opcodes.ts";

const MAX_OPERATIONS = 20_000_000;
/** No module or name is longer; of longer texts only the length matters. */
const MAX_TEXT_BYTES = 256;
const MAX_KEPT_TEXT_BYTES = 256_000_000;
const MAX_LINE_BYTES = 1_000_000;
const MAX_NESTED_BYTES = 1_000_000;
const MAX_DEPTH = 4;
/** Wherever a number is read, at most nine bytes stand behind the opcode. */
const HEAD_BYTES = 10;

/** How a pickle ended: at its STOP, before an array's raw data (joblib), or because it could not be followed. */
export type PickleEnd = "stop" | "array" | "broken";

type Situation = { findings: FindingList; entry: string | null; depth: number; operations: { left: number } };

const latin = new TextDecoder("latin1");
const utf8 = new TextDecoder("utf-8");

const isImport = (value: Value | undefined): value is FoundImport => typeof value === "object";

/** Follows one pickle from the cursor to its STOP and notes what it imports and calls. */
class Scan {
  readonly #cursor: ByteCursor;
  readonly #machine = new PickleMachine();
  readonly #in: Situation;
  #opcodeAt = 0;
  #textBytes = 0;

  constructor(cursor: ByteCursor, situation: Situation) {
    this.#cursor = cursor;
    this.#in = situation;
  }

  async run(): Promise<PickleEnd> {
    try {
      for (;;) {
        const end = await this.#step();
        if (end !== undefined) return end;
      }
    } catch (error) {
      if (!(error instanceof PickleError) && !(error instanceof DamagedError)) throw error;
      const words = error instanceof PickleError ? error.message : "its packed bytes are damaged";
      const limit = error instanceof PickleError && error.limit;
      this.#in.findings.add(
        limit ? "pickle_limit" : "pickle_broken",
        `The pickle cannot be followed beyond byte ${this.#opcodeAt}: ${words}.`,
        this.#where(),
      );
      return "broken";
    }
  }

  #where(): Where {
    return { offset: this.#opcodeAt, entry: this.#in.entry };
  }

  async #step(): Promise<PickleEnd | undefined> {
    const cursor = this.#cursor;
    this.#opcodeAt = cursor.position;
    if (cursor.buffered < HEAD_BYTES && !(await cursor.need(HEAD_BYTES)) && cursor.buffered === 0) {
      throw new PickleError("it ends without its last instruction");
    }
    if (--this.#in.operations.left < 0) throw new PickleError("it has more instructions than a model needs", true);
    const code = cursor.byte();
    const opcode = opcodes[code];
    if (opcode === undefined) throw new PickleError(`${code} is no instruction`);
    const { argument } = opcode;
    if (argument.read === "none") return this.#apply(opcode, 0);
    if (argument.read === "number") {
      if (cursor.buffered < argument.bytes) throw new PickleError("it ends within an instruction");
      return this.#apply(opcode, cursor.number(argument.bytes));
    }
    if (argument.read === "line") return this.#lines(opcode, argument.lines);
    if (cursor.buffered < argument.lengthBytes) throw new PickleError("it ends within an instruction");
    const length = cursor.number(argument.lengthBytes);
    return argument.read === "text" ? this.#text(length) : this.#data(opcode, length);
  }

  async #lines(opcode: Opcode, lines: number): Promise<undefined> {
    const read: string[] = [];
    for (let index = 0; index < lines; index += 1) {
      const line = await this.#cursor.line(MAX_LINE_BYTES);
      if (line === null) throw new PickleError("it ends within a line");
      read.push(utf8.decode(line.subarray(0, MAX_TEXT_BYTES)));
    }
    const [first = "", second = ""] = read;
    const machine = this.#machine;
    switch (opcode.name) {
      case "GLOBAL":
        return void machine.push(this.#import(first, second));
      case "INST":
        machine.popMark();
        this.#import(first, second).called = true;
        return void machine.push(OTHER);
      case "STRING":
        return void machine.push(first.replace(/^(['"])(.*)\1$/s, "$2"));
      case "UNICODE":
        return void machine.push(first);
      case "GET":
        return void machine.push(machine.recall(Number(first)));
      case "PUT":
        return void machine.remember(Number(first), machine.at(0));
      default:
        return void machine.push(OTHER);
    }
  }

  async #text(length: number): Promise<undefined> {
    if (length > MAX_TEXT_BYTES) {
      await this.#data(undefined, length);
      return void this.#machine.push(OTHER);
    }
    const bytes = await this.#cursor.take(length);
    if (bytes === null) throw new PickleError("it ends within a text");
    this.#textBytes += length;
    if (this.#textBytes > MAX_KEPT_TEXT_BYTES) throw new PickleError("it holds more names than a model needs", true);
    this.#machine.push(utf8.decode(bytes));
  }

  /** Bytes are jumped over, unless they look like a pickle of their own. */
  async #data(opcode: Opcode | undefined, length: number): Promise<undefined> {
    const cursor = this.#cursor;
    const maybe = length >= 4 && length <= MAX_NESTED_BYTES && this.#in.depth < MAX_DEPTH;
    if (maybe && (await cursor.need(2)) && cursor.peek() === 0x80 && cursor.peek(1) >= 2 && cursor.peek(1) <= 5) {
      const bytes = await cursor.take(length);
      if (bytes === null) throw new PickleError("it ends within its data");
      if (bytes.at(-1) === 0x2e) await this.#nested(bytes.slice());
    } else if (!(await cursor.skip(length))) throw new PickleError("it ends within its data");
    if (opcode !== undefined) this.#machine.push(OTHER);
  }

  async #nested(bytes: Uint8Array): Promise<void> {
    const { findings, entry, depth, operations } = this.#in;
    findings.add(
      "pickle_nested",
      `A pickle of ${bytes.length} bytes stands in the data at byte ${this.#opcodeAt}.`,
      this.#where(),
    );
    const inner = new ByteCursor(fileFeed(fromBytes(bytes)), this.#opcodeAt);
    await new Scan(inner, { findings, entry, depth: depth + 1, operations }).run();
  }

  #apply(opcode: Opcode, argument: number): PickleEnd | undefined {
    const machine = this.#machine;
    switch (opcode.name) {
      case "MARK":
        return void machine.push(MARK);
      case "DUP":
        return void machine.push(machine.at(0));
      case "STOP":
        return "stop";
      case "BINGET":
      case "LONG_BINGET":
        return void machine.push(machine.recall(argument));
      case "BINPUT":
      case "LONG_BINPUT":
        return void machine.remember(argument, machine.at(0));
      case "MEMOIZE":
        return void machine.memoize();
      case "STACK_GLOBAL":
        return void machine.push(this.#stackGlobal());
      case "PROTO":
        if (argument > 5) throw new PickleError(`${argument} is no protocol`);
        return undefined;
      case "EXT1":
      case "EXT2":
      case "EXT4":
        this.#in.findings.add("pickle_extension", `The pickle calls extension number ${argument}.`, this.#where());
        return void machine.push(OTHER);
      case "BUILD":
        return this.#build();
      default:
        return this.#calculate(opcode);
    }
  }

  /** Everything that only takes and puts values, and the three ways to call what was imported. */
  #calculate({ name, pop, push }: Opcode): undefined {
    const machine = this.#machine;
    let called: Value | undefined;
    if (name === "REDUCE" || name === "NEWOBJ") called = machine.at(1);
    if (name === "NEWOBJ_EX") called = machine.at(2);
    if (pop === "mark") {
      const first = machine.popMark();
      if (name === "OBJ") called = first;
    } else for (let count = 0; count < pop; count += 1) machine.pop();
    if (isImport(called)) called.called = true;
    const wrapper = isImport(called) && called.name === "NumpyArrayWrapper" ? called : OTHER;
    for (let count = 0; count < push; count += 1) machine.push(wrapper);
  }

  /** State is given to an object; joblib puts the raw bytes of an array behind that of its wrapper. */
  #build(): PickleEnd | undefined {
    this.#machine.pop();
    const target = this.#machine.at(0);
    if (!isImport(target)) return undefined;
    target.called = true;
    return target.name === "NumpyArrayWrapper" && target.module.startsWith("joblib.") ? "array" : undefined;
  }

  #stackGlobal(): Value {
    const name = this.#machine.pop();
    const module = this.#machine.pop();
    if (typeof name === "string" && typeof module === "string") return this.#import(module, name);
    this.#in.findings.add(
      "pickle_computed_import",
      `The import at byte ${this.#opcodeAt} takes its name from values that are made while the file is read.`,
      this.#where(),
    );
    return OTHER;
  }

  #import(module: string, name: string): FoundImport {
    return noteImport(this.#in.findings, { module, name, where: this.#where() });
  }
}

/** Adds an import and what has to be said about it. */
function noteImport(
  findings: FindingList,
  { module, name, where }: { module: string; name: string; where: Where },
): FoundImport {
  const verdict = classifyImport(module, name);
  const words = shown(`${module}.${name}`);
  if (verdict === "dangerous") findings.add("pickle_dangerous_import", `Loading the file imports ${words}.`, where);
  if (verdict === "unknown") findings.add("pickle_unknown_import", `Loading the file imports ${words}.`, where);
  return findings.import({ module, name, verdict, where });
}

/** Instructions that may be followed in one file. */
export const operationBudget = (): { left: number } => ({ left: MAX_OPERATIONS });

/** Follows the pickle at the cursor to its end. Never runs anything, never throws for what the bytes say. */
export function scanPickleAt(
  cursor: ByteCursor,
  findings: FindingList,
  entry: string | null,
  operations: { left: number },
): Promise<PickleEnd> {
  return new Scan(cursor, { findings, entry, depth: 0, operations }).run();
}

const MAX_PICKLES = 64;
const TORCH_LEGACY_PICKLES = 5;

/**
 * Follows the pickles of a feed one after the other. In the old PyTorch format raw weights follow the fifth; elsewhere
 * bytes behind the last pickle are told, and scanned when they begin like another one.
 */
export async function scanPickles(
  feed: ByteFeed,
  findings: FindingList,
  { entry, torch = false, base = 0 }: { entry: string | null; torch?: boolean; base?: number },
): Promise<PickleEnd> {
  const cursor = new ByteCursor(feed, base);
  const operations = operationBudget();
  for (let count = 1; ; count += 1) {
    const end = await scanPickleAt(cursor, findings, entry, operations);
    if (end === "array") {
      await searchNames(cursor, findings, entry);
      return end;
    }
    if (end === "broken" || !(await cursor.need(1))) return end;
    if (torch && count === TORCH_LEGACY_PICKLES) return end;
    await cursor.need(2);
    const again = cursor.peek() === 0x80 && cursor.peek(1) >= 1 && cursor.peek(1) <= 5;
    if (again && count < MAX_PICKLES) continue;
    const code = again ? "pickle_limit" : "pickle_trailing";
    const words = again
      ? `More than ${MAX_PICKLES} pickles follow each other.`
      : `Bytes follow the pickle from byte ${cursor.position} on.`;
    findings.add(code, words, { offset: cursor.position, entry });
    return end;
  }
}

const SEARCH_BYTES = 65_536;
const OVERLAP_CHARACTERS = 512;
const WRITTEN_GLOBAL = /c([A-Za-z_][\w.]{0,100})\n([A-Za-z_][\w.]{0,100})\n/g;
const KEPT = "(?:\\x94|q[\\s\\S]|r[\\s\\S]{4})?";
const WRITTEN_TEXT = "[\\x8cU][\\s\\S]([A-Za-z_][\\w.]{0,100})";
const WRITTEN_PAIR = new RegExp(`${WRITTEN_TEXT}${KEPT}${WRITTEN_TEXT}${KEPT}\\x93`, "g");

/** Searches the rest of a feed for written imports, without following instructions: raw bytes stand between them. */
async function searchNames(cursor: ByteCursor, findings: FindingList, entry: string | null): Promise<void> {
  const begin = cursor.position;
  findings.add("pickle_array_data", `Raw array data begin at byte ${begin}.`, { offset: begin, entry });
  let carried = "";
  for (;;) {
    const whole = await cursor.need(SEARCH_BYTES);
    const offset = cursor.position - carried.length;
    const bytes = await cursor.take(Math.min(SEARCH_BYTES, cursor.buffered));
    const text = carried + latin.decode(bytes ?? new Uint8Array(0));
    for (const match of text.matchAll(WRITTEN_GLOBAL)) {
      const [, module = "", name = ""] = match;
      const where = { offset: offset + match.index, entry };
      if (classifyImport(module, name) === "dangerous") noteImport(findings, { module, name, where });
    }
    for (const match of text.matchAll(WRITTEN_PAIR)) {
      const [, module = "", name = ""] = match;
      noteImport(findings, { module, name, where: { offset: offset + match.index, entry } });
    }
    if (!whole) return;
    carried = text.slice(-OVERLAP_CHARACTERS);
  }
}
