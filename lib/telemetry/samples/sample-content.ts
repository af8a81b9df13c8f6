import type { TelemetryEvent } from "../../interop/telemetry/record.ts";
import type { SampleContent } from "./schema.ts";

/** Characters of a sample's features, and of its text. */
const MOST_FEATURES = 32_000;
const MOST_TEXT = 8_192;

function featuresOf(features: TelemetryEvent["features"]): Pick<SampleContent, "features" | "leftOut"> {
  if (features === undefined) return {};
  let length = 0;
  const all = Object.entries(features);
  const kept = all.filter(([name, value]) => {
    const own = name.length + String(value).length;
    if (length + own > MOST_FEATURES) return false;
    length += own;
    return true;
  });
  const leftOut = all.length - kept.length;
  return { features: Object.fromEntries(kept), ...(leftOut === 0 ? {} : { leftOut }) };
}

/** What is kept of an event: all but its id and its embedding, with the client's keyed hash, cut at 8,192 and 32,000 characters. */
export function sampleContent(event: TelemetryEvent, client: string | undefined): SampleContent {
  const { operation, prediction, confidence, margin, label, latencyMs, inputTokens, outputTokens } = event;
  const { cost, error, refused, flags, input } = event;
  const rest = { operation, client, prediction, confidence, margin, label, latencyMs, inputTokens, outputTokens };
  const more = { cost, error, refused, flags, input: input?.slice(0, MOST_TEXT), ...featuresOf(event.features) };
  const known = Object.entries({ ...rest, ...more }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known);
}
