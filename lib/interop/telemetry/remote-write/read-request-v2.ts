import { UnreadableBatchError } from "../protobuf/unreadable-batch.ts";
import type { WireReader } from "../protobuf/wire-reader.ts";
import type { MetricMetadata } from "./metric-types.ts";
import { readNativeHistogram } from "./native-histogram.ts";
import { type RawSeries, readSample, type SeriesCollector } from "./series-collector.ts";

type MetadataRefs = { type: number; unitRef: number };

/** Reads io.prometheus.write.v2.Request: 4 symbols, 5 timeseries. Source: Prometheus remote write 2.0, rc.4. */
export function readRequestV2(reader: WireReader, collector: SeriesCollector): void {
  const symbols: string[] = [];
  const start = reader.position;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 4) {
      reader.listed();
      symbols.push(reader.text());
    } else {
      if (field < 4) refuseOtherVersion(reader);
      reader.skip();
    }
  }
  reader.position = start;
  let index = -1;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field !== 5) {
      reader.skip();
      continue;
    }
    index += 1;
    if (index === 0 && symbols[0] !== "") fail("The first symbol must be an empty text.", "/symbols/0");
    const { series, metadata } = readSeries(reader, (ref) => symbolAt(symbols, ref, index));
    collector.series(series, () => metadata);
  }
}

function symbolAt(symbols: readonly string[], ref: number, index: number): string {
  const symbol = symbols[ref];
  if (symbol === undefined) fail(`There is no symbol ${ref}.`, `/timeseries/${index}`);
  return symbol;
}

function readSeries(
  reader: WireReader,
  symbol: (ref: number) => string,
): { series: RawSeries; metadata: MetricMetadata } {
  const series: RawSeries = { labels: [], samples: [], histograms: [], exemplars: 0, createdAt: 0 };
  const refs: number[] = [];
  let metadata: MetadataRefs = { type: 0, unitRef: 0 };
  const outerEnd = reader.open();
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) reader.unsigneds(refs);
    else if (field === 2) {
      reader.listed();
      series.samples.push(readSample(reader));
    } else if (field === 3) {
      reader.listed();
      series.histograms.push(readNativeHistogram(reader));
    } else if (field === 5) metadata = readMetadata(reader);
    else if (field === 6) series.createdAt = Number(reader.signed());
    else {
      if (field === 4) series.exemplars += 1;
      reader.skip();
    }
  }
  reader.close(outerEnd);
  if (refs.length % 2 !== 0) fail("A series has a label without a value.", `byte ${reader.position}`);
  for (const ref of refs) series.labels.push(symbol(ref));
  return { series, metadata: { type: metadata.type, unit: symbol(metadata.unitRef) } };
}

function readMetadata(reader: WireReader): MetadataRefs {
  const outerEnd = reader.open();
  const metadata = { type: 0, unitRef: 0 };
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) metadata.type = reader.unsigned();
    else if (field === 4) metadata.unitRef = reader.unsigned();
    else reader.skip();
  }
  reader.close(outerEnd);
  return metadata;
}

function refuseOtherVersion(reader: WireReader): never {
  const message = "This is a message of remote write 1.0; its Content-Type must be application/x-protobuf alone.";
  throw new UnreadableBatchError("unsupported", message, `byte ${reader.position}`);
}

function fail(message: string, place: string): never {
  throw new UnreadableBatchError("malformed", message, place);
}
