import { UnreadableBatchError } from "../protobuf/unreadable-batch.ts";
import type { WireReader } from "../protobuf/wire-reader.ts";
import { type MetricMetadata, metadataOf } from "./metric-types.ts";
import { readNativeHistogram } from "./native-histogram.ts";
import { type RawSeries, readSample, type SeriesCollector } from "./series-collector.ts";

/** Reads prometheus.WriteRequest of version 1: 1 timeseries, 3 metadata. Source: prometheus/prompb/{remote,types}.proto. */
export function readWriteRequest(reader: WireReader, collector: SeriesCollector): void {
  const families = new Map<string, MetricMetadata>();
  const start = reader.position;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 3) readMetadata(reader, families);
    else if (field === 4 || field === 5) refuseOtherVersion(reader);
    else reader.skip();
  }
  reader.position = start;
  const metadata = (metric: string) => metadataOf(metric, families);
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) collector.series(readSeries(reader), metadata);
    else reader.skip();
  }
}

/** Fields 4 and 5 are of version 2, which leaves 1 to 3 free so that the two cannot be taken for each other. */
function refuseOtherVersion(reader: WireReader): never {
  const message =
    "This is a message of remote write 2.0; its Content-Type must say proto=io.prometheus.write.v2.Request.";
  throw new UnreadableBatchError("unsupported", message, `byte ${reader.position}`);
}

function readMetadata(reader: WireReader, families: Map<string, MetricMetadata>): void {
  reader.listed();
  const outerEnd = reader.open();
  let [type, family, unit] = [0, "", ""];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) type = reader.unsigned();
    else if (field === 2) family = reader.text();
    else if (field === 5) unit = reader.text();
    else reader.skip();
  }
  reader.close(outerEnd);
  families.set(family, { type, unit });
}

function readSeries(reader: WireReader): RawSeries {
  const series: RawSeries = { labels: [], samples: [], histograms: [], exemplars: 0, createdAt: 0 };
  const outerEnd = reader.open();
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) readLabel(reader, series.labels);
    else if (field === 2) {
      reader.listed();
      series.samples.push(readSample(reader));
    } else if (field === 4) {
      reader.listed();
      series.histograms.push(readNativeHistogram(reader));
    } else {
      if (field === 3) series.exemplars += 1;
      reader.skip();
    }
  }
  reader.close(outerEnd);
  return series;
}

function readLabel(reader: WireReader, into: string[]): void {
  reader.listed();
  const outerEnd = reader.open();
  let [name, value] = ["", ""];
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) name = reader.text();
    else if (field === 2) value = reader.text();
    else reader.skip();
  }
  reader.close(outerEnd);
  into.push(name, value);
}
