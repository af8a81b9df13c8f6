import { diagramLimits, type TrustLevel } from "../../graph/kinds.ts";
import { quoted } from "../import-problem.ts";
import type { JsonValue } from "../json-value.ts";
import { isBlank } from "../supply-chain/fit-text.ts";
import { type JsonObject, listOf, objectOf, textOf, textsOf } from "../supply-chain/json/parts.ts";
import { type Item, itemsOf } from "../threat-model/items-of.ts";
import { type ModelIds, PartNames } from "../threat-model/model-ids.ts";
import type { Notes } from "../threat-model/notes.ts";
import type { RawBox, RawElement, RawFlow, RawZone } from "../threat-model/raw-diagram.ts";
import { kindOf, trustFrom } from "./otm-words.ts";
import { OwnElement, OwnFlow, ownKey, OwnOutside, ownWordsOf } from "./own-words.ts";

/** A component or flow, by its external id, with the threats that the file states at it. */
export type Threatened = { externalId: string; threats: JsonValue[]; path: string };

/** A part, and the representation (a diagram) that shows it; undefined when none does. */
type Shown<T> = T & { shownIn: string | undefined };

const ZONE = new Set(["id", "name", "type", "description", "risk", "parent", "representations", "attributes"]);
const COMPONENT = new Set(
  ["id", "name", "type", "description", "parent", "representations", "threats", "tags"].concat("attributes"),
);
const FLOW = new Set(
  "id name description bidirectional source destination representations threats tags attributes".split(" "),
);
const REPRESENTATION = new Set(["representation", "name", "id", "position", "size"]);

/** Notes attributes that are not ours. */
export function noteAttributes({ json, path }: Item, notes: Notes): void {
  if (json.attributes === undefined || json.attributes === null) return;
  notes.rest(objectOf(json.attributes), `${path}/attributes`, new Set([ownKey]));
}

/** Reads zones, components and dataflows. A component that others lie in becomes a zone, for elements hold nothing. */
export class PartReader {
  readonly zones: Shown<RawZone>[] = [];
  readonly elements: Shown<RawElement>[] = [];
  readonly flows: Shown<RawFlow>[] = [];
  readonly threatened: Threatened[] = [];
  readonly #ids: ModelIds;
  readonly #notes: Notes;
  readonly #diagrams: ReadonlySet<string>;
  readonly #zoneNames: PartNames;
  readonly #insides: PartNames;
  readonly #names: PartNames;
  readonly #outside = new Set<string>();
  readonly #inherits = new Set<string>();
  readonly #shownIn = new Map<string, string | undefined>();

  /** `diagrams` are the representations that are diagrams. */
  constructor(ids: ModelIds, notes: Notes, diagrams: ReadonlySet<string>) {
    this.#ids = ids;
    this.#notes = notes;
    this.#diagrams = diagrams;
    this.#zoneNames = new PartNames(ids);
    this.#insides = new PartNames(ids);
    this.#names = new PartNames(ids);
  }

  read(model: JsonObject): void {
    const zones = itemsOf(model, "trustZones", this.#notes).filter((part) => !this.#isOutside(part));
    const components = itemsOf(model, "components", this.#notes);
    const flows = itemsOf(model, "dataflows", this.#notes);
    this.#refuseMany(components, diagramLimits.elements + diagramLimits.zones, "components");
    this.#refuseMany(flows, diagramLimits.flows, "dataflows");
    const containers = new Set(components.flatMap(({ json }) => textsOf(objectOf(json.parent).component)));
    const named = new Set(flows.flatMap(({ json }) => [...textsOf(json.source), ...textsOf(json.destination)]));
    const zoneIds = zones.map(({ json, path }, index) => this.#zoneNames.take(json.id, `zone-${index + 1}`, path));
    const readers = components.map((part, index) => {
      const { json, path } = part;
      const isContainer = typeof json.id === "string" && containers.delete(json.id);
      const isElement =
        !isContainer || (typeof json.id === "string" && named.has(json.id)) || listOf(json.threats).length > 0;
      const id = isElement ? this.#names.take(json.id, `component-${index + 1}`, path) : null;
      const fallback = `${typeof json.id === "string" ? json.id : index}/inside`;
      const inside = isContainer ? this.#ids.take(isElement ? fallback : json.id, fallback, path) : null;
      if (inside !== null) this.#insides.alias(json.id, inside);
      return () => this.#component(part, id, inside);
    });
    zones.forEach((part, index) => this.#zone(part, zoneIds[index] ?? ""));
    readers.forEach((each) => each());
    this.#shareTrust();
    flows.forEach((part, index) => this.#flow(part, index));
  }

  #refuseMany(parts: readonly Item[], most: number, noun: string): void {
    const first = parts[most];
    if (first !== undefined)
      this.#notes.refuse(
        first.path,
        `The file holds ${parts.length} ${noun}; at most ${most} are possible. Split it.`,
        "too_large",
      );
  }

  #isOutside({ json }: Item): boolean {
    const isOutside = ownWordsOf(OwnOutside, json.attributes) !== undefined;
    if (isOutside) this.#outside.add(String(textOf(json.id)));
    return isOutside;
  }

  #zone(part: Item, externalId: string): void {
    const { json, path } = part;
    const notes = this.#notes;
    notes.rest(json, path, ZONE);
    noteAttributes(part, notes);
    if (textOf(json.type) !== undefined && json.type !== json.id)
      notes.add("info", `${path}/type`, `The type ${quoted(textOf(json.type) ?? "")} of this zone is not kept.`);
    const rating = objectOf(json.risk).trustRating;
    if (typeof rating !== "number")
      notes.add("warning", path, 'This zone has no trust rating; it is taken as "partly trusted".');
    const trust = typeof rating === "number" ? trustFrom(rating) : 1;
    if (typeof rating === "number" && trust * 25 !== rating)
      notes.add("info", `${path}/risk/trustRating`, `A trust rating of ${rating} of 100 becomes level ${trust} of 4.`);
    const { box, shownIn } = this.#place(part);
    this.zones.push({
      ...this.#words(part, "Zone"),
      externalId,
      parentId: this.#parent(part),
      trust,
      box,
      path,
      shownIn,
    });
  }

  #component(part: Item, id: string | null, inside: string | null): void {
    const { json, path } = part;
    const notes = this.#notes;
    notes.rest(json, path, COMPONENT);
    noteAttributes(part, notes);
    const { box, shownIn } = this.#place(part);
    const words = this.#words(part, "Component");
    const parentId = this.#parent(part);
    const type = textOf(json.type) ?? "";
    const { kind, isOwn } = kindOf(type);
    const tags = textsOf(json.tags).filter((tag) => tag !== "");
    if (inside !== null) {
      notes.add(
        "info",
        path,
        `Others lie in ${quoted(words.name)}: it is read as a zone, as trusted as what is around it.`,
      );
      if (id === null && tags.length > 0) notes.add("info", `${path}/tags`, "The tags of this component are not kept.");
      this.zones.push({ ...words, externalId: inside, parentId, trust: 2, box, path, shownIn });
      this.#inherits.add(inside);
    }
    if (id === null) return;
    const own = ownWordsOf(OwnElement, json.attributes);
    const stated = [...(isOwn ? [] : [type]), ...tags].join(", ");
    this.elements.push({
      ...words,
      externalId: id,
      kind,
      zoneId: inside ?? parentId,
      technology: own?.technology ?? notes.line(stated, `${path}/type`),
      box: inside === null ? box : null,
      answers: own?.answers ?? {},
      outOfScope: own?.outOfScope ?? null,
      path,
      shownIn,
    });
    this.#shownIn.set(id, shownIn);
    this.threatened.push({ externalId: id, threats: listOf(json.threats), path: `${path}/threats` });
  }

  /** Zones that stand for components are as trusted as the zone around them. */
  #shareTrust(): void {
    const zones = new Map(this.zones.map((zone) => [zone.externalId, zone]));
    for (const zone of this.zones) {
      let around: RawZone | undefined = zone;
      for (let depth = 0; around !== undefined && this.#inherits.has(around.externalId) && depth < 200; depth += 1)
        around = zones.get(around.parentId ?? "");
      const trust: TrustLevel = around?.trust ?? 2;
      zone.trust = trust;
    }
  }

  #flow(part: Item, index: number): void {
    const { json, path } = part;
    const notes = this.#notes;
    notes.rest(json, path, FLOW);
    noteAttributes(part, notes);
    const own = ownWordsOf(OwnFlow, json.attributes);
    const externalId = this.#ids.take(json.id, `dataflow-${index + 1}`, path);
    const end = (value: JsonValue | undefined) => this.#names.find(value) ?? textOf(value) ?? "";
    const sourceId = end(json.source);
    const targetId = end(json.destination);
    const tags = [...new Set(textsOf(json.tags))].join(", ");
    this.flows.push({
      externalId,
      sourceId,
      targetId,
      name: notes.line(json.name, `${path}/name`),
      description: notes.prose(json.description, `${path}/description`),
      protocol: own?.protocol ?? notes.line(tags, `${path}/tags`),
      bidirectional: json.bidirectional === true,
      points: own?.points ?? [],
      answers: own?.answers ?? {},
      outOfScope: own?.outOfScope ?? null,
      path,
      shownIn: this.#shownIn.get(sourceId),
    });
    this.threatened.push({ externalId, threats: listOf(json.threats), path: `${path}/threats` });
  }

  #words({ json, path }: Item, noun: string): { name: string; description: string } {
    const name = this.#notes.line(json.name, `${path}/name`);
    if (name === "") this.#notes.add("info", path, `This has no name; it is called "${noun}".`);
    return {
      name: name === "" ? noun : name,
      description: this.#notes.prose(json.description, `${path}/description`),
    };
  }

  #parent({ json, path }: Item): string | null {
    const parent = objectOf(json.parent);
    const zone = textOf(parent.trustZone);
    const component = textOf(parent.component);
    if (zone !== undefined && this.#outside.has(zone)) return null;
    if (zone === undefined && component === undefined) return null;
    const found = zone === undefined ? this.#insides.find(component) : this.#zoneNames.find(zone);
    if (found !== undefined) return found;
    const named = quoted(zone ?? component ?? "");
    this.#notes.add(
      "warning",
      `${path}/parent`,
      `It lies in ${named}, which the file does not hold; it is put outside of all zones.`,
    );
    return null;
  }

  /** The place in the first diagram that shows a part. */
  #place({ json, path }: Item): { box: RawBox | null; shownIn: string | undefined } {
    let first: { box: RawBox | null; shownIn: string | undefined } | undefined;
    listOf(json.representations).forEach((value, index) => {
      const at = `${path}/representations/${index}`;
      const representation = objectOf(value);
      const diagram = textOf(representation.representation);
      const { x, y } = objectOf(representation.position);
      const { width, height } = objectOf(representation.size);
      if (diagram === undefined || !this.#diagrams.has(diagram) || first !== undefined) {
        this.#notes.add("info", at, `Where this stands in ${quoted(diagram ?? "another representation")} is not kept.`);
        return;
      }
      this.#notes.rest(representation, at, REPRESENTATION);
      const isPlaced = typeof x === "number" && typeof y === "number";
      if (!isPlaced && !isBlank(representation.position))
        this.#notes.add("warning", `${at}/position`, "A position needs the numbers x and y.");
      const size = {
        width: typeof width === "number" ? width : null,
        height: typeof height === "number" ? height : null,
      };
      first = { box: isPlaced ? { x, y, ...size } : null, shownIn: diagram };
    });
    return first ?? { box: null, shownIn: undefined };
  }
}
