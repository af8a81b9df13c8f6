import { UnreadableImportError } from "../import-problem.ts";
import type { TextPlace } from "../line-index.ts";
import type { SupplyDraft, SupplyLink, SupplyOrigin, SupplyReading, SupplyRecord, SupplyRest } from "./draft.ts";
import type { Findings } from "./json/findings.ts";
import { fillRecord, fitPart, type Part, type Parts, setPart } from "./parts.ts";
import { maySupply, type SupplyKind, type SupplyRelation } from "./relations.ts";

/** Most records one file may hold. */
export const maxSupplyRecords = 100_000;

const LONGEST_IDENTITY = 200;

export type NewRecord = {
  key: string;
  kind: SupplyKind;
  parentKey?: string | null;
  /** What tells the thing among those of its kind: purl, group and name … */
  identity: string;
  /** The source key that a file printed here gives it. */
  sourceKey?: string | undefined;
  /** Pointer of the value the parts were read from. */
  pointer: string;
  rest: SupplyRest | null;
  parts: Parts;
};

/** Collects records and links of one file: keys and source keys unique, texts fitted, links only where they are allowed. */
export class DraftBuilder {
  readonly #records = new Map<string, { record: SupplyRecord; origins: Map<string, Part> }>();
  readonly #links = new Map<string, SupplyLink>();
  readonly #keys = new FreeWords();
  readonly #sourceKeys = new FreeWords();
  readonly #format: string;
  readonly #reading: SupplyReading;
  readonly #findings: Findings;

  constructor(format: string, reading: SupplyReading, findings: Findings) {
    this.#format = format;
    this.#reading = reading;
    this.#findings = findings;
  }

  /** Adds a record; gives it as it is kept, with a key and a source key of its own. */
  add(given: NewRecord): SupplyRecord {
    const most = this.#reading.maxRecords ?? maxSupplyRecords;
    if (this.#records.size >= most) {
      const message = `The file holds more than ${most} records. Split it and import the parts.`;
      throw new UnreadableImportError("too_large", [
        { severity: "error", path: given.pointer, line: 1, column: 1, message },
      ]);
    }
    const parts: Parts = new Map();
    const origins = new Map<string, Part>();
    for (const [path, part] of given.parts) this.#fit(given, path, part, parts, origins);
    const isVersion = given.kind === "model_version" || given.kind === "dataset_version";
    if (isVersion && !parts.has("facts.label")) setPart(parts, "facts.label", { value: "unspecified" });
    const record: SupplyRecord = {
      key: this.#keys.take(given.key),
      kind: given.kind,
      parentKey: given.parentKey ?? null,
      name: "Unnamed",
      description: "",
      tags: [],
      fields: {},
      facts: {},
      documents: [],
      artifacts: [],
      sourceKey: this.#sourceKey(given),
      origins: {},
      rest: given.rest,
    };
    const filled = fillRecord(record, parts);
    this.#records.set(record.key, { record: filled, origins });
    return filled;
  }

  get(key: string): SupplyRecord | undefined {
    return this.#records.get(key)?.record;
  }

  /** Gives a record that has no rest what another place of the file states of it; false when it has one. */
  giveRest(key: string, rest: SupplyRest): boolean {
    const kept = this.#records.get(key);
    if (kept === undefined || kept.record.rest !== null) return false;
    kept.record.rest = rest;
    return true;
  }

  /** Whether the link is allowed; then it is there once. A record is never linked to itself. */
  link(from: SupplyRecord, relation: SupplyRelation, to: SupplyRecord): boolean {
    if (from.key === to.key || !maySupply(relation, from.kind, to.kind)) return false;
    const link = { from: from.key, relation, to: to.key };
    this.#links.set(JSON.stringify([link.from, relation, link.to]), link);
    return true;
  }

  links(): readonly SupplyLink[] {
    return [...this.#links.values()];
  }

  /** The pointers whose places the origins need. */
  pointers(): string[] {
    return [...this.#records.values()].flatMap(({ origins }) => [...origins.values()].map(({ at }) => at));
  }

  finish(places: ReadonlyMap<string, TextPlace>): Pick<SupplyDraft, "records" | "links"> {
    const records = [...this.#records.values()].map(({ record, origins }) => {
      const placed = [...origins].map(([path, part]) => {
        const source = part.isDerived === true ? "derived" : "file";
        const origin: SupplyOrigin = { source, path: part.at, line: places.get(part.at)?.line ?? 1 };
        return [path.replace(/^fields\./, ""), origin] as const;
      });
      return { ...record, origins: Object.fromEntries(placed) };
    });
    return { records, links: [...this.#links.values()] };
  }

  #fit(given: NewRecord, path: string, part: Part, parts: Parts, origins: Map<string, Part>): void {
    const fitted = fitPart(given.kind, path, part.value);
    const at = given.pointer + part.at;
    const place = path.replace(/^(?:fields|facts)\./, "");
    if (fitted === undefined) {
      this.#findings.add("warning", at, `This cannot be taken over as ${place}; it is kept as stated.`);
      return;
    }
    if (fitted.isCut)
      this.#findings.add("warning", at, `This is changed or shortened to fit ${place}; it is kept whole as stated.`);
    parts.set(path, { ...part, value: fitted.value });
    origins.set(path, { ...part, at });
  }

  #sourceKey({ kind, identity, key, sourceKey }: NewRecord): string {
    if (sourceKey !== undefined) return this.#sourceKeys.take(sourceKey);
    const whole = (text: string) => plainSourceKey(this.#format, kind, this.#short(text));
    const wanted = whole(identity);
    return this.#sourceKeys.take(this.#sourceKeys.has(wanted) ? whole(`${identity}#${key}`) : wanted);
  }

  #short(text: string): string {
    return text.length <= LONGEST_IDENTITY ? text : `sha256:${this.#reading.sha256Hex(text)}`;
  }
}

/** The source key of a thing that nothing else in its file is taken for. */
export function plainSourceKey(format: string, kind: SupplyKind, identity: string): string {
  return `${format}:${kind}:${identity}`;
}

/** Words given out, each once: a word that is taken gets a number. */
class FreeWords {
  readonly #taken = new Set<string>();
  readonly #next = new Map<string, number>();

  has(word: string): boolean {
    return this.#taken.has(word);
  }

  take(wanted: string): string {
    let word = wanted;
    for (let number = this.#next.get(wanted) ?? 2; this.#taken.has(word); number += 1) {
      word = `${wanted}#${number}`;
      this.#next.set(wanted, number + 1);
    }
    this.#taken.add(word);
    return word;
  }
}
