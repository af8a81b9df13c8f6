import type { ElementKind } from "../../graph/kinds.ts";
import { quoted } from "../import-problem.ts";
import type { JsonValue } from "../json-value.ts";
import { type JsonObject, listOf, objectOf, textOf } from "../supply-chain/json/parts.ts";
import { guessTrust } from "../threat-model/guess-trust.ts";
import { type ModelIds, PartNames } from "../threat-model/model-ids.ts";
import type { Notes } from "../threat-model/notes.ts";
import type { RawElement, RawFlow, RawZone } from "../threat-model/raw-diagram.ts";
import { type Item, itemsOf } from "../threat-model/items-of.ts";

const WORDS = ["symbolic_name", "title", "description", "trust_zone"];
const ELEMENTS: readonly [key: string, kind: ElementKind, noun: string, known: readonly string[]][] = [
  ["actors", "actor", "Actor", ["permissions", "type"]],
  ["components", "process", "Component", []],
  ["data_stores", "store", "Data store", ["vendor", "product", "type"]],
];

/** Zones, elements and flows of a TM-BOM model; nothing has a place. */
export class PartReader {
  readonly zones: RawZone[] = [];
  readonly elements: RawElement[] = [];
  readonly flows: RawFlow[] = [];
  readonly #notes: Notes;
  readonly #zoneNames: PartNames;
  readonly #names: PartNames;

  constructor(ids: ModelIds, notes: Notes) {
    this.#notes = notes;
    this.#zoneNames = new PartNames(ids);
    this.#names = new PartNames(ids);
  }

  /** The external id of an element or flow that the file calls by this name. */
  find(name: JsonValue | undefined): string | undefined {
    return this.#names.find(name);
  }

  read(model: JsonObject): void {
    itemsOf(model, "trust_zones", this.#notes).forEach((item, index) => this.#zone(item, index));
    const stored = this.#storedData(model);
    for (const [key, kind, noun, known] of ELEMENTS)
      itemsOf(model, key, this.#notes).forEach((item, index) => {
        const { json, path } = item;
        this.#notes.rest(json, path, new Set([...WORDS, ...known]));
        const externalId = this.#names.take(json.symbolic_name, `${key}-${index + 1}`, path);
        const words = this.#words(item, noun);
        const texts = [words.description, ...this.#more(json), ...(stored.get(textOf(json.symbolic_name) ?? "") ?? [])];
        this.elements.push({
          externalId,
          kind,
          zoneId: this.#zoneOf(item),
          name: words.name,
          description: this.#notes.prose(texts.filter((text) => text !== "").join("\n\n"), path),
          technology: this.#notes.line(technologyOf(json), path),
          box: null,
          answers: {},
          outOfScope: null,
          path,
        });
      });
    itemsOf(model, "data_flows", this.#notes).forEach((item, index) => this.#flow(item, index));
  }

  #zone(item: Item, index: number): void {
    const { json, path } = item;
    this.#notes.rest(json, path, new Set(WORDS));
    const externalId = this.#zoneNames.take(json.symbolic_name, `zone-${index + 1}`, path);
    const words = this.#words(item, "Trust zone");
    this.#notes.once(path, "TM-BOM states no trust of zones; it is guessed from their names. Check it.");
    this.zones.push({ ...words, externalId, parentId: null, trust: guessTrust(words.name), box: null, path });
  }

  #words({ json, path }: Item, noun: string): { name: string; description: string } {
    const name = this.#notes.line(json.title ?? json.symbolic_name, `${path}/title`);
    return { name: name === "" ? noun : name, description: this.#notes.prose(json.description, `${path}/description`) };
  }

  #zoneOf({ json, path }: Item): string | null {
    const stated = textOf(json.trust_zone);
    if (stated === undefined) return null;
    const found = this.#zoneNames.find(stated);
    if (found === undefined)
      this.#notes.add(
        "warning",
        `${path}/trust_zone`,
        `The trust zone ${quoted(stated)} is not in the file; it is put outside of all zones.`,
      );
    return found ?? null;
  }

  #more(json: JsonObject): string[] {
    const permissions = textOf(json.permissions);
    return permissions === undefined ? [] : [`Permissions: ${permissions}`];
  }

  /** What each store holds, in words. */
  #storedData(model: JsonObject): Map<string, string[]> {
    const stores = new Set(itemsOf(model, "data_stores", this.#notes).map(({ json }) => textOf(json.symbolic_name)));
    const stored = new Map<string, string[]>();
    for (const { json, path } of itemsOf(model, "data_sets", this.#notes)) {
      const title = textOf(json.title) ?? textOf(json.symbolic_name) ?? "data";
      const facts = [
        ...(typeof json.record_count === "number" ? [`${json.record_count} records`] : []),
        ...listOf(json.data_sensitivity).filter((each) => typeof each === "string"),
      ];
      const places = listOf(json.placements).map((each) => textOf(objectOf(each).data_store));
      const known = places.filter((name) => name !== undefined && stores.has(name));
      for (const name of known) {
        const text = `Holds ${title}${facts.length === 0 ? "" : ` (${facts.join(", ")})`}. ${textOf(json.description) ?? ""}`;
        if (name === undefined) continue;
        const texts = stored.get(name);
        if (texts === undefined) stored.set(name, [text.trim()]);
        else texts.push(text.trim());
      }
      const message =
        known.length > 0
          ? `The data set ${quoted(title)} is kept as words of its store; bind the store to a dataset of the inventory.`
          : `The data set ${quoted(title)} is in no store of this file; it is not kept.`;
      this.#notes.add(known.length > 0 ? "info" : "warning", path, message);
    }
    return stored;
  }

  #flow({ json, path }: Item, index: number): void {
    const notes = this.#notes;
    notes.rest(json, path, new Set([...WORDS, "source", "destination", "has_sensitive_data", "encrypted"]));
    if (json.has_sensitive_data === true)
      notes.add(
        "info",
        `${path}/has_sensitive_data`,
        "That this flow carries sensitive data is not kept; answer the questions about personal data at its ends.",
      );
    const end = (value: JsonValue | undefined) => {
      const name = objectOf(value).object;
      return this.#names.find(name) ?? textOf(name) ?? "";
    };
    const encrypted = json.encrypted === true ? ("no" as const) : ("yes" as const);
    this.flows.push({
      externalId: this.#names.take(json.symbolic_name, `flow-${index + 1}`, path),
      sourceId: end(json.source),
      targetId: end(json.destination),
      name: notes.line(json.title, `${path}/title`),
      description: notes.prose(json.description, `${path}/description`),
      protocol: "",
      bidirectional: false,
      points: [],
      answers: typeof json.encrypted === "boolean" ? { "flow.encrypted_false": encrypted } : {},
      outOfScope: null,
      path,
    });
  }
}

function technologyOf(json: JsonObject): string {
  const words = [textOf(json.vendor), textOf(json.product), textOf(json.type)?.replaceAll("_", " ")];
  return words.filter((word) => word !== undefined).join(" ");
}
