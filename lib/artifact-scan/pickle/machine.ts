import type { FoundImport } from "../finding.ts";

/** What the scanner knows of a value: a text, an imported name, a mark, or nothing. */
export type Value = string | FoundImport | typeof MARK | typeof OTHER;
export const MARK = 0;
export const OTHER = 1;

/** The pickle asks for something that no pickle does, or for more than a model needs. */
export class PickleError extends Error {
  readonly limit: boolean;

  constructor(message: string, limit = false) {
    super(message);
    this.limit = limit;
  }
}

const MAX_STACK = 2_000_000;
const MAX_MEMO = 2_000_000;
const MAX_MEMO_KEY = 2 ** 32;

/** The stack and the memo of a pickle, with values of which only texts and imported names are known. Nothing is run. */
export class PickleMachine {
  readonly #stack: Value[] = [];
  readonly #memo = new Map<number, Value>();

  push(value: Value): void {
    if (this.#stack.length >= MAX_STACK) throw new PickleError("it piles up more values than a model needs", true);
    this.#stack.push(value);
  }

  pop(): Value {
    const value = this.#stack.pop();
    if (value === undefined) throw new PickleError("it takes a value where there is none");
    return value;
  }

  /** The value `depth` below the top. */
  at(depth: number): Value {
    const value = this.#stack[this.#stack.length - 1 - depth];
    if (value === undefined) throw new PickleError("it takes a value where there is none");
    return value;
  }

  /** Takes everything down to the mark; gives the first value above it, where there is one. */
  popMark(): Value | undefined {
    const place = this.#stack.lastIndexOf(MARK);
    if (place === -1) throw new PickleError("it looks for a mark where there is none");
    const first = this.#stack[place + 1];
    this.#stack.length = place;
    return first;
  }

  remember(key: number, value: Value): void {
    if (!Number.isSafeInteger(key) || key < 0 || key > MAX_MEMO_KEY)
      throw new PickleError("it keeps a value under no number");
    if (this.#memo.size >= MAX_MEMO) throw new PickleError("it keeps more values than a model needs", true);
    this.#memo.set(key, value);
  }

  /** Keeps the top under the next number, as MEMOIZE does. */
  memoize(): void {
    this.remember(this.#memo.size, this.at(0));
  }

  recall(key: number): Value {
    const value = this.#memo.get(key);
    if (value === undefined) throw new PickleError("it asks for a value that it never kept");
    return value;
  }
}
