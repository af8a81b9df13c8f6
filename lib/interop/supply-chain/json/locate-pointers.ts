import { indexLines, type TextPlace } from "../../line-index.ts";

type Wanted = { pointers: string[]; steps: Map<string, Wanted> };

/**
 * Where each pointer's value is in a JSON text that was read before: of a member its key, of an item and of the whole its
 * value. A pointer that leads nowhere gets the place of the nearest part that is there. One pass over the text for all pointers.
 */
export function locatePointers(text: string, pointers: Iterable<string>): Map<string, TextPlace> {
  const root: Wanted = { pointers: [], steps: new Map() };
  for (const pointer of pointers) want(root, pointer);
  const offsets = new Map<string, number>();
  mark(root, skipSpace(text, 0), offsets);
  new Walk(text, offsets).visit(root, skipSpace(text, 0));
  const place = indexLines(text);
  return new Map([...offsets].map(([pointer, offset]) => [pointer, place(offset)]));
}

function want(root: Wanted, pointer: string): void {
  let node = root;
  for (const step of pointer.split("/").slice(1)) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    let next = node.steps.get(key);
    if (next === undefined) node.steps.set(key, (next = { pointers: [], steps: new Map() }));
    node = next;
  }
  node.pointers.push(pointer);
}

/** Gives all pointers at and below this one the offset; those below get their own when the walk finds them. */
function mark(wanted: Wanted, offset: number, offsets: Map<string, number>): void {
  const waiting = [wanted];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const pointer of node.pointers) offsets.set(pointer, offset);
    waiting.push(...node.steps.values());
  }
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
    if (wanted === undefined || wanted.steps.size === 0 || (code !== 0x7b && !isArray))
      return skipValue(this.#text, at);
    return this.#members(wanted, at + 1, isArray);
  }

  #members(wanted: Wanted, start: number, isArray: boolean): number {
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
      const next = wanted.steps.get(key);
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
