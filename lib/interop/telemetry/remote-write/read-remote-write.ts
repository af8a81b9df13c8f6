import { UnreadableBatchError } from "../protobuf/unreadable-batch.ts";
import { WireReader } from "../protobuf/wire-reader.ts";
import { TELEMETRY_LIMITS } from "../record.ts";
import type { DecodedTelemetry, TelemetryLimits, TelemetryReading } from "../record.ts";
import { decodeSnappy } from "./decode-snappy.ts";
import { readRequestV2 } from "./read-request-v2.ts";
import { readWriteRequest } from "./read-write-request.ts";
import { type RemoteWriteStatistics, SeriesCollector } from "./series-collector.ts";

export interface DecodedRemoteWrite extends DecodedTelemetry {
  /** What counts as written when nothing is rejected later. */
  readonly written: RemoteWriteStatistics;
}

/**
 * Reads a request of Prometheus remote write, still packed with Snappy: `version` 1 is prometheus.WriteRequest, 2 is
 * io.prometheus.write.v2.Request. Totals come from counters, gauges from the rest, native histograms as histograms, stale markers as
 * ends of series; exemplars and samples that are no finite number count as ignored. A wrong series rejects its samples; a wrong message
 * or a limit refuses the request. Never throws. Source: Prometheus remote write 1.0 and 2.0 (rc.4).
 */
export function readRemoteWrite(request: {
  readonly version: 1 | 2;
  /** The body as it came. */
  readonly bytes: Uint8Array;
  readonly limits?: Partial<TelemetryLimits>;
}): TelemetryReading<DecodedRemoteWrite> {
  const limits = { ...TELEMETRY_LIMITS, ...request.limits };
  try {
    if (request.bytes.byteLength > limits.bodyBytes) {
      const message = `The request is ${request.bytes.byteLength} bytes; at most ${limits.bodyBytes} are taken.`;
      throw new UnreadableBatchError("too_large", message, "");
    }
    const reader = new WireReader(decodeSnappy(request.bytes, limits.inflatedBytes));
    const collector = new SeriesCollector(limits);
    if (request.version === 1) readWriteRequest(reader, collector);
    else readRequestV2(reader, collector);
    const { measures, rejected, ignored, statistics } = collector;
    const records = { events: [], measures, windows: [], scores: [], rejected };
    return { ok: true, decoded: { ...records, ...(ignored === 0 ? {} : { ignored }), written: statistics } };
  } catch (error) {
    if (error instanceof UnreadableBatchError) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** The headers that an answer to version 2 must carry. Source: Prometheus remote write 2.0, "Required Written Response Headers". */
export function remoteWriteStatistics(written: RemoteWriteStatistics): Record<string, string> {
  return {
    "X-Prometheus-Remote-Write-Samples-Written": String(written.samples),
    "X-Prometheus-Remote-Write-Histograms-Written": String(written.histograms),
    "X-Prometheus-Remote-Write-Exemplars-Written": String(written.exemplars),
  };
}
