import { pointerStep } from "../origin.ts";
import type { DraftBuilder } from "../supply-chain/draft-builder.ts";
import type { Findings } from "../supply-chain/json/findings.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "../supply-chain/json/parts.ts";
import type { RecordAdder } from "./add-records.ts";
import { checkElement } from "./check-element.ts";
import type { Collected, Element } from "./collect-elements.ts";
import { readOwnWords, sameJson } from "./own-words.ts";
import { inlineDataset } from "./read-data.ts";
import { identityOf } from "./read-shared.ts";

/** Adds what components describe inside themselves without containing it: their ancestors, and data named inline. */
export class AncestorAdder {
  readonly #builder: DraftBuilder;
  readonly #findings: Findings;
  readonly #records: RecordAdder;
  readonly #byIdentity = new Map<string, Element>();
  readonly #byRef: Map<string, Element>;

  constructor(builder: DraftBuilder, findings: Findings, records: RecordAdder, { elements, byRef }: Collected) {
    this.#builder = builder;
    this.#findings = findings;
    this.#records = records;
    this.#byRef = byRef;
    for (const element of elements) {
      const identity = identityWithin(element.json);
      if (!element.isService && !this.#byIdentity.has(identity)) this.#byIdentity.set(identity, element);
    }
  }

  /** What a component was derived from; an ancestor that the BOM describes elsewhere is that component. */
  add(element: Element): void {
    const { json, main, own, pointer } = element;
    if (element.isService || main === undefined) return;
    if (own.record.links.some(({ relation }) => relation === "derived_from")) return;
    for (const [index, each] of listOf(objectOf(json.pedigree).ancestors).entries()) {
      const at = `${pointer}/pedigree/ancestors${pointerStep(index)}`;
      if (!checkElement("component", each, at, this.#findings) || !isObject(each)) continue;
      const ancestor = this.#elementOf(each, at);
      if (ancestor.main !== undefined && ancestor.main !== main) this.#derive(element, ancestor, at);
    }
  }

  #derive({ main }: Element, ancestor: Element, at: string): void {
    if (main === undefined || ancestor.main === undefined) return;
    if (!this.#builder.link(main, "derived_from", ancestor.main))
      this.#findings.lose(at, "That it was derived from this cannot be recorded.");
  }

  #elementOf(json: JsonObject, pointer: string): Element {
    const ref = textOf(json["bom-ref"]);
    const known = (ref === undefined ? undefined : this.#byRef.get(ref)) ?? this.#byIdentity.get(identityWithin(json));
    if (known !== undefined) return known;
    const element = elementFrom(json, pointer, false);
    this.#records.add(element);
    this.#byIdentity.set(identityWithin(json), element);
    if (ref !== undefined) this.#byRef.set(ref, element);
    this.add(element);
    return element;
  }

  /** The element that data named inline stands for; the same data named again is the same element. */
  inlineDataset(data: JsonObject, pointer: string): Element {
    const json = inlineDataset(data);
    const ref = textOf(data["bom-ref"]);
    const known = (ref === undefined ? undefined : this.#byRef.get(ref)) ?? this.#byIdentity.get(identityWithin(json));
    if (
      known !== undefined &&
      (ref !== undefined || known.json.data === undefined || sameJson(known.json.data, json.data))
    )
      return known;
    const element = elementFrom(ref === undefined ? json : { ...json, "bom-ref": ref }, pointer, true);
    this.#records.add(element);
    if (known === undefined) this.#byIdentity.set(identityWithin(json), element);
    if (ref !== undefined) this.#byRef.set(ref, element);
    return element;
  }
}

function elementFrom(json: JsonObject, pointer: string, isInline: boolean): Element {
  return {
    json,
    pointer,
    isService: false,
    isRoot: false,
    isInline,
    key: textOf(json["bom-ref"]) ?? pointer,
    container: undefined,
    hasParts: false,
    own: readOwnWords(json),
  };
}

function identityWithin(json: JsonObject): string {
  return `${textOf(json.type) ?? ""} ${identityOf(json, true)}`;
}
