import { readEvidently } from "../../interop/telemetry/evidently/read-evidently.ts";
import { readTime } from "../../interop/telemetry/json/read-time.ts";
import { readNannyml } from "../../interop/telemetry/nannyml/read-nannyml.ts";
import type { TelemetryReading } from "../../interop/telemetry/record.ts";
import { AppError, invalid, notFound } from "../../kernel/errors.ts";
import { doors } from "../../telemetry/doors.ts";
import type { IngestRequest } from "./ingest-format.ts";
import { ingestRoute } from "./ingest-route.ts";
import { ownAnswer } from "./own-answer.ts";

const CSV = "text/csv";

/** When a report counts that says no time of its own: `?at=`, else now. */
function timeOf(search: URLSearchParams): number {
  const said = search.get("at");
  if (said === null) return Date.now();
  const at = readTime(said);
  return typeof at === "number" ? at : invalid("at", `at ${at}.`);
}

function read({ request, bytes, mediaType, params }: IngestRequest): TelemetryReading {
  const { searchParams: search } = new URL(request.url);
  if (params["tool"] === "nannyml") {
    const [table, method] = [search.get("table"), search.get("method")];
    return readNannyml({
      body: { bytes },
      encoding: mediaType === CSV ? "csv" : "json",
      ...(table === null ? {} : { table }),
      ...(method === null ? {} : { method }),
    });
  }
  if (params["tool"] !== "evidently") notFound("tool whose results are read");
  if (mediaType === CSV) throw new AppError("unsupported_media_type", "Reports of Evidently are read as JSON.");
  return readEvidently({ body: { bytes }, at: timeOf(search) });
}

/** `POST /telemetry/imports/{tool}`: what Evidently or NannyML computed, kept under the tool's own names. */
export const importScoresRoute = ingestRoute({
  source: "imports",
  door: doors.imports,
  mediaTypes: ["application/json", CSV],
  read,
  answer: ownAnswer(202),
});
