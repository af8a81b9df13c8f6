import type { JsonValue } from "../json-value.ts";
import type { SupplyRecord } from "../supply-chain/draft.ts";
import type { DraftBuilder } from "../supply-chain/draft-builder.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "../supply-chain/json/parts.ts";
import { isPartPath, type Parts } from "../supply-chain/parts.ts";
import { vendorParts } from "./read-software.ts";

/** Name of the property of the metadata that carries a vendor printed here. */
export const vendorProperty = "modelkeep:vendor";

/** Vendors of a BOM, one for each name, whatever its letters' case. */
export class VendorAdder {
  readonly #builder: DraftBuilder;
  readonly #specVersion: string;
  readonly #byName = new Map<string, SupplyRecord>();

  constructor(builder: DraftBuilder, specVersion: string) {
    this.#builder = builder;
    this.#specVersion = specVersion;
  }

  /** The vendor that an organization is; undefined without a name. */
  ofOrganization(value: JsonValue | undefined, pointer: string): SupplyRecord | undefined {
    const organization = objectOf(value);
    const parts = vendorParts(organization);
    const name = textOf(organization.name);
    if (parts === undefined || name === undefined) return undefined;
    const known = this.#byName.get(vendorName(name));
    if (known !== undefined) return known;
    const record = this.#builder.add({
      key: textOf(organization["bom-ref"]) ?? `vendor:${vendorName(name)}`,
      kind: "vendor",
      identity: vendorName(name),
      pointer,
      parts,
      rest: { format: "cyclonedx", specVersion: this.#specVersion, pointer, value: organization },
    });
    this.#byName.set(vendorName(name), record);
    return record;
  }

  /** Reads the vendors that were printed here as properties of the metadata. */
  addPrinted(bom: JsonObject): void {
    for (const [index, property] of listOf(objectOf(bom.metadata).properties).entries()) {
      const { name, value } = objectOf(property);
      if (name !== vendorProperty || typeof value !== "string") continue;
      const at = `/metadata/properties/${index}/value`;
      const printed = readPrinted(value);
      if (printed === undefined) continue;
      const parts: Parts = new Map();
      for (const [path, part] of Object.entries(objectOf(printed.parts)))
        if (isPartPath(path)) parts.set(path, { value: part, at: "" });
      const name2 = textOf(parts.get("name")?.value);
      const key = textOf(printed.key);
      if (name2 === undefined || key === undefined) continue;
      const identity = vendorName(name2);
      const sourceKey = textOf(printed.sourceKey);
      const record = this.#builder.add({ key, kind: "vendor", identity, sourceKey, pointer: at, parts, rest: null });
      if (!this.#byName.has(identity)) this.#byName.set(identity, record);
    }
  }
}

/** A vendor's name as it is compared. */
export function vendorName(name: string): string {
  return name.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();
}

function readPrinted(text: string): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as JsonValue;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
