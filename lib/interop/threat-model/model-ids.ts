import { quoted } from "../import-problem.ts";
import type { JsonValue } from "../json-value.ts";
import { oneLine } from "../supply-chain/fit-text.ts";
import type { Notes } from "./notes.ts";

/** Gives each thing of a model an external id of its own: the file's where it can be, always the same one for the same file. */
export class ModelIds {
  readonly #taken = new Set<string>();
  readonly #counts = new Map<string, number>();
  readonly #notes: Notes;

  constructor(notes: Notes) {
    this.#notes = notes;
  }

  /** Takes an id. Without one, `fallback` is used; an id that is taken gets ~2, ~3 … with a note. */
  take(stated: JsonValue | undefined, fallback: string, path: string): string {
    const text = typeof stated === "string" || typeof stated === "number" ? oneLine(String(stated), 280) : "";
    const wanted = text === "" ? oneLine(fallback, 280) : text;
    let id = wanted;
    let count = this.#counts.get(wanted) ?? 1;
    while (this.#taken.has(id)) {
      count += 1;
      id = `${wanted}~${count}`;
    }
    this.#counts.set(wanted, count);
    this.#taken.add(id);
    if (id !== wanted && text !== "") {
      const message = `The id ${quoted(wanted)} stands twice. This one becomes ${quoted(id)}; references lead to the first.`;
      this.#notes.add("warning", path, message);
    }
    return id;
  }
}

/** The names that one diagram's parts have in the file, and the external ids they were given; the first of a name wins. */
export class PartNames {
  readonly #ids = new Map<string, string>();
  readonly #modelIds: ModelIds;

  constructor(modelIds: ModelIds) {
    this.#modelIds = modelIds;
  }

  take(stated: JsonValue | undefined, fallback: string, path: string): string {
    const id = this.#modelIds.take(stated, fallback, path);
    const name = typeof stated === "string" || typeof stated === "number" ? String(stated) : fallback;
    if (!this.#ids.has(name)) this.#ids.set(name, id);
    return id;
  }

  /** Makes a thing known by a second name of the file. */
  alias(stated: JsonValue | undefined, id: string): void {
    if (typeof stated !== "string" && typeof stated !== "number") return;
    if (!this.#ids.has(String(stated))) this.#ids.set(String(stated), id);
  }

  /** The external id of what the file calls by this name. */
  find(name: JsonValue | undefined): string | undefined {
    return typeof name === "string" || typeof name === "number" ? this.#ids.get(String(name)) : undefined;
  }
}
