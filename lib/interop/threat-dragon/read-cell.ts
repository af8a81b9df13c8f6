import { pointerStep } from "../origin.ts";
import type { JsonValue } from "../json-value.ts";
import { type JsonObject, isObject, listOf, objectOf, textOf } from "../supply-chain/json/parts.ts";
import type { Notes } from "../threat-model/notes.ts";
import type { RawBox } from "../threat-model/raw-diagram.ts";
import { OwnCell, ownKey, ownWordsOf } from "./own-words.ts";

export type CellType = "process" | "store" | "actor" | "flow" | "box" | "curve" | "text";

/** A cell of version 1 or 2 in one shape. `data` holds its flags, wherever the version keeps them. */
export type Cell = {
  path: string;
  dataPath: string;
  type: CellType;
  id: JsonValue | undefined;
  name: JsonValue | undefined;
  data: JsonObject;
  threats: { list: JsonValue[]; path: string };
  box: RawBox | null;
  source: string;
  target: string;
  points: { x: number; y: number }[];
  own: OwnCell | undefined;
};

const types: Readonly<Record<string, CellType>> = {
  "tm.Process": "process",
  "tm.Store": "store",
  "tm.Actor": "actor",
  "tm.Flow": "flow",
  "tm.BoundaryBox": "box",
  "tm.Boundary": "curve",
  "tm.Text": "text",
  process: "process",
  store: "store",
  actor: "actor",
  flow: "flow",
  "trust-boundary-box": "box",
  "trust-boundary-curve": "curve",
  "trust-broundary-curve": "curve",
  "td-text-block": "text",
};

const DRAWING = "attrs visible ports zIndex width height connector tools angle markup z smooth router parent children";
const KNOWN = new Set(`${DRAWING} id shape type data position size labels source target vertices threats`.split(" "));
const FLAGS =
  "description isTrustBoundary hasOpenThreats threatFrequency outOfScope reasonOutOfScope name threats type";
const FLOW_FLAGS = "isBidirectional protocol isEncrypted isPublicNetwork";
const READ = new Set([ownKey, ...`${FLAGS} ${FLOW_FLAGS} isALog isSigned providesAuthentication`.split(" ")]);

/** Reads a cell; undefined, with a note, for what is no cell of a known type. */
export function readCell(value: JsonValue, path: string, notes: Notes): Cell | undefined {
  if (!isObject(value)) {
    notes.add("warning", path, "A cell must be an object; this one is not kept.");
    return undefined;
  }
  const isNew = isObject(value.data);
  const data = isNew ? objectOf(value.data) : value;
  const dataPath = isNew ? `${path}/data` : path;
  const word = [data.type, value.shape].find((each) => typeof each === "string" && Object.hasOwn(types, each));
  const type = typeof word === "string" ? types[word] : undefined;
  if (type === undefined) {
    notes.add("warning", path, "This cell has no type that Threat Dragon knows; it is not kept.");
    return undefined;
  }
  noteRest(value, path, { data, dataPath, isNew, type }, notes);
  const inData = listOf(data.threats);
  const isInData = isNew && inData.length > 0;
  return {
    path,
    dataPath,
    type,
    id: value.id,
    name: textOf(data.name) ?? labelOf(value),
    data,
    threats: isInData
      ? { list: inData, path: `${dataPath}/threats` }
      : { list: listOf(value.threats), path: `${path}/threats` },
    box: boxOf(value),
    source: endOf(value.source),
    target: endOf(value.target),
    points: pointsOf(value, path, notes),
    own: ownWordsOf(OwnCell, data),
  };
}

function noteRest(
  value: JsonObject,
  path: string,
  { data, dataPath, isNew, type }: { data: JsonObject; dataPath: string; isNew: boolean; type: CellType },
  notes: Notes,
): void {
  const drawn = DRAWING.split(" ").some((key) => value[key] !== undefined);
  if (drawn) notes.once(path, "Colours, lines, ports and layers are not kept; diagrams are drawn in one style.");
  const flags = type === "flow" ? READ : new Set([...READ].filter((key) => key !== "isEncrypted"));
  if (isNew) {
    notes.rest(value, path, KNOWN);
    notes.rest(data, dataPath, flags);
  } else {
    notes.rest(value, path, new Set([...KNOWN, ...flags]));
  }
}

function labelOf(cell: JsonObject): string | undefined {
  const attrs = objectOf(cell.attrs);
  const label = objectOf(objectOf(listOf(cell.labels)[0]).attrs);
  return (
    textOf(objectOf(attrs.text).text) ?? textOf(objectOf(label.labelText).text) ?? textOf(objectOf(label.text).text)
  );
}

function boxOf({ position, size }: JsonObject): RawBox | null {
  const { x, y } = objectOf(position);
  const { width, height } = objectOf(size);
  if (typeof x !== "number" || typeof y !== "number") return null;
  return { x, y, width: typeof width === "number" ? width : null, height: typeof height === "number" ? height : null };
}

function endOf(value: JsonValue | undefined): string {
  const end = objectOf(value);
  return textOf(end.cell) ?? textOf(end.id) ?? "";
}

function pointsOf(cell: JsonObject, path: string, notes: Notes): { x: number; y: number }[] {
  const points: { x: number; y: number }[] = [];
  listOf(cell.vertices).forEach((vertex, index) => {
    const { x, y } = objectOf(vertex);
    if (typeof x === "number" && typeof y === "number") points.push({ x, y });
    else notes.add("warning", `${path}/vertices${pointerStep(index)}`, "A bend needs numbers x and y; it is not kept.");
  });
  return points;
}
