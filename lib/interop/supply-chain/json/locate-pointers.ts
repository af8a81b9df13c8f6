import { indexLines, type TextPlace } from "../../line-index.ts";

type Wanted = { pointer: string | undefined; steps: Map<string, Wanted> | undefined };

/**
 * Where each pointer's value is in a JSON text that was read before: of a member its key, of an item and of the whole its
 * value. A pointer that leads nowhere gets the place of the nearest part that is there. One pass over the text for all pointers.
 */
export function locatePointers(text: string, pointers: Iterable<string>): Map<string, TextPlace> {
  const root: Wanted = { pointer: undefined, steps: undefined };
  for (const pointer of new Set(pointers)) want(root, pointer);
  const offsets = new Map<string, number>();
  mark(root, skipSpace(text, 0), offsets);
  new Walk(text, offsets).visit(root, skipSpace(text, 0));
  const place = indexLines(text);
  return new Map([...offsets].map(([pointer, offset]) => [pointer, place(offset)]));
}

function want(root: Wanted, pointer: string): void {
  let node = root;
  for (let start = 1; start <= pointer.length;) {
    const slash = pointer.indexOf("/", start);
    const end = slash === -1 ? pointer.length : slash;
    const step = pointer.slice(start, end);
    const key = step.includes("~") ? step.replaceAll("~1", "/").replaceAll("~0", "~") : step;
    node.steps ??= new Map();
    let next = node.steps.get(key);
    if (next === undefined) node.steps.set(key, (next = { pointer: undefined, steps: undefined }));
    node = next;
    start = end + 1;
  }
  node.pointer = pointer;
}

/** Gives all pointers at and below this one the offset; those below get their own when the walk finds them. */
function mark(wanted: Wanted, offset: number, offsets: Map<string, number>): void {
  if (wanted.pointer !== undefined) offsets.set(wanted.pointer, offset);
  if (wanted.steps !== undefined) for (const next of wanted.steps.values()) mark(next, offset, offsets);
}

class Walk {
  readonly #text: string;
  readonly #offsets: Map<string, number>;

  constructor(text: string, offsets: Map<string, number>) {
    this.#text = text;
    this.#offsets = offsets;
  }

  /** Visits the value that starts at the offset; gives the offset behind it. */
  visit(wanted: Wanted | undefined, at: number): number {
    const code = this.#text.charCodeAt(at);
    const isArray = code === 0x5b;
    const steps = wanted?.steps;
    if (steps === undefined || (code !== 0x7b && !isArray)) return skipValue(this.#text, at);
    return this.#members(steps, at + 1, isArray);
  }

  #members(steps: ReadonlyMap<string, Wanted>, start: number, isArray: boolean): number {
    const text = this.#text;
    let at = skipSpace(text, start);
    for (let index = 0; at < text.length; index += 1) {
      const code = text.charCodeAt(at);
      if (code === 0x7d || code === 0x5d) return at + 1;
      const begin = at;
      let key = String(index);
      if (!isArray) {
        at = skipString(text, at);
        key = JSON.parse(text.slice(begin, at)) as string;
        at = skipSpace(text, skipSpace(text, at) + 1);
      }
      const next = steps.get(key);
      if (next !== undefined) mark(next, begin, this.#offsets);
      at = skipSpace(text, this.visit(next, at));
      if (text.charCodeAt(at) === 0x2c) at = skipSpace(text, at + 1);
    }
    return at;
  }
}

function skipSpace(text: string, start: number): number {
  let at = start;
  for (; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
  }
}

function skipString(text: string, start: number): number {
  let at = start + 1;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at += 1;
    else if (code === 0x22) return at + 1;
  }
  return at;
}

function skipValue(text: string, start: number): number {
  let at = start;
  let depth = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = skipString(text, at);
    else {
      if (code === 0x7b || code === 0x5b) depth += 1;
      else if (code === 0x7d || code === 0x5d) {
        if (depth === 0) return at;
        depth -= 1;
      } else if (code === 0x2c && depth === 0) return at;
      at += 1;
    }
    if (depth === 0 && (code === 0x7d || code === 0x5d || code === 0x22)) return at;
  }
  return at;
}
