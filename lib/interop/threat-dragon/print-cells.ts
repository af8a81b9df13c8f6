import { elementKinds } from "../../graph/kinds.ts";
import type { JsonObject } from "../supply-chain/json/parts.ts";
import { absoluteBoxes } from "../threat-model/absolute-boxes.ts";
import type { Box } from "../threat-model/box.ts";
import type { DraftDiagram, DraftElement, DraftFlow, DraftZone } from "../threat-model/draft.ts";
import { ownKey } from "./own-words.ts";

/** The threats at a part, printed, and whether one of them is open. */
export type CellThreats = (externalId: string) => { threats: JsonObject[]; hasOpenThreats: boolean };

const types = { actor: "tm.Actor", process: "tm.Process", store: "tm.Store" } as const;

/** An id that Threat Dragon takes: it wants two characters. */
function cellId(externalId: string): string {
  return externalId.length < 2 ? `cell-${externalId}` : externalId;
}

/** The cells of a diagram: boundaries first, then elements, then flows. */
export function printCells(diagram: DraftDiagram, threatsAt: CellThreats): JsonObject[] {
  const boxes = absoluteBoxes(diagram);
  const boxOf = (id: string): Box => boxes.get(id) ?? { x: 0, y: 0, width: 128, height: 56 };
  const { zones, elements, flows } = diagram.content;
  return [
    ...zones.map((zone) => printZone(zone, boxOf(zone.externalId), threatsAt)),
    ...elements.map((element) => printElement(element, boxOf(element.externalId), threatsAt)),
    ...flows.map((flow) => printFlow(flow, threatsAt)),
  ];
}

function placed({ x, y, width, height }: Box): JsonObject {
  return { position: { x, y }, size: { width, height } };
}

function printZone(zone: DraftZone, box: Box, threatsAt: CellThreats): JsonObject {
  const own = {
    externalId: zone.externalId,
    within: zone.parentId,
    at: [box.x, box.y, box.width, box.height],
    trust: zone.trust,
  };
  return {
    ...placed(box),
    attrs: { label: { text: zone.name } },
    visible: true,
    shape: "trust-boundary-box",
    id: cellId(zone.externalId),
    zIndex: -1,
    data: {
      type: "tm.BoundaryBox",
      name: zone.name,
      description: zone.description,
      isTrustBoundary: true,
      ...threatsAt(zone.externalId),
      [ownKey]: own,
    },
  };
}

function printElement(element: DraftElement, box: Box, threatsAt: CellThreats): JsonObject {
  const { shape } = elementKinds[element.kind];
  const { threats, hasOpenThreats } = threatsAt(element.externalId);
  const own = {
    externalId: element.externalId,
    kind: element.kind,
    within: element.zoneId,
    at: [box.x, box.y, box.width, box.height],
    isSized: element.width !== null && element.height !== null,
    technology: element.technology,
    answers: element.answers,
  };
  const stroke = { stroke: hasOpenThreats ? "red" : "#333333", strokeWidth: hasOpenThreats ? 2.5 : 1.5 };
  return {
    ...placed(box),
    attrs: { text: { text: element.name }, body: { ...stroke, strokeDasharray: "0" } },
    visible: true,
    shape,
    id: cellId(element.externalId),
    zIndex: 1,
    data: {
      type: types[shape],
      name: element.name,
      description: element.description,
      isTrustBoundary: false,
      outOfScope: element.outOfScope !== null,
      reasonOutOfScope: element.outOfScope ?? "",
      ...(shape === "store"
        ? { isALog: element.kind === "logs", isSigned: element.answers["node.signed_false"] === "no" }
        : {}),
      ...(shape === "actor" ? { providesAuthentication: element.answers["node.auth_required_false"] === "no" } : {}),
      threats,
      hasOpenThreats,
      [ownKey]: own,
    },
  };
}

function printFlow(flow: DraftFlow, threatsAt: CellThreats): JsonObject {
  const { threats, hasOpenThreats } = threatsAt(flow.externalId);
  const line = {
    stroke: hasOpenThreats ? "red" : "#333333",
    strokeWidth: hasOpenThreats ? 2.5 : 1.5,
    targetMarker: { name: "block" },
    sourceMarker: { name: flow.bidirectional ? "block" : "" },
    strokeDasharray: "0",
  };
  return {
    shape: "flow",
    attrs: { line },
    width: 200,
    height: 100,
    zIndex: 10,
    connector: "smooth",
    labels: [{ position: 0.5, attrs: { labelText: { text: flow.name } } }],
    id: cellId(flow.externalId),
    source: { cell: cellId(flow.sourceId) },
    target: { cell: cellId(flow.targetId) },
    vertices: flow.points.map(({ x, y }) => ({ x, y })),
    data: {
      type: "tm.Flow",
      name: flow.name,
      description: flow.description,
      outOfScope: flow.outOfScope !== null,
      reasonOutOfScope: flow.outOfScope ?? "",
      isTrustBoundary: false,
      isBidirectional: flow.bidirectional,
      isEncrypted: flow.answers["flow.encrypted_false"] === "no",
      isPublicNetwork: flow.answers["flow.public_network"] === "yes",
      protocol: flow.protocol,
      threats,
      hasOpenThreats,
      [ownKey]: { externalId: flow.externalId, answers: flow.answers },
    },
  };
}
