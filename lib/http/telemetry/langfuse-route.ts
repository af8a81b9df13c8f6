import { langfuseAnswer } from "../../interop/telemetry/langfuse/langfuse-answer.ts";
import { readLangfuse, type DecodedLangfuse } from "../../interop/telemetry/langfuse/read-langfuse.ts";
import { errorStatus } from "../../kernel/errors.ts";
import { doors } from "../../telemetry/doors.ts";
import { jsonAnswer } from "./ingest-format.ts";
import { ingestRoute } from "./ingest-route.ts";

/** `POST /langfuse/api/public/ingestion`: each event of the batch stands among the successes or the errors, the answer is 207. */
export const langfuseRoute = ingestRoute<DecodedLangfuse>({
  source: "langfuse",
  door: doors.langfuse,
  mediaTypes: ["application/json"],
  read: ({ bytes }) => readLangfuse({ bytes }),
  answer: ({ rejected }, _, decoded) => jsonAnswer(207, langfuseAnswer(decoded, rejected)),
  failure: ({ code, message, errors }) => {
    const places = errors.map(({ path }) => (path === "" ? message : `${message} (${path})`));
    return jsonAnswer(errorStatus[code], { message, errors: places.length === 0 ? [message] : places });
  },
});
