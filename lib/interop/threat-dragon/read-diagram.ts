import type { ElementKind } from "../../graph/kinds.ts";
import { elementKinds } from "../../graph/kinds.ts";
import { quoted } from "../import-problem.ts";
import type { DraftElement } from "../threat-model/draft.ts";
import { guessTrust, trustOf } from "../threat-model/guess-trust.ts";
import type { PartNames } from "../threat-model/model-ids.ts";
import type { Notes } from "../threat-model/notes.ts";
import type { RawDiagram, RawElement, RawFlow, RawZone } from "../threat-model/raw-diagram.ts";
import type { Cell } from "./read-cell.ts";

type Answers = DraftElement["answers"];
type Parts = Pick<RawDiagram, "zones" | "elements" | "flows">;

/** A cell and the external id that it was given; `isDropped` = a flow that the diagram does not keep. */
export type NamedCell = { cell: Cell; externalId: string; isDropped?: boolean };

const noun = { process: "Process", store: "Store", actor: "Actor" } as const;

/** The parts of a diagram from its cells, and the id of each cell that became one. */
export function readParts(cells: readonly Cell[], names: PartNames, notes: Notes): Parts & { named: NamedCell[] } {
  const named: NamedCell[] = [];
  cells.forEach((cell, index) => {
    if (cell.type === "curve" || cell.type === "text") noteUndrawn(cell, notes);
    else {
      const own = cell.own?.externalId;
      const externalId = names.take(own ?? cell.id, `cell-${index + 1}`, cell.path);
      if (own !== undefined) names.alias(cell.id, externalId);
      named.push({ cell, externalId });
    }
  });
  const boxes = named.filter(({ cell }) => cell.type === "box");
  const areZonesUnmoved = boxes.every(({ cell }) => isUnmoved(cell));
  return {
    named,
    zones: boxes.map((each) => zoneOf(each, areZonesUnmoved, notes)),
    elements: named
      .filter(({ cell }) => cell.type !== "box" && cell.type !== "flow")
      .map((each) => elementOf(each, areZonesUnmoved, notes)),
    flows: named.filter(({ cell }) => cell.type === "flow").map((each) => flowOf(each, names, notes)),
  };
}

function noteUndrawn({ type, name, path, data }: Cell, notes: Notes): void {
  const text = typeof name === "string" ? name.replace(/\s+/g, " ").trim() : "";
  if (type === "text") notes.add("info", path, `The text block ${quoted(text)} is not kept.`);
  else {
    const words = text === "" ? "A boundary line" : `The boundary line ${quoted(text)}`;
    const message = `${words} is not kept: a line does not say what lies within. Draw a zone around what it protects.`;
    notes.add("warning", path, message);
  }
  if (typeof data.description === "string" && data.description.trim() !== "")
    notes.add("info", path, `Its description is not kept: ${quoted(data.description)}`);
}

/** Whether a cell that we printed still stands where we put it. */
function isUnmoved({ own, box }: Cell): boolean {
  if (own?.at === undefined || box === null) return false;
  const [x, y, width, height] = own.at;
  return x === box.x && y === box.y && width === box.width && height === box.height;
}

function zoneOf({ cell, externalId }: NamedCell, areUnmoved: boolean, notes: Notes): RawZone {
  const name = notes.line(cell.name, `${cell.dataPath}/name`);
  if (name === "") notes.add("info", cell.path, 'This boundary has no name; it is called "Trust boundary".');
  const trust = trustOf(cell.own?.trust);
  if (trust === undefined)
    notes.once(cell.path, "Threat Dragon states no trust of boundaries; it is guessed from their names. Check it.");
  noteScope(cell, notes);
  return {
    externalId,
    parentId: areUnmoved ? cell.own?.within : undefined,
    name: name === "" ? "Trust boundary" : name,
    description: notes.prose(cell.data.description, `${cell.dataPath}/description`),
    trust: trust ?? guessTrust(name),
    box: cell.box,
    path: cell.path,
  };
}

function noteScope({ data, dataPath }: Cell, notes: Notes): void {
  if (data.outOfScope === true)
    notes.add("info", `${dataPath}/outOfScope`, "That this boundary is out of scope is not kept.");
}

function elementOf({ cell, externalId }: NamedCell, areZonesUnmoved: boolean, notes: Notes): RawElement {
  const type = cell.type as keyof typeof noun;
  const name = notes.line(cell.name, `${cell.dataPath}/name`);
  if (name === "") notes.add("info", cell.path, `This ${type} has no name; it is called "${noun[type]}".`);
  const isOwnPlace = isUnmoved(cell);
  const box = cell.box;
  const isSized = !isOwnPlace || cell.own?.isSized !== false;
  return {
    externalId,
    kind: kindOf(cell, type),
    zoneId: isOwnPlace && areZonesUnmoved ? cell.own?.within : undefined,
    name: name === "" ? noun[type] : name,
    description: notes.prose(cell.data.description, `${cell.dataPath}/description`),
    technology: cell.own?.technology ?? "",
    box: box === null || isSized ? box : { ...box, width: null, height: null },
    answers: elementAnswers(cell),
    outOfScope: scopeOf(cell, notes),
    path: cell.path,
  };
}

function kindOf({ own, data }: Cell, type: "process" | "store" | "actor"): ElementKind {
  if (type === "store" && data.isALog === true) return "logs";
  const kind = own?.kind;
  if (kind !== undefined && elementKinds[kind].shape === type && kind !== "logs") return kind;
  return type;
}

function elementAnswers({ own, data }: Cell): Answers {
  let answers: Answers = own?.answers ?? {};
  answers = follow(answers, "node.signed_false", "no", data.isSigned);
  return follow(answers, "node.auth_required_false", "no", data.providesAuthentication);
}

/** A tick in Threat Dragon gives the answer; taking the tick away takes it back. */
function follow(answers: Answers, question: string, answer: "yes" | "no", tick: unknown): Answers {
  if (tick === true) return { ...answers, [question]: answer };
  if (answers[question] !== answer || tick === undefined) return answers;
  return Object.fromEntries(Object.entries(answers).filter(([key]) => key !== question));
}

function scopeOf({ data, dataPath }: Cell, notes: Notes): string | null {
  const reason = notes.line(data.reasonOutOfScope, `${dataPath}/reasonOutOfScope`, 1000);
  if (data.outOfScope === true) return reason;
  if (reason !== "")
    notes.add("info", `${dataPath}/reasonOutOfScope`, `It is in scope, so this reason is not kept: ${quoted(reason)}`);
  return null;
}

function flowOf({ cell, externalId }: NamedCell, names: PartNames, notes: Notes): RawFlow {
  const { data, dataPath, own } = cell;
  const answers = follow(own?.answers ?? {}, "flow.public_network", "yes", data.isPublicNetwork);
  return {
    externalId,
    sourceId: names.find(cell.source) ?? cell.source,
    targetId: names.find(cell.target) ?? cell.target,
    name: notes.line(cell.name, `${dataPath}/name`),
    description: notes.prose(data.description, `${dataPath}/description`),
    protocol: notes.line(data.protocol, `${dataPath}/protocol`),
    bidirectional: data.isBidirectional === true,
    points: cell.points,
    answers: follow(answers, "flow.encrypted_false", "no", data.isEncrypted),
    outOfScope: scopeOf(cell, notes),
    path: cell.path,
  };
}
