import type { DraftBuilder } from "../supply-chain/draft-builder.ts";
import type { SupplyArtifact, SupplyRecord, SupplyRest } from "../supply-chain/draft.ts";
import type { Findings } from "../supply-chain/json/findings.ts";
import { textOf, textsOf } from "../supply-chain/json/parts.ts";
import { type Parts, setPart } from "../supply-chain/parts.ts";
import type { SpdxElement, SpdxGraph } from "./read-graph.ts";
import {
  agentParts,
  artifactOf,
  componentParts,
  dataFileParts,
  datasetParts,
  datasetVersionParts,
  modelParts,
  purlOf,
  type Stated,
  versionParts,
} from "./read-elements.ts";

/** Types of agents. */
export const AGENTS: ReadonlySet<string> = new Set(["Agent", "Person", "Organization", "SoftwareAgent"]);

type Relationship = { from: string; to: string[]; kind: string };

/** Relationships of a graph, by whom they speak of. */
export function relationshipOf({ type, json }: SpdxElement): Relationship | undefined {
  if (type !== "Relationship" && type !== "LifecycleScopedRelationship") return undefined;
  const from = textOf(json.from);
  const kind = textOf(json.relationshipType);
  return from === undefined || kind === undefined ? undefined : { from, kind, to: textsOf(json.to ?? null) };
}

/** Turns elements of the graph into records. */
export class SpdxRecords {
  readonly #graph: SpdxGraph;
  readonly #builder: DraftBuilder;
  readonly #findings: Findings;
  readonly #main = new Map<string, SupplyRecord>();
  readonly #vendors = new Map<string, SupplyRecord>();
  readonly #licences = new Map<string, string>();
  readonly #children = new Map<string, string[]>();
  readonly #owners = new Map<string, string>();
  readonly #data = new Set<string>();

  constructor(graph: SpdxGraph, builder: DraftBuilder, findings: Findings) {
    this.#graph = graph;
    this.#builder = builder;
    this.#findings = findings;
    for (const element of graph.elements) this.#note(element);
  }

  #note(element: SpdxElement): void {
    const relationship = relationshipOf(element);
    if (relationship === undefined) return;
    const { from, to, kind } = relationship;
    if (kind === "hasDeclaredLicense" || (kind === "hasConcludedLicense" && !this.#licences.has(from))) {
      const licence = to.map((id) => this.#licenceName(id)).join(" AND ");
      if (licence !== "") this.#licences.set(from, licence);
    }
    if (kind === "trainedOn" || kind === "testedOn") to.forEach((id) => this.#data.add(id));
    if (kind === "contains" || kind === "hasDataFile" || kind === "hasDistributionArtifact") {
      const children = this.#children.get(from) ?? [];
      for (const id of to) children.push(id);
      this.#children.set(from, children);
      for (const id of to) if (!this.#owners.has(id)) this.#owners.set(id, from);
    }
  }

  #licenceName(id: string): string {
    const { json } = this.#graph.byId.get(id) ?? {};
    return textOf(json?.simplelicensing_licenseExpression) ?? textOf(json?.name) ?? id.replace(/^.*\/licenses\//, "");
  }

  /** Adds packages, and data files that no package contains. */
  addAll(): void {
    const firsts = this.#graph.elements.filter((element) => this.#graph.byId.get(element.id) === element);
    firsts.forEach((element) => this.#addPackage(element));
    firsts.forEach((element) => this.#addDataFile(element));
  }

  #addPackage(element: SpdxElement): void {
    if (element.type === "ai_AIPackage") this.#addVersioned(element, "model");
    else if (element.type === "dataset_DatasetPackage") this.#addVersioned(element, "dataset");
    else if (element.type === "software_Package")
      this.#addSingle(element, "component", componentParts(element.json, this.#stated(element)));
  }

  /** A file that a model is trained or tested on, unless a dataset package contains it, is a dataset of its own. */
  #addDataFile(element: SpdxElement): void {
    if (element.type !== "software_File" || !this.#data.has(element.id)) return;
    if (this.#ownerOf(element.id, "dataset_DatasetPackage") !== undefined) return;
    this.#addSingle(element, "dataset", dataFileParts(element.json, this.#stated(element)));
  }

  #addSingle(element: SpdxElement, kind: "component" | "dataset", parts: Parts): void {
    const { id, json, pointer } = element;
    const identity = purlOf(json) ?? `${textOf(json.name) ?? id}@${textOf(json.software_packageVersion) ?? ""}`;
    this.#main.set(id, this.#builder.add({ key: id, kind, identity, pointer, parts, rest: this.#rest(element) }));
  }

  #addVersioned(element: SpdxElement, kind: "model" | "dataset"): void {
    const { id, json, pointer } = element;
    if (textOf(json.name) === undefined) this.#findings.add("error", pointer, 'A package needs a "name".');
    const identity = textOf(json.name) ?? id;
    const stated = this.#stated(element);
    const parts = kind === "model" ? modelParts(json, stated) : datasetParts(json, stated);
    const parent = this.#builder.add({ key: `${id}#${kind}`, kind, identity, pointer, parts, rest: null });
    const version = kind === "model" ? versionParts(json) : datasetVersionParts(json);
    if (kind === "model") setPart(version, "artifacts", { value: this.#artifacts(id) });
    const label = textOf(version.get("facts.label")?.value) ?? "";
    const record = this.#builder.add({
      key: id,
      kind: `${kind}_version`,
      parentKey: parent.key,
      identity: `${identity}@${label}`,
      pointer,
      parts: version,
      rest: this.#rest(element),
    });
    this.#main.set(id, record);
  }

  #artifacts(id: string): SupplyArtifact[] {
    const byName = new Map<string, SupplyArtifact>();
    for (const fileId of this.#filesBelow(id)) {
      const file = this.#graph.byId.get(fileId);
      if (file === undefined) continue;
      const artifact = artifactOf(file.json);
      if (artifact.name !== "" && !byName.has(artifact.name)) byName.set(artifact.name, artifact);
    }
    return [...byName.values()].slice(0, 500);
  }

  /** Files that a package contains, at any depth; folders and data it is trained on are none. */
  #filesBelow(id: string): string[] {
    const files: string[] = [];
    const seen = new Set([id]);
    const waiting = [...(this.#children.get(id) ?? [])];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const element = this.#graph.byId.get(next);
      if (element?.type !== "software_File") continue;
      waiting.push(...(this.#children.get(next) ?? []));
      if (element.json.software_fileKind !== "directory" && !this.#data.has(next)) files.push(next);
    }
    return files.reverse();
  }

  /** The nearest record of a type that contains the element. */
  #ownerOf(id: string, type: string): SpdxElement | undefined {
    const seen = new Set<string>();
    for (let at = this.#owners.get(id); at !== undefined && !seen.has(at); at = this.#owners.get(at)) {
      seen.add(at);
      const owner = this.#graph.byId.get(at);
      if (owner?.type === type) return owner;
    }
    return undefined;
  }

  #stated({ id, json }: SpdxElement): Stated {
    const licence = this.#licences.get(id);
    const makers = [...textsOf(json.suppliedBy ?? null), ...textsOf(json.originatedBy ?? null)];
    const name = makers
      .map((maker) => textOf(this.#graph.byId.get(maker)?.json.name))
      .find((each) => each !== undefined);
    const at = json.suppliedBy === undefined ? "/originatedBy" : "/suppliedBy";
    return {
      ...(licence === undefined ? {} : { licence: { value: licence, at: "", isDerived: true } }),
      ...(name === undefined ? {} : { maker: { value: name, at } }),
    };
  }

  #rest({ json, pointer }: SpdxElement): SupplyRest {
    return { format: "spdx3", specVersion: this.#graph.specVersion, pointer, value: json };
  }

  /** The record of an element that states its links: of a model or dataset the version. */
  mainOf(id: string): SupplyRecord | undefined {
    return this.#main.get(id);
  }

  /** The record of an element, or of the model or dataset that contains it. */
  holderOf(id: string): SupplyRecord | undefined {
    const own = this.#main.get(id);
    if (own !== undefined) return own;
    const owner = this.#ownerOf(id, "ai_AIPackage") ?? this.#ownerOf(id, "dataset_DatasetPackage");
    return owner === undefined ? undefined : this.#main.get(owner.id);
  }

  /** The vendor that an agent is, added when first asked for. */
  vendor(id: string): SupplyRecord | undefined {
    const known = this.#vendors.get(id);
    const element = this.#graph.byId.get(id);
    if (known !== undefined || element === undefined || !AGENTS.has(element.type)) return known;
    const name = textOf(element.json.name);
    if (name === undefined) return undefined;
    const { pointer, json } = element;
    const identity = name.trim().toLowerCase();
    const parts = agentParts(json);
    const record = this.#builder.add({ key: id, kind: "vendor", identity, pointer, parts, rest: this.#rest(element) });
    this.#vendors.set(id, record);
    return record;
  }

  /** Whether an element became a record, which keeps all it states. */
  isKept(element: SpdxElement): boolean {
    const isRecord = this.#main.has(element.id) || this.#vendors.has(element.id);
    return isRecord && this.#graph.byId.get(element.id) === element;
  }
}
