import { plainElement, plainFlow } from "../edit/add-element.ts";
import { plainZone } from "../edit/draw-zone.ts";
import type { ElementKind, TrustLevel } from "../kinds.ts";
import type { Answer, Operation } from "../schema.ts";

type Answers = Record<string, Answer>;
type Box = readonly [x: number, y: number, width: number, height: number];

/** A zone of a template; `box` counts from the diagram's origin, in diagram units. */
export type TemplateZone = { in?: string; name: string; trust: TrustLevel; box: Box };
/** An element of a template, its corner counted from the diagram's origin. Answers are shortened: "llm" is "node.llm". */
export type TemplateElement = {
  kind: ElementKind;
  name: string;
  zone?: string;
  at: readonly [x: number, y: number];
  yes?: readonly string[];
  no?: readonly string[];
};
/** A flow of a template: source, target, words; "both" when it goes both ways, and answers as for elements. */
export type TemplateFlow = {
  ends: readonly [from: string, to: string];
  name: string;
  both?: true;
  yes?: readonly string[];
  no?: readonly string[];
};

/** A diagram to start from, as plain data: keys stand for ids, which are made when it is used. */
export type Template = {
  id: string;
  name: string;
  description: string;
  zones: Readonly<Record<string, TemplateZone>>;
  elements: Readonly<Record<string, TemplateElement>>;
  flows: readonly TemplateFlow[];
  assumptions: readonly string[];
};

function answersOf(scope: "node" | "flow", given: { yes?: readonly string[]; no?: readonly string[] }): Answers {
  const pairs = [
    ...(given.yes ?? []).map((name) => [`${scope}.${name}`, "yes"] as const),
    ...(given.no ?? []).map((name) => [`${scope}.${name}`, "no"] as const),
  ];
  return Object.fromEntries(pairs);
}

/** Keys of zones, outer ones before those inside of them. */
function outerFirst(zones: Template["zones"]): string[] {
  const depth = (key: string): number => {
    const parent = zones[key]?.in;
    return parent === undefined ? 0 : 1 + depth(parent);
  };
  return Object.keys(zones).toSorted((a, b) => depth(a) - depth(b));
}

/** The operations that draw a template into a diagram, in an order that none is refused. Every use gives new ids. */
export function fromTemplate(template: Template, newId: () => string): Operation[] {
  const ids = new Map<string, string>();
  const idOf = (key: string): string => {
    const known = ids.get(key) ?? newId();
    ids.set(key, known);
    return known;
  };
  const corner = (key: string | undefined): readonly [number, number] => {
    const box = key === undefined ? undefined : template.zones[key]?.box;
    return box === undefined ? [0, 0] : [box[0], box[1]];
  };
  const zones = outerFirst(template.zones).flatMap((key): Operation[] => {
    const zone = template.zones[key];
    if (zone === undefined) return [];
    const [x, y, width, height] = zone.box;
    const [left, top] = corner(zone.in);
    const parentId = zone.in === undefined ? null : idOf(zone.in);
    const { name, trust } = zone;
    const value = plainZone({ id: idOf(key), parentId, name, trust, x: x - left, y: y - top, width, height });
    return [{ do: "add", part: "zone", value }];
  });
  const elements = Object.entries(template.elements).map(([key, element]): Operation => {
    const { kind, name } = element;
    const [left, top] = corner(element.zone);
    const zoneId = element.zone === undefined ? null : idOf(element.zone);
    const place = { x: element.at[0] - left, y: element.at[1] - top };
    const answers = answersOf("node", element);
    return {
      do: "add",
      part: "element",
      value: plainElement({ id: idOf(key), kind, name, zoneId, ...place, answers }),
    };
  });
  const flows = template.flows.map((flow): Operation => {
    const [from, to] = flow.ends;
    const ends = { sourceId: idOf(from), targetId: idOf(to) };
    const answers = answersOf("flow", flow);
    const value = plainFlow({ id: newId(), ...ends, name: flow.name, bidirectional: flow.both === true, answers });
    return { do: "add", part: "flow", value };
  });
  const assumptions = template.assumptions.map((text): Operation => {
    const value = { id: newId(), text, aboutId: null, state: "open" as const, validUntil: null, externalId: null };
    return { do: "add", part: "assumption", value };
  });
  return [...zones, ...elements, ...flows, ...assumptions];
}
