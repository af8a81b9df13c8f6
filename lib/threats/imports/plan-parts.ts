import type { Diagram as Content } from "../../graph/diagram.ts";
import type { Operation, Part, PartValue } from "../../graph/schema.ts";
import type { DraftAssumption, DraftDiagram, DraftZone } from "../../interop/threat-model/draft.ts";
import type { FieldChange, SupplyPlanRecord } from "../../imports/schema.ts";
import type { Diagram } from "../../db/types.ts";
import { placeOf, type DrawnDiagram } from "../part-keys.ts";
import { isOpen, same, shown } from "./same.ts";

/** A part of the file, where it will stand. */
export type Placed = { diagramId: string; part: "zone" | "element" | "flow"; id: string; name: string };

/** What all parts of one import share. */
export type Scene = {
  newId: () => string;
  skip: ReadonlySet<string>;
  remove: ReadonlySet<string>;
  /** What the parts that are there are called in files, by place. */
  keys: ReadonlyMap<string, string>;
  /** Parts of the file as it was when it was imported before, by record key. */
  base: ReadonlyMap<string, Values>;
  /** Where parts of the file stand, filled as they are planned. Parts that are left out are not in it. */
  placed: Map<string, Placed>;
  isSameSource: boolean;
};

export type Values = Readonly<Record<string, unknown>>;
export type PlannedParts = { operations: Operation[]; shown: SupplyPlanRecord[] };
type Item = { externalId: string } & Values;

const compared: Readonly<Record<Part, readonly string[]>> = {
  zone: ["name", "description", "trust", "parentId", "x", "y", "width", "height"],
  element: [
    "kind",
    "zoneId",
    "name",
    "description",
    "technology",
    "x",
    "y",
    "width",
    "height",
    "answers",
    "outOfScope",
  ],
  flow: ["name", "description", "protocol", "bidirectional", "points", "answers", "outOfScope"],
  assumption: ["text", "aboutId", "state", "validUntil"],
};
const positions = new Set(["parentId", "zoneId"]);

export const keyOf = (part: string, externalId: string): string => `${part}:${externalId}`;

/** Zones before the zones in them. */
function outermostFirst(zones: readonly DraftZone[]): DraftZone[] {
  const parents = new Map(zones.map((zone) => [zone.externalId, zone.parentId]));
  const depth = (id: string | null, steps: number): number =>
    id === null || steps > parents.size ? 0 : 1 + depth(parents.get(id) ?? null, steps + 1);
  return [...zones].sort((a, b) => depth(a.externalId, 0) - depth(b.externalId, 0));
}

/** Plans the parts of one diagram against what stands in it. */
export class PartPlanner {
  readonly #drawn: DrawnDiagram<Diagram> | null;
  readonly #diagramId: string;
  readonly #scene: Scene;
  readonly #there: ReadonlyMap<string, { part: Part; value: PartValue[Part] }>;
  readonly #operations: Operation[] = [];
  readonly #shown: SupplyPlanRecord[] = [];
  readonly #met = new Set<string>();

  constructor(drawn: DrawnDiagram<Diagram> | null, diagramId: string, scene: Scene) {
    this.#drawn = drawn;
    this.#diagramId = diagramId;
    this.#scene = scene;
    this.#there = drawn === null ? new Map() : partsByKey(drawn.content, drawn.row.id, scene.keys);
  }

  /** The parts in the order in which they can be written; assumptions are those about this diagram. */
  plan(diagram: DraftDiagram, assumptions: readonly DraftAssumption[]): PlannedParts {
    const { zones, elements, flows } = diagram.content;
    for (const zone of outermostFirst(zones)) this.#inside("zone", zone, "parentId", zone.parentId);
    for (const element of elements) this.#inside("element", element, "zoneId", element.zoneId);
    for (const flow of flows) this.#flow(flow);
    for (const assumption of assumptions) this.#assumption(assumption);
    this.#vanished();
    return { operations: this.#operations, shown: this.#shown };
  }

  #inside(part: "zone" | "element", item: Item, field: "parentId" | "zoneId", around: string | null): void {
    const zone = around === null ? null : this.#scene.placed.get(around);
    if (zone === undefined && around !== null) return this.#left(part, item, "The zone around it is left out.");
    const values = { ...item, [field]: zone?.id ?? null, ...(part === "element" ? { bound: null } : {}) };
    this.#part(part, item, values);
  }

  #flow(item: Item & { sourceId: string; targetId: string }): void {
    const source = this.#scene.placed.get(item.sourceId);
    const target = this.#scene.placed.get(item.targetId);
    if (source === undefined || target === undefined) return this.#left("flow", item, "One of its ends is left out.");
    const ends = { sourceId: source.id, targetId: target.id };
    const label = `${source.name} → ${target.name}`;
    this.#part("flow", item, { ...item, ...ends }, label);
  }

  #assumption(item: DraftAssumption): void {
    const about = item.aboutId === null ? undefined : this.#scene.placed.get(item.aboutId);
    this.#part("assumption", item, { ...item, aboutId: about?.diagramId === this.#diagramId ? about.id : null });
  }

  #part(part: Part, item: Item, values: Values, label?: string): void {
    const key = keyOf(part, item.externalId);
    this.#met.add(item.externalId);
    const found = this.#there.get(item.externalId);
    const before = found?.part === part ? (found.value as unknown as Values & { id: string }) : null;
    const skipped = this.#scene.skip.has(key);
    const changed = before === null ? [] : this.#changed(part, item, values, before);
    const joined =
      before !== null &&
      part === "flow" &&
      (before["sourceId"] !== values["sourceId"] || before["targetId"] !== values["targetId"]);
    const isNew = before === null || joined;
    const id = before === null || (joined && !skipped) ? this.#scene.newId() : before.id;
    const name = nameOf(item, label);
    this.#show(part, item, { name, before, changed, values, joined });
    if (skipped && before === null) return;
    if (part !== "assumption") {
      this.#scene.placed.set(item.externalId, { diagramId: this.#diagramId, part, id, name });
    }
    if (skipped) return;
    if (joined && before !== null) this.#operations.push({ do: "remove", part: "flow", id: before.id });
    const value = { ...values, id } as never;
    if (isNew) this.#operations.push({ do: "add", part, value });
    else if (changed.length > 0) {
      const set = Object.fromEntries(changed.map((field) => [field, values[field]]));
      this.#operations.push({ do: "set", part, id, set });
    }
  }

  /** The fields that the file changes: those that differ, unless it says the same as when it was imported before, or nothing. */
  #changed(part: Part, item: Item, values: Values, before: Values): string[] {
    const base = this.#scene.base.get(keyOf(part, item.externalId));
    return compared[part].filter((field) => {
      const wanted = values[field];
      if (
        field === "answers" &&
        Object.entries(wanted as Values).every(([id, answer]) => (before["answers"] as Values)[id] === answer)
      )
        return false;
      if (same(wanted, before[field])) return false;
      if (base !== undefined) return !same(base[field], item[field]);
      return positions.has(field) || !isOpen(wanted);
    });
  }

  #show(
    part: Part,
    item: Item,
    {
      name,
      before,
      changed,
      values,
      joined,
    }: { name: string; before: (Values & { id: string }) | null; changed: string[]; values: Values; joined: boolean },
  ): void {
    const changes = before === null ? [] : changed.map((field) => this.#change(field, before[field], values[field]));
    if (joined) changes.push({ field: "ends", before: null, after: name });
    this.#shown.push({
      ...blank,
      key: keyOf(part, item.externalId),
      kind: part,
      name,
      path: item.externalId,
      action: before === null ? "create" : changes.length > 0 ? "update" : "keep",
      target: before === null ? null : this.#target(part, before.id, name),
      matchedBy: before === null ? null : "source",
      changes,
    });
  }

  #change(field: string, before: unknown, after: unknown): FieldChange {
    if (!positions.has(field)) return { field, before: shown(before), after: shown(after) };
    const zoneName = (id: unknown): string | null => {
      const placed = [...this.#scene.placed.values()].find((each) => each.id === id);
      return placed?.name ?? this.#drawn?.content.zone.get(String(id))?.name ?? null;
    };
    return { field: "zone", before: zoneName(before), after: zoneName(after) };
  }

  #target(part: Part, id: string, name: string): SupplyPlanRecord["target"] {
    return this.#drawn === null ? null : { type: part, id, slug: "", name, version: this.#drawn.row.version };
  }

  #left(part: Part, item: Item, reason: string): void {
    this.#met.add(item.externalId);
    const name = nameOf(item);
    const found = this.#there.get(item.externalId);
    if (found?.part === part && part !== "assumption")
      this.#scene.placed.set(item.externalId, { diagramId: this.#diagramId, part, id: found.value.id, name });
    this.#shown.push({
      ...blank,
      key: keyOf(part, item.externalId),
      kind: part,
      name,
      path: item.externalId,
      detail: reason,
    });
  }

  /** What came from the file and is not in it any more: shown, and taken away where that was chosen. */
  #vanished(): void {
    if (!this.#scene.isSameSource || this.#drawn === null) return;
    const gone = [...this.#there].filter(([key, { value }]) => !this.#met.has(key) && value.externalId !== null);
    const order = ["flow", "element", "zone", "assumption"] as const;
    for (const wanted of order) {
      for (const [, { part, value }] of gone.filter(([, each]) => each.part === wanted)) {
        const key = `gone:${part}:${value.id}`;
        const name = nameOf(value);
        const target = this.#target(part, value.id, name);
        this.#shown.push({
          ...blank,
          key,
          kind: part,
          name,
          path: value.externalId ?? "",
          action: "remove",
          target,
          matchedBy: "source",
        });
        const isFlowOfGone = part === "flow" && this.#endsGo(value as PartValue["flow"]);
        if (this.#scene.remove.has(key) && !isFlowOfGone) this.#operations.push({ do: "remove", part, id: value.id });
      }
    }
  }

  /** A flow goes by itself with an element that goes. */
  #endsGo({ sourceId, targetId }: PartValue["flow"]): boolean {
    return [sourceId, targetId].some((id) => this.#scene.remove.has(`gone:element:${id}`));
  }
}

/** A record of the preview before it says what it is. */
export const blank = {
  detail: "",
  parentKey: null,
  action: "keep",
  target: null,
  matchedBy: null,
  changes: [] as FieldChange[],
  linksAdded: 0,
  linksGone: 0,
  blocked: null,
} as const satisfies Partial<SupplyPlanRecord>;

function nameOf(item: Values, label = "Flow"): string {
  const name = item["name"] ?? item["text"];
  return typeof name === "string" && name !== "" ? name.slice(0, 200) : label;
}

function partsByKey(content: Content, diagramId: string, keys: ReadonlyMap<string, string>) {
  const found = new Map<string, { part: Part; value: PartValue[Part] }>();
  for (const part of ["zone", "element", "flow", "assumption"] as const) {
    for (const value of content[part].values()) {
      found.set(keys.get(placeOf(diagramId, value.id)) ?? value.id, { part, value });
    }
  }
  return found;
}
