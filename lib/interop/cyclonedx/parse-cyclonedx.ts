import { quoted, UnreadableImportError } from "../import-problem.ts";
import type { JsonValue } from "../json-value.ts";
import { pointerStep } from "../origin.ts";
import { readText } from "../read-text.ts";
import { DraftBuilder } from "../supply-chain/draft-builder.ts";
import type { ParsedSupply, SupplyReading } from "../supply-chain/draft.ts";
import { findCycles } from "../supply-chain/find-cycles.ts";
import { Findings } from "../supply-chain/json/findings.ts";
import { locatePointers } from "../supply-chain/json/locate-pointers.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "../supply-chain/json/parts.ts";
import { readJson } from "../supply-chain/json/read-json.ts";
import { AncestorAdder } from "./add-ancestors.ts";
import { LinkAdder } from "./add-links.ts";
import { RecordAdder } from "./add-records.ts";
import { VendorAdder, vendorProperty } from "./add-vendors.ts";
import { wordFor } from "./check-element.ts";
import { type Collected, collectElements } from "./collect-elements.ts";
import { readSpecVersions } from "./schema.ts";

/** Largest BOM, in bytes. */
export const maxCycloneDxBytes = 64_000_000;

type Kept = { pointer: string; value: JsonValue };

/**
 * Reads a CycloneDX BOM in JSON (1.5, 1.6, 1.7; 1.2 to 1.4 as far as they go) into the neutral draft. Models, data, software,
 * services and suppliers become records, everything that joins them links; what a component states stays whole in its `rest`,
 * what the BOM states beside its components in `unknown`. What is invalid but readable is a warning and kept as stated; an
 * error among the problems means that a component or dependency could not be read.
 *
 * Throws UnreadableImportError (`too_large`, `unreadable`) with line and JSON pointer. Source: ECMA-424, bom-1.7.schema.json.
 */
export function parseCycloneDx(source: string | Uint8Array, reading: SupplyReading): ParsedSupply {
  const text = readText(source, reading.maxBytes ?? maxCycloneDxBytes);
  const { value, warnings } = readJson(text);
  const { bom, specVersion, findings } = openBom(value, text);
  const builder = new DraftBuilder("cyclonedx", reading, findings);
  const kept = buildDraft(bom, specVersion, builder, findings);
  const pointers = [...builder.pointers(), ...findings.pointers(), ...kept.map(({ pointer }) => pointer)];
  const places = locatePointers(text, pointers);
  const unknown = kept.map((each) => ({ ...each, line: places.get(each.pointer)?.line ?? 1 }));
  return {
    draft: { ...builder.finish(places), unknown },
    problems: findings.problems(places, warnings),
    losses: findings.losses(places),
  };
}

function openBom(value: JsonValue, text: string): { bom: JsonObject; specVersion: string; findings: Findings } {
  const refuse = (path: string, message: string): never => {
    const place = locatePointers(text, [path]).get(path) ?? { line: 1, column: 1 };
    throw new UnreadableImportError("unreadable", [{ severity: "error", path, ...place, message }]);
  };
  if (!isObject(value)) return refuse("", `A CycloneDX BOM is a JSON object; this file holds ${wordFor(value)}.`);
  if (value.bomFormat !== "CycloneDX") {
    const given = typeof value.bomFormat === "string" ? quoted(value.bomFormat) : wordFor(value.bomFormat);
    return refuse("/bomFormat", `This is no CycloneDX BOM: its "bomFormat" must be "CycloneDX", and is ${given}.`);
  }
  const specVersion = readSpecVersions.find((each) => each === value.specVersion);
  if (specVersion === undefined) {
    const given = typeof value.specVersion === "string" ? quoted(value.specVersion) : wordFor(value.specVersion);
    return refuse("/specVersion", `CycloneDX ${given} cannot be read. Export the BOM as 1.7, 1.6 or 1.5.`);
  }
  const findings = new Findings();
  checkHead(value, findings);
  return { bom: value, specVersion, findings };
}

function checkHead(bom: JsonObject, findings: Findings): void {
  const { serialNumber, version, metadata } = bom;
  const uuid = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
  if (serialNumber !== undefined && !(typeof serialNumber === "string" && uuid.test(serialNumber)))
    findings.add(
      "warning",
      "/serialNumber",
      "A serial number is urn:uuid: and a UUID in small letters. It is kept as stated.",
    );
  if (version !== undefined && !(typeof version === "number" && Number.isInteger(version) && version >= 1))
    findings.add("warning", "/version", "The BOM's version is a whole number from 1. It is kept as stated.");
  if (metadata !== undefined && !isObject(metadata))
    findings.add("error", "/metadata", `Metadata must be an object; this is ${wordFor(metadata)}.`);
}

/** Fills the builder; gives what the BOM states beside its components. */
function buildDraft(bom: JsonObject, specVersion: string, builder: DraftBuilder, findings: Findings): Kept[] {
  const vendors = new VendorAdder(builder, specVersion);
  vendors.addPrinted(bom);
  const collected = collectElements(bom, findings);
  const records = new RecordAdder(builder, findings, specVersion, dependentsOf(bom));
  collected.elements.forEach((element) => records.add(element));
  const links = new LinkAdder(builder, findings, collected);
  for (const element of collected.elements) links.addOwn(element, vendors);
  const unkept = links.addDependencies(bom.dependencies);
  const ancestors = new AncestorAdder(builder, findings, records, collected);
  for (const element of [...collected.elements]) {
    ancestors.add(element);
    links.addDatasets(element, (data, pointer) => ancestors.inlineDataset(data, pointer));
  }
  addRoot(bom, collected, links);
  const supplier = vendors.ofOrganization(objectOf(bom.metadata).supplier, "/metadata/supplier");
  const root = collected.elements.find(({ isRoot }) => isRoot);
  if (supplier !== undefined && root?.main !== undefined && root.json.supplier === undefined)
    builder.link(root.main, "supplied_by", supplier);
  reportCycles(builder, collected, findings);
  return [...restOfBom(bom), ...unkept, ...records.repeated];
}

function dependentsOf(bom: JsonObject): Set<string> {
  const refs = listOf(bom.dependencies)
    .map(objectOf)
    .filter(({ dependsOn }) => listOf(dependsOn).length > 0)
    .map(({ ref }) => textOf(ref));
  return new Set(refs.filter((ref) => ref !== undefined));
}

/** Where no entry of `dependencies` speaks of the root, it is made of what stands at the top. */
function addRoot(bom: JsonObject, collected: Collected, links: LinkAdder): void {
  const root = collected.elements.find(({ isRoot }) => isRoot);
  if (root === undefined) return;
  const ref = textOf(root.json["bom-ref"]);
  const isStated = listOf(bom.dependencies).some((entry) => ref !== undefined && objectOf(entry).ref === ref);
  if (!isStated && root.main?.kind === "system") links.addWhole(root);
}

function reportCycles(builder: DraftBuilder, collected: Collected, findings: Findings): void {
  const pointers = new Map(collected.elements.map(({ main, pointer }) => [main?.key, pointer]));
  for (const cycle of findCycles(builder.links())) {
    const named = cycle.slice(0, 5).map((key) => quoted(builder.get(key)?.name ?? key));
    const path = [...named, ...(cycle.length > 5 ? ["…"] : []), named[0] ?? ""].join(" → ");
    findings.add("warning", pointers.get(cycle[0]) ?? "", `These need each other in a circle: ${path}.`);
  }
}

/** What the BOM states beside components, services and dependencies. */
function restOfBom(bom: JsonObject): Kept[] {
  const kept: Kept[] = [];
  for (const [key, value] of Object.entries(bom)) {
    if (key === "metadata" && isObject(value)) {
      const { component: _, properties, ...others } = value;
      const plain = listOf(properties).filter((property) => objectOf(property).name !== vendorProperty);
      const rest =
        plain.length === 0 && Array.isArray(properties)
          ? others
          : {
              ...others,
              ...(properties === undefined ? {} : { properties: Array.isArray(properties) ? plain : properties }),
            };
      if (Object.keys(rest).length > 0) kept.push({ pointer: "/metadata", value: rest });
    } else if (!["bomFormat", "components", "services", "dependencies"].includes(key)) {
      kept.push({ pointer: pointerStep(key), value });
    }
  }
  return kept;
}
