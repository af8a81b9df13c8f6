import { quoted } from "../import-problem.ts";
import type { JsonValue } from "../json-value.ts";
import type { SupplyRecord, SupplyRest } from "../supply-chain/draft.ts";
import type { DraftBuilder } from "../supply-chain/draft-builder.ts";
import type { Findings } from "../supply-chain/json/findings.ts";
import { type JsonObject, listOf, objectOf, textOf } from "../supply-chain/json/parts.ts";
import type { Parts } from "../supply-chain/parts.ts";
import type { SupplyKind } from "../supply-chain/relations.ts";
import type { Element } from "./collect-elements.ts";
import { type OwnRecord, withoutOwnWords, withOwnWords } from "./own-words.ts";
import { datasetParts, datasetVersionParts, isDataset } from "./read-data.ts";
import { isFile, modelParts, statedVersion, versionParts } from "./read-model.ts";
import { documentsOf, identityOf, setStated } from "./read-shared.ts";
import { componentParts, deploymentParts, serviceParts, systemParts } from "./read-software.ts";

const SOFTWARE_ROOTS = new Set(["application", "platform", "container", "device", "firmware", "operating-system"]);

/** Readers of elements by kind; models and datasets are read as versions of them where they state one. */
export const readers: Readonly<Record<Exclude<SupplyKind, "vendor">, (element: JsonObject) => Parts>> = {
  model: modelParts,
  model_version: versionParts,
  dataset: datasetParts,
  dataset_version: datasetVersionParts,
  component: componentParts,
  system: systemParts,
  deployment: deploymentParts,
};

/** Turns elements into records: one each, and for versions the model or dataset they are of. */
export class RecordAdder {
  readonly #builder: DraftBuilder;
  readonly #findings: Findings;
  readonly #specVersion: string;
  readonly #dependents: ReadonlySet<string>;
  readonly #parents = new Map<string, SupplyRecord>();
  readonly #versions = new Map<string, SupplyRecord>();
  /** Elements that describe a version again. */
  readonly repeated: { pointer: string; value: JsonValue }[] = [];

  /** `dependents` are the bom-refs that depend on something. */
  constructor(builder: DraftBuilder, findings: Findings, specVersion: string, dependents: ReadonlySet<string>) {
    this.#builder = builder;
    this.#findings = findings;
    this.#specVersion = specVersion;
    this.#dependents = dependents;
  }

  add(element: Element): void {
    const { json, isService, own } = element;
    const isModel = !isService && json.type === "machine-learning-model" && own.kind !== "component";
    if (isModel) this.#addVersioned(element, "model", "model_version");
    else if (this.#isData(element)) this.#addVersioned(element, "dataset", "dataset_version");
    else this.#addSingle(element);
  }

  #isData({ json, isService, own }: Element): boolean {
    if (isService || json.type !== "data") return false;
    return own.kind === "dataset" || own.kind === "dataset_version" || (own.kind === undefined && isDataset(json));
  }

  #addSingle(element: Element): void {
    const { json, own, pointer, key, isService } = element;
    const kind = singleKind(element);
    const read = isService && kind === "component" ? serviceParts : readers[kind];
    const identity = identityOf(json, kind === "component");
    const parts = withOwnWords(read(json), own.record);
    const { sourceKey } = own.record;
    element.main = this.#builder.add({ key, kind, identity, sourceKey, pointer, parts, rest: this.#restOf(element) });
  }

  #addVersioned(
    element: Element,
    parentKind: "model" | "dataset",
    versionKind: "model_version" | "dataset_version",
  ): void {
    const { json, own, pointer, key } = element;
    const native = readers[versionKind](json);
    const isVersion = own.kind === undefined ? this.#needsVersion(element, native) : own.kind === versionKind;
    const identity = identityOf(json, false);
    if (!isVersion) {
      this.#addUnversioned(element, parentKind, identity);
      return;
    }
    const parent = this.#parentOf(element, parentKind, identity);
    const parts = this.#within(element, withOwnWords(native, own.record));
    const label = textOf(parts.get("facts.label")?.value) ?? "";
    const place = `${parent.key} ${label}`;
    const twin = this.#versions.get(place);
    element.parent = parent;
    if (twin !== undefined) {
      this.#repeated(element, `${parent.name} ${label}`);
      element.main = twin;
      return;
    }
    if (own.kind === undefined && statedVersion(json) === undefined && parentKind === "model")
      this.#findings.add("info", pointer, `The model states no version; what belongs to one is kept as "unspecified".`);
    element.main = this.#builder.add({
      key,
      kind: versionKind,
      parentKey: parent.key,
      identity: `${identity}@${label}`,
      sourceKey: own.record.sourceKey,
      pointer,
      parts,
      rest: this.#restOf(element),
    });
    this.#versions.set(place, element.main);
  }

  #addUnversioned(element: Element, kind: "model" | "dataset", identity: string): void {
    const { json, own, pointer, key } = element;
    const place = `${kind} ${own.kind === undefined ? identity : `own ${key}`}`;
    const known = this.#parents.get(place);
    const rest = this.#restOf(element);
    if (known !== undefined && this.#builder.giveRest(known.key, rest)) {
      element.main = known;
      return;
    }
    const parts = this.#within(element, withOwnWords(readers[kind](json), own.record));
    if (kind === "model" && own.kind === undefined) setStated(parts, "documents", documentsOf(json));
    const { sourceKey } = own.record;
    element.main = this.#builder.add({ key, kind, identity, sourceKey, pointer, parts, rest });
    if (known === undefined) this.#parents.set(place, element.main);
  }

  /** Of data named inline, the pointers within it. */
  #within({ isInline }: Element, parts: Parts): Parts {
    if (!isInline) return parts;
    return new Map(
      [...parts].map(([path, part]) => [path, { ...part, at: part.at.replace(/^\/data\/0(?=\/|$)/, "") }]),
    );
  }

  /** The model or dataset an element is a version of: the one already read, or a new one. */
  #parentOf(element: Element, kind: "model" | "dataset", identity: string): SupplyRecord {
    const { json, own, pointer, key } = element;
    const words: OwnRecord = own.parent;
    const isOwn = own.kind !== undefined && words.key !== undefined;
    const place = `${kind} ${isOwn ? `own ${words.key ?? ""}` : identity}`;
    const known = this.#parents.get(place);
    if (known !== undefined) return known;
    const record = this.#builder.add({
      key: words.key ?? `${key}#${kind}`,
      kind,
      identity,
      sourceKey: words.sourceKey,
      pointer,
      parts: this.#within(element, withOwnWords(readers[kind](json), words)),
      rest: null,
    });
    this.#parents.set(place, record);
    return record;
  }

  #needsVersion({ json, hasParts }: Element, native: Parts): boolean {
    if (json.type === "data" ? textOf(json.version) !== undefined : statedVersion(json) !== undefined) return true;
    const { ancestors } = objectOf(json.pedigree);
    const { datasets } = objectOf(objectOf(json.modelCard).modelParameters);
    const ref = textOf(json["bom-ref"]);
    const isLinked = ref !== undefined && this.#dependents.has(ref);
    if (isLinked || hasParts || listOf(ancestors).length > 0 || listOf(datasets).length > 0) return true;
    if (json.type === "data") return native.has("facts.digest");
    return json.supplier !== undefined || [...native.keys()].some((path) => path !== "name" && path !== "facts.label");
  }

  #repeated(element: Element, name: string): void {
    const { pointer } = element;
    this.repeated.push({ pointer, value: this.#restOf(element).value });
    const message = `${quoted(name)} is described once already; of this one the links are read, the rest is kept aside.`;
    this.#findings.add("warning", pointer, message);
  }

  /** Everything the element states, without components that are records of their own. */
  #restOf({ json, pointer, own }: Element): SupplyRest {
    const { components, services: _, ...others } = json;
    const files =
      json.type === "machine-learning-model" ? listOf(components).filter((each) => isFile(objectOf(each))) : [];
    const value = files.length === 0 ? others : { ...others, components: files };
    return { format: "cyclonedx", specVersion: this.#specVersion, pointer, value: withoutOwnWords(value, own) };
  }
}

function singleKind({ json, own, isService, isRoot }: Element): "component" | "system" | "deployment" {
  if (isService) return own.kind === "deployment" ? "deployment" : "component";
  if (own.kind !== undefined) return own.kind === "system" ? "system" : "component";
  return isRoot && typeof json.type === "string" && SOFTWARE_ROOTS.has(json.type) ? "system" : "component";
}
