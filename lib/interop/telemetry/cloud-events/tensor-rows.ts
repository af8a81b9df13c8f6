import type { JsonValue } from "../../json-value.ts";
import { isObject } from "../../supply-chain/json/parts.ts";
import { invalid, type RecordProblem, tooLarge, unsupported } from "../json/problem.ts";
import { TELEMETRY_LIMITS } from "../record.ts";

export type Scalar = string | number | boolean | null;

/** A tensor cut into rows along its first dimension. */
export interface Tensor {
  readonly name: string;
  readonly rows: readonly (readonly Scalar[])[];
}

/** Rows × values of one payload. */
const MOST_VALUES = 5_000_000;

/**
 * Tensors of the Open Inference Protocol (V2): `{name, shape, datatype, data}`, the data flat or nested, cut along the first
 * dimension. Refused: data that does not fill its shape, tensors with different numbers of rows, data sent as binary.
 */
export function readTensors(value: JsonValue | undefined): Tensor[] | RecordProblem {
  if (!Array.isArray(value)) return invalid("inputs and outputs must be lists of tensors");
  const tensors: Tensor[] = [];
  for (const [index, item] of value.entries()) {
    const tensor = readTensor(item, `tensor ${index}`);
    if ("message" in tensor) return tensor;
    if (tensors[0] !== undefined && tensors[0].rows.length !== tensor.rows.length) {
      return invalid("The tensors must have the same number of rows");
    }
    tensors.push(tensor);
  }
  return tensors;
}

/** The scalars of a value that may be nested, in order; null when there is anything else, or more than `most`. */
export function flatten(value: JsonValue, most: number): Scalar[] | null {
  const flat: Scalar[] = [];
  const isFlat = (each: JsonValue): boolean => {
    if (Array.isArray(each)) return each.every(isFlat);
    if (typeof each === "object" && each !== null) return false;
    flat.push(each);
    return flat.length <= most;
  };
  return isFlat(value) ? flat : null;
}

function readTensor(item: JsonValue, place: string): Tensor | RecordProblem {
  if (!isObject(item)) return invalid(`${place} must be an object`);
  const { name, shape, data } = item;
  if (typeof name !== "string" || name === "" || name === "__proto__") return invalid(`${place} needs a name`);
  if (name.length > TELEMETRY_LIMITS.nameLength / 2) return tooLarge(`${place}: the name is too long`);
  if (data === undefined) return unsupported(`${place} has no data: tensors sent as binary are not read`);
  const sizes = readShape(shape);
  if (sizes === null) return invalid(`${place}: shape must be a list of whole numbers`);
  const rowCount = sizes[0] ?? 1;
  if (rowCount > TELEMETRY_LIMITS.events) return tooLarge(`${place} has more than ${TELEMETRY_LIMITS.events} rows`);
  const width = sizes.slice(1).reduce((product, size) => product * size, 1);
  if (rowCount * width > MOST_VALUES) return tooLarge(`${place} holds more than ${MOST_VALUES} values`);
  const flat = flatten(data, MOST_VALUES);
  if (flat === null) return invalid(`${place}: data must be numbers, texts or booleans`);
  if (flat.length !== rowCount * width) {
    return invalid(`${place}: data has ${flat.length} values, its shape says ${rowCount * width}`);
  }
  return { name, rows: Array.from({ length: rowCount }, (_, row) => flat.slice(row * width, (row + 1) * width)) };
}

function readShape(shape: JsonValue | undefined): number[] | null {
  if (!Array.isArray(shape)) return null;
  return shape.every((size) => typeof size === "number" && Number.isSafeInteger(size) && size >= 0)
    ? (shape as number[])
    : null;
}
