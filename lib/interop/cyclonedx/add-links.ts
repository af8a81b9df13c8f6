import { quoted } from "../import-problem.ts";
import type { JsonValue } from "../json-value.ts";
import type { SupplyRecord } from "../supply-chain/draft.ts";
import type { DraftBuilder } from "../supply-chain/draft-builder.ts";
import type { Findings } from "../supply-chain/json/findings.ts";
import { type JsonObject, listOf, objectOf, textOf } from "../supply-chain/json/parts.ts";
import { maySupply, type SupplyRelation } from "../supply-chain/relations.ts";
import { checkElement } from "./check-element.ts";
import type { Collected, Element } from "./collect-elements.ts";
import type { VendorAdder } from "./add-vendors.ts";

/** How a record needs another that it contains or depends on: a system is made of it where that can be. */
export function needRelation(from: SupplyRecord, to: SupplyRecord): SupplyRelation {
  return from.kind === "system" && maySupply("made_of", from.kind, to.kind) ? "made_of" : "depends_on";
}

export class LinkAdder {
  readonly #builder: DraftBuilder;
  readonly #findings: Findings;
  readonly #collected: Collected;

  constructor(builder: DraftBuilder, findings: Findings, collected: Collected) {
    this.#builder = builder;
    this.#findings = findings;
    this.#collected = collected;
  }

  /** Links an element states by what it contains, who supplies it, and what its own words say. */
  addOwn(element: Element, vendors: VendorAdder): void {
    const { main, parent, container, own, json, pointer } = element;
    if (main === undefined) return;
    if (container?.main !== undefined) this.#contain(container.main, element, main);
    const place = element.isService ? "provider" : "supplier";
    const vendor = vendors.ofOrganization(json[place], `${pointer}/${place}`);
    if (vendor !== undefined) this.#builder.link(main, "supplied_by", vendor);
    for (const [record, words] of [
      [main, own.record],
      [parent, own.parent],
    ] as const) {
      for (const { relation, to } of words.links) {
        const target = this.#builder.get(to);
        if (record === undefined) continue;
        if (target === undefined || !this.#builder.link(record, relation, target))
          this.#findings.lose(pointer, `The link to ${quoted(to)} leads nowhere, or is none that can be stated.`);
      }
    }
  }

  #contain(owner: SupplyRecord, element: Element, part: SupplyRecord): void {
    const usage = owner.kind === "model_version" ? usageOf(element.json) : undefined;
    const relation = usage !== undefined && maySupply(usage, owner.kind, part.kind) ? usage : needRelation(owner, part);
    if (!this.#builder.link(owner, relation, part))
      this.#findings.lose(element.pointer, `That this is part of ${quoted(owner.name)} cannot be recorded.`);
  }

  /** `dependencies`: every entry; gives those that say more than links can keep. */
  addDependencies(value: JsonValue | undefined): { pointer: string; value: JsonValue }[] {
    const unkept: { pointer: string; value: JsonValue }[] = [];
    if (value !== undefined && !Array.isArray(value))
      this.#findings.add("error", "/dependencies", "A list must stand here.");
    for (const [index, entry] of listOf(value).entries()) {
      const pointer = `/dependencies/${index}`;
      if (!checkElement("dependency", entry, pointer, this.#findings)) continue;
      if (!this.#addDependency(objectOf(entry), pointer)) unkept.push({ pointer, value: entry });
    }
    return unkept;
  }

  #addDependency(entry: JsonObject, pointer: string): boolean {
    let isKept = entry.provides === undefined;
    const owner = this.#find(entry.ref, `${pointer}/ref`);
    for (const [index, ref] of listOf(entry.dependsOn).entries()) {
      const at = `${pointer}/dependsOn/${index}`;
      const target = this.#find(ref, at);
      if (owner?.main === undefined || target?.main === undefined) isKept = false;
      else if (owner.main.key === target.main.key)
        this.#findings.add("warning", at, `${quoted(owner.main.name)} is said to depend on itself; that is not kept.`);
      else if (!this.#builder.link(owner.main, needRelation(owner.main, target.main), target.main)) {
        isKept = false;
        const message = `That ${quoted(owner.main.name)} depends on ${quoted(target.main.name)} cannot be recorded.`;
        this.#findings.lose(at, message);
      }
    }
    return isKept && owner !== undefined;
  }

  #find(ref: JsonValue | undefined, at: string): Element | undefined {
    if (typeof ref !== "string") return undefined;
    const element = this.#collected.byRef.get(ref);
    if (element === undefined) this.#findings.lose(at, `Nothing in the file has the bom-ref ${quoted(ref)}.`);
    return element;
  }

  /** The data a model names: as bom-refs, or inline, where `inline` gives the element made of it. */
  addDatasets(element: Element, inline: (data: JsonObject, pointer: string) => Element): void {
    const { modelParameters } = objectOf(element.json.modelCard);
    for (const [index, each] of listOf(objectOf(modelParameters).datasets).entries()) {
      const pointer = `${element.pointer}/modelCard/modelParameters/datasets/${index}`;
      const data = objectOf(each);
      const ref = textOf(data.ref);
      const dataset = ref === undefined ? inline(data, pointer) : this.#find(ref, `${pointer}/ref`);
      if (element.main === undefined || dataset?.main === undefined) continue;
      if (!this.#builder.link(element.main, "trained_on", dataset.main))
        this.#findings.lose(pointer, `Training on ${quoted(dataset.main.name)} cannot be recorded.`);
    }
  }

  /** What the BOM describes as a whole is made of everything in it that nothing else contains or depends on. */
  addWhole(root: Element): void {
    const { main } = root;
    if (main === undefined) return;
    const parts = new Set(
      this.#builder.links().flatMap(({ relation, to }) => (relation === "supplied_by" ? [] : [to])),
    );
    for (const { main: part, container } of this.#collected.elements) {
      if (part === undefined || container !== undefined || part.key === main.key || parts.has(part.key)) continue;
      this.#builder.link(main, needRelation(main, part), part);
    }
  }
}

/** What data inside a model is for, from a property called usage. */
function usageOf(json: JsonObject): SupplyRelation | undefined {
  if (json.type !== "data") return undefined;
  const property = listOf(json.properties)
    .map(objectOf)
    .find(({ name }) => name === "usage" || name === "use");
  const usage = (textOf(property?.value) ?? "").toLowerCase();
  if (/train|tun/.test(usage)) return "trained_on";
  return /eval|bench|test|valid/.test(usage) ? "evaluated_on" : undefined;
}
