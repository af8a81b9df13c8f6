import type { JsonValue } from "../json-value.ts";
import type { PrintedSupply, SupplyDraft, SupplyLink, SupplyRecord } from "../supply-chain/draft.ts";
import { type JsonObject, objectOf } from "../supply-chain/json/parts.ts";
import { partsOf } from "../supply-chain/parts.ts";
import { plainSourceKey } from "../supply-chain/draft-builder.ts";
import { needRelation } from "./add-links.ts";
import { vendorName, vendorProperty } from "./add-vendors.ts";
import { ownProperty, sameJson } from "./own-words.ts";
import { isPrintedAsService, printElement, type Printing } from "./print-element.ts";
import { vendorParts } from "./read-software.ts";
import { isPrintable } from "./keep-rest.ts";
import type { PrintSpecVersion } from "./schema.ts";

/** `serialNumber` is urn:uuid: and a UUID in small letters; `timestamp` an ISO 8601 date and time. */
export type CycloneDxHead = { specVersion: PrintSpecVersion; serialNumber: string; timestamp: string };

/** What the BOM states anew whatever an imported one stated. */
const OWN_HEAD = new Set(["/$schema", "/specVersion", "/serialNumber", "/version", "/metadata"]);

/**
 * Prints a draft as a CycloneDX ML-BOM, valid against the official schema of the version asked for. A model is printed with
 * each of its versions; what CycloneDX has no place for stands in properties named modelkeep:…, so that reading the BOM gives
 * the draft back. `losses` says what it does not: parts of an imported BOM beside its components, signatures.
 */
export function printCycloneDx(draft: SupplyDraft, head: CycloneDxHead): PrintedSupply {
  const printer = new Printer(draft);
  const { components, services, root } = printer.elements();
  const bom: JsonObject = {
    $schema: `http://cyclonedx.org/schema/bom-${head.specVersion}.schema.json`,
    bomFormat: "CycloneDX",
    specVersion: head.specVersion,
    serialNumber: head.serialNumber,
    version: 1,
    metadata: {
      timestamp: head.timestamp,
      tools: { components: [{ type: "application", name: "Modelkeep" }] },
      ...(root === undefined ? {} : { component: root }),
      ...printer.vendorProperties(),
    },
    components,
    ...(services.length === 0 ? {} : { services }),
    dependencies: printer.dependencies(),
  };
  const beside = draft.unknown.filter(({ pointer }) => !OWN_HEAD.has(pointer));
  const losses = [
    ...printer.losses,
    ...beside.map(({ pointer }) => ({
      key: "",
      message: `What the imported file states at ${pointer} is not printed.`,
    })),
  ];
  return { text: `${JSON.stringify(bom, null, 2)}\n`, losses };
}

class Printer {
  readonly losses: PrintedSupply["losses"] = [];
  readonly #draft: SupplyDraft;
  readonly #records: ReadonlyMap<string, SupplyRecord>;
  readonly #linksOf: ReadonlyMap<string, SupplyLink[]>;
  /** Models and datasets that are printed with their versions. */
  readonly #folded: ReadonlySet<string>;
  readonly #needs = new Map<string, string[]>();
  readonly #suppliers = new Set<string>();
  readonly #nativeVendors = new Map<string, JsonObject>();
  readonly #sameNames: ReadonlySet<string>;

  constructor(draft: SupplyDraft) {
    this.#draft = draft;
    this.#records = new Map(draft.records.map((record) => [record.key, record]));
    const links = new Map<string, SupplyLink[]>();
    for (const link of draft.links) listIn(links, link.from).push(link);
    this.#linksOf = links;
    this.#folded = new Set(draft.records.map(({ parentKey }) => parentKey).filter((key) => key !== null));
    const names = draft.records.filter(({ kind }) => kind === "vendor").map(({ name }) => vendorName(name));
    const seen = new Set<string>();
    this.#sameNames = new Set(names.filter((name) => seen.size === seen.add(name).size));
  }

  elements(): { components: JsonObject[]; services: JsonObject[]; root: JsonObject | undefined } {
    const systems = this.#draft.records.filter(({ kind }) => kind === "system");
    const components: JsonObject[] = [];
    const services: JsonObject[] = [];
    let root: JsonObject | undefined;
    for (const record of this.#draft.records) {
      if (record.kind === "vendor" || this.#folded.has(record.key)) continue;
      const element = this.#print(record);
      if (element === undefined) continue;
      if (systems.length === 1 && record.kind === "system") root = element;
      else (isPrintedAsService(record) ? services : components).push(element);
    }
    return { components, services, root };
  }

  #print(record: SupplyRecord): JsonObject | undefined {
    const isVersion = record.kind === "model_version" || record.kind === "dataset_version";
    const parent = record.parentKey === null ? undefined : this.#records.get(record.parentKey);
    if (isVersion && parent === undefined) {
      this.losses.push({ key: record.key, message: "What it is a version of is not part of the export." });
      return undefined;
    }
    if (parent !== undefined && parent.rest !== null) {
      const message = "Not printed: what an imported file stated of it apart from its versions.";
      this.losses.push({ key: parent.key, message });
    }
    const isService = isPrintedAsService(record);
    const printing = { record, parent, isService };
    const { element, lost } = printElement(printing, (printed) => this.#writeLinks(printed, printing));
    for (const each of lost) this.losses.push({ key: record.key, message: `Not printed: ${each}.` });
    return element;
  }

  /** Writes a record's links; gives the properties for those that have no place. */
  #writeLinks(element: JsonObject, { record, parent, isService }: Printing): JsonValue[] {
    const properties: JsonValue[] = [];
    for (const link of this.#linksOf.get(record.key) ?? [])
      if (!this.#writeLink(element, record, link, isService))
        properties.push(ownProperty("link", `${link.relation} ${link.to}`));
    for (const { relation, to } of parent === undefined ? [] : (this.#linksOf.get(parent.key) ?? []))
      properties.push(ownProperty("parent:link", `${relation} ${to}`));
    return properties;
  }

  #writeLink(element: JsonObject, owner: SupplyRecord, link: SupplyLink, isService: boolean): boolean {
    const target = this.#records.get(link.to);
    if (target === undefined) {
      this.losses.push({
        key: owner.key,
        message: `What it is linked to by ${link.relation} is not part of the export.`,
      });
      return true;
    }
    const isPrinted = target.kind !== "vendor" && !this.#folded.has(target.key);
    if (isPrinted && needRelation(owner, target) === link.relation) {
      listIn(this.#needs, owner.key).push(target.key);
      return true;
    }
    if (isPrinted && link.relation === "trained_on") {
      addDataset(element, target.key);
      return true;
    }
    if (link.relation === "derived_from" && !isService) addAncestor(element, target);
    return link.relation === "supplied_by" && this.#writeSupplier(element, target, isService);
  }

  /** Names the vendor as the supplier; false when one is named already, or another vendor has the same name. */
  #writeSupplier(element: JsonObject, vendor: SupplyRecord, isService: boolean): boolean {
    const place = isService ? "provider" : "supplier";
    if (element[place] !== undefined || this.#sameNames.has(vendorName(vendor.name))) return false;
    const organization = this.#nativeVendors.get(vendor.key) ?? organizationOf(vendor);
    this.#nativeVendors.set(vendor.key, organization);
    const isFirst = !this.#suppliers.has(vendor.key);
    this.#suppliers.add(vendor.key);
    element[place] = isFirst ? { "bom-ref": vendor.key, ...organization } : organization;
    return true;
  }

  /** Vendors that no supplier in the BOM says all of. Called after the elements are printed. */
  vendorProperties(): JsonObject {
    const properties = this.#draft.records
      .filter(({ kind }) => kind === "vendor")
      .flatMap((vendor) => {
        const parts = partsOf(vendor);
        const native = vendorParts(this.#nativeVendors.get(vendor.key) ?? {});
        const plain = plainSourceKey("cyclonedx", "vendor", vendorName(vendor.name));
        const isSame =
          native?.size === parts.size &&
          [...parts].every(([path, { value }]) => sameJson(value, native.get(path)?.value));
        if (isSame && vendor.sourceKey === plain) return [];
        const printed = Object.fromEntries([...parts].map(([path, { value }]) => [path, value]));
        const value = JSON.stringify({ key: vendor.key, sourceKey: vendor.sourceKey, parts: printed });
        return [{ name: vendorProperty, value }];
      });
    return properties.length === 0 ? {} : { properties };
  }

  /** One entry for everything that needs something, and for the root. */
  dependencies(): JsonValue[] {
    const systems = this.#draft.records.filter(({ kind }) => kind === "system");
    const [root] = systems.length === 1 ? systems : [];
    if (root !== undefined && !this.#needs.has(root.key)) this.#needs.set(root.key, []);
    return [...this.#needs].map(([ref, dependsOn]) => ({ ref, dependsOn: [...new Set(dependsOn)] }));
  }
}

/** The list under a key, made when it is not there. */
function listIn<Item>(lists: Map<string, Item[]>, key: string): Item[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

function addDataset(element: JsonObject, ref: string): void {
  const modelCard = { ...objectOf(element.modelCard) };
  const parameters = { ...objectOf(modelCard.modelParameters) };
  const datasets = Array.isArray(parameters.datasets) ? parameters.datasets : [];
  element.modelCard = { ...modelCard, modelParameters: { ...parameters, datasets: [...datasets, { ref }] } };
}

function addAncestor(element: JsonObject, ancestor: SupplyRecord): void {
  const { facts, kind, name } = ancestor;
  const version = kind === "component" ? facts.release : facts.label;
  const type = kind.startsWith("model") ? "machine-learning-model" : kind.startsWith("dataset") ? "data" : "library";
  const described: JsonObject = { type, name };
  if (typeof version === "string" && version !== "") described.version = version;
  if (typeof facts.purl === "string" && facts.purl !== "") described.purl = facts.purl;
  const pedigree = objectOf(element.pedigree);
  const ancestors = Array.isArray(pedigree.ancestors) ? pedigree.ancestors : [];
  element.pedigree = { ...pedigree, ancestors: [...ancestors, described] };
}

function organizationOf(vendor: SupplyRecord): JsonObject {
  const { "bom-ref": _, ...stated } = vendor.rest?.format === "cyclonedx" ? objectOf(vendor.rest.value) : {};
  const isKept = stated.name === vendor.name && isPrintable("supplier", stated, false);
  if (isKept) return stated;
  const { website, country, contact } = vendor.facts;
  const organization: JsonObject = { name: vendor.name };
  if (typeof country === "string" && country !== "") organization.address = { country };
  if (typeof website === "string" && isPrintable("supplier", { url: [website] }, false) && website !== "")
    organization.url = [website];
  if (typeof contact === "string" && contact !== "") organization.contact = [{ name: contact }];
  return organization;
}
