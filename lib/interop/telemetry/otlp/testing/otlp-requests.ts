import { WireWriter } from "../../protobuf/wire-writer.ts";

export type Value = string | number | boolean | readonly Value[];
export type Build = (message: WireWriter) => void;

export const AT = 1_700_000_000_000;
export const NANOS = 1_700_000_000_000_000_000n;

/** Writes KeyValues into a field. */
export function attributes(message: WireWriter, field: number, pairs: Readonly<Record<string, Value>>): void {
  for (const [key, value] of Object.entries(pairs)) {
    message.message(field, (pair) => pair.text(1, key).message(2, anyValue(value)));
  }
}

function anyValue(value: Value): Build {
  return (message) => {
    if (typeof value === "string") message.text(1, value);
    else if (typeof value === "boolean") message.integer(2, Number(value));
    else if (typeof value !== "number")
      message.message(5, (array) => value.forEach((item) => array.message(1, anyValue(item))));
    else if (Number.isInteger(value)) message.integer(3, value);
    else message.double(4, value);
  };
}

/** A request with one resource and one scope around the items: metrics, spans or records of a log. */
export function request(
  items: readonly Build[],
  resource: Readonly<Record<string, Value>> = { "service.name": "fraud" },
) {
  return new WireWriter()
    .message(1, (group) => {
      group.message(1, (message) => attributes(message, 1, resource));
      group.message(2, (scope) => items.forEach((item) => scope.message(2, item)));
    })
    .finish();
}

export function span(name: string, pairs: Readonly<Record<string, Value>>, more: Build = () => undefined): Build {
  return (message) => {
    message.bytes(1, new Uint8Array(16).fill(0xab)).bytes(2, new Uint8Array(8).fill(0xcd)).text(5, name);
    message.fixed(7, NANOS - 20_000_000n).fixed(8, NANOS);
    attributes(message, 9, pairs);
    more(message);
  };
}

/** A metric with one point; `kind` is the field of its data. */
export function metric(name: string, kind: 5 | 7 | 9 | 10 | 11, point: Build, data: Build = () => undefined): Build {
  return (message) =>
    message.text(1, name).message(kind, (points) => {
      points.message(1, point);
      data(points);
    });
}
