import {
  readRemoteWrite,
  remoteWriteStatistics,
  type DecodedRemoteWrite,
} from "../../interop/telemetry/remote-write/read-remote-write.ts";
import type { RejectedRecord } from "../../interop/telemetry/record.ts";
import { AppError, errorStatus } from "../../kernel/errors.ts";
import { doors } from "../../telemetry/doors.ts";
import type { IngestAnswer } from "./ingest-format.ts";
import { ingestRoute } from "./ingest-route.ts";

const PROTOBUF = "application/x-protobuf";
const VERSIONS: ReadonlyMap<string, 1 | 2> = new Map([
  ["prometheus.WriteRequest", 1],
  ["io.prometheus.write.v2.Request", 2],
]);
const LISTED = 20;

/** Which message it is, by the parameter `proto` of its type; without one the first. */
function versionOf(request: Request): 1 | 2 {
  const [, ...parameters] = (request.headers.get("content-type") ?? "").split(";");
  const named = parameters.map((each) => each.trim().split("=")).find(([name]) => name?.toLowerCase() === "proto")?.[1];
  const version = named === undefined ? 1 : VERSIONS.get(named.replaceAll('"', "").trim());
  if (version !== undefined) return version;
  throw new AppError("unsupported_media_type", `Read are ${[...VERSIONS.keys()].join(" and ")}.`);
}

const text = (status: number, body: string, headers: Record<string, string> = {}): IngestAnswer => ({
  status,
  type: body === "" ? "" : "text/plain; charset=utf-8",
  body,
  headers,
});

/** What was written when the samples that were refused after reading are taken away. */
function written({ written: read, measures }: DecodedRemoteWrite, rejected: readonly RejectedRecord[]) {
  const later = rejected.flatMap(({ place }) => (typeof place === "number" ? [measures[place]?.value.kind] : []));
  const histograms = later.filter((kind) => kind === "histogram").length;
  return { ...read, samples: read.samples - (later.length - histograms), histograms: read.histograms - histograms };
}

function rejection({ place, message }: RejectedRecord, { measures }: DecodedRemoteWrite): string {
  if (typeof place === "string") return `${place}: ${message}`;
  return `${measures[place]?.name ?? `sample ${place}`}: ${message}`;
}

/**
 * `POST /prometheus/write`, versions 1.0 and 2.0 by the type of the body. Rejected samples make the answer a 400, as the
 * specification asks, though the others of the request are stored; sent again, they count once.
 */
export const remoteWriteRoute = ingestRoute<DecodedRemoteWrite>({
  source: "prometheus",
  door: doors.prometheus,
  mediaTypes: [PROTOBUF],
  ownEncoding: "snappy",
  read: ({ request, bytes }) => readRemoteWrite({ version: versionOf(request), bytes }),
  answer: ({ rejected }, { request }, decoded) => {
    const headers = versionOf(request) === 2 ? remoteWriteStatistics(written(decoded, rejected)) : {};
    if (rejected.length === 0) return text(204, "", headers);
    const listed = rejected.slice(0, LISTED).map((each) => rejection(each, decoded));
    const rest = rejected.length > LISTED ? [`and ${rejected.length - LISTED} more`] : [];
    return text(400, [`${rejected.length} samples were rejected:`, ...listed, ...rest, ""].join("\n"), headers);
  },
  failure: ({ code, message }) => text(errorStatus[code], `${message}\n`),
});
