import { WireWriter } from "../../protobuf/wire-writer.ts";
import { encodeSnappy } from "./encode-snappy.ts";

export type Build = (message: WireWriter) => void;

export const AT = 1_700_000_000_123;

/** A packed prometheus.WriteRequest. */
export function requestV1(build: Build): Uint8Array {
  const message = new WireWriter();
  build(message);
  return encodeSnappy(message.finish());
}

/** A TimeSeries of version 1. */
export function seriesV1(labels: Readonly<Record<string, string>>, ...parts: Build[]): Build {
  return (message) =>
    message.message(1, (series) => {
      for (const [name, value] of Object.entries(labels))
        series.message(1, (label) => label.text(1, name).text(2, value));
      for (const part of parts) part(series);
    });
}

export function sample(value: number, at = AT): Build {
  return (series) => series.message(2, (message) => message.double(1, value).integer(2, at));
}

/** A packed io.prometheus.write.v2.Request; labels are put into the table of symbols. */
export function requestV2(
  ...all: { labels: Readonly<Record<string, string>>; type?: number; unit?: string; parts: Build[] }[]
): Uint8Array {
  const symbols = [""];
  const ref = (text: string) => {
    if (!symbols.includes(text)) symbols.push(text);
    return symbols.indexOf(text);
  };
  const message = new WireWriter();
  for (const { labels, type, unit, parts } of all) {
    message.message(5, (series) => {
      series.integers(1, Object.entries(labels).flat().map(ref));
      for (const part of parts) part(series);
      series.message(5, (metadata) => metadata.integer(1, type ?? 0).integer(4, ref(unit ?? "")));
    });
  }
  for (const symbol of symbols) message.text(4, symbol);
  return encodeSnappy(message.finish());
}
