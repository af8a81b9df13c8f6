import type { JsonValue } from "../json-value.ts";
import { quoted } from "../import-problem.ts";
import { pointerStep } from "../origin.ts";
import type { SupplyRecord } from "../supply-chain/draft.ts";
import type { Findings } from "../supply-chain/json/findings.ts";
import { isObject, type JsonObject, listOf, objectOf, textOf } from "../supply-chain/json/parts.ts";
import { checkElement, wordFor } from "./check-element.ts";
import { type OwnWords, readOwnWords } from "./own-words.ts";
import { isFile } from "./read-model.ts";

/**
 * One component or service of the BOM. `main` is the record that states its links: the version where there is one; `parent`
 * the model or dataset of the version.
 */
export type Element = {
  json: JsonObject;
  pointer: string;
  isService: boolean;
  /** Whether the whole BOM describes it. */
  isRoot: boolean;
  /** Data that a model names inline, as a component of its own. */
  isInline: boolean;
  key: string;
  container: Element | undefined;
  hasParts: boolean;
  own: OwnWords;
  main?: SupplyRecord;
  parent?: SupplyRecord;
};

/** All elements in the order of the file, and who has a bom-ref: of a model's files the model. */
export type Collected = { elements: Element[]; byRef: Map<string, Element> };

/** Finds every component and service, however deep, checks each, and says which bom-refs are given twice. */
export function collectElements(bom: JsonObject, findings: Findings): Collected {
  const collected: Collected = { elements: [], byRef: new Map() };
  const collector = new Collector(collected, findings);
  const { component } = objectOf(bom.metadata);
  if (component !== undefined) collector.take(component, { pointer: "/metadata/component", isRoot: true });
  collector.takeAll(bom.components, { pointer: "/components" });
  collector.takeAll(bom.services, { pointer: "/services", isService: true });
  return collected;
}

type Where = { pointer: string; isRoot?: boolean; isService?: boolean; container?: Element };

class Collector {
  readonly #collected: Collected;
  readonly #findings: Findings;

  constructor(collected: Collected, findings: Findings) {
    this.#collected = collected;
    this.#findings = findings;
  }

  takeAll(value: JsonValue | undefined, where: Where): void {
    if (value === undefined) return;
    if (!Array.isArray(value))
      this.#findings.add("error", where.pointer, `A list must stand here; this is ${wordFor(value)}.`);
    for (const [index, each] of listOf(value).entries())
      this.take(each, { ...where, pointer: where.pointer + pointerStep(index) });
  }

  take(value: JsonValue, where: Where): void {
    const { pointer, isRoot = false, isService = false, container } = where;
    const isWhole = checkElement(isService ? "service" : "component", value, pointer, this.#findings);
    if (!isObject(value)) return;
    const nested = isService ? value.services : value.components;
    const element: Element = {
      json: value,
      pointer,
      isService,
      isRoot,
      isInline: false,
      key: textOf(value["bom-ref"]) ?? pointer,
      container,
      hasParts: false,
      own: readOwnWords(value),
    };
    const isPartOfModel = container?.json.type === "machine-learning-model" && isFile(value);
    if (isWhole && !isPartOfModel) {
      this.#collected.elements.push(element);
      if (container !== undefined) container.hasParts = true;
    }
    this.#refer(value["bom-ref"], pointer, isPartOfModel ? container : isWhole ? element : undefined);
    const place = isService ? "/services" : "/components";
    this.takeAll(nested, {
      pointer: pointer + place,
      isService,
      container: isWhole ? element : (container as Element),
    });
    this.#referInner(value, element);
  }

  #referInner(value: JsonObject, element: Element): void {
    for (const [index, data] of listOf(value.data).entries())
      this.#refer(objectOf(data)["bom-ref"], `${element.pointer}/data/${index}`, element);
  }

  #refer(ref: JsonValue | undefined, pointer: string, element: Element | undefined): void {
    if (typeof ref !== "string" || ref === "" || element === undefined) return;
    if (this.#collected.byRef.has(ref)) {
      const message = `The bom-ref ${quoted(ref)} is given more than once; links that name it lead to the first.`;
      this.#findings.add("warning", `${pointer}/bom-ref`, message);
    } else this.#collected.byRef.set(ref, element);
  }
}
