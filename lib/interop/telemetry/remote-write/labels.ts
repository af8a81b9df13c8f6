import { TELEMETRY_LIMITS } from "../record.ts";
import { seriesName } from "../series/series-name.ts";
import { storableText } from "../series/storable-text.ts";

/** Labels that name the model, and the version, most certain first. */
const MODEL_LABELS = ["modelkeep_model", "model", "model_name", "job"];
const VERSION_LABELS = ["modelkeep_model_version", "model_version", "version"];

/** Labels that say who was scraped; they are no part of the name, for the series of all targets add up to one. */
const TARGET_LABELS = ["job", "instance"];

const LEFT_OUT: ReadonlySet<string> = new Set([...MODEL_LABELS, ...VERSION_LABELS, ...TARGET_LABELS, "__name__"]);

/** A series of Prometheus: what it measures, of which model, and who was scraped. */
export interface LabelledSeries {
  /** Name of the metric, without labels. */
  readonly metric: string;
  readonly head: {
    readonly model: string | null;
    readonly version?: string;
    readonly name: string;
    readonly source?: string;
  };
}

/** Makes a series of its labels, names and values in turn; words when they cannot be one. */
export function seriesOfLabels(labels: readonly string[]): LabelledSeries | string {
  const byName = new Map<string, string>();
  for (let at = 0; at < labels.length; at += 2) {
    const [name = "", value = ""] = [labels[at], labels[at + 1]];
    if (name === "") return "A label has no name.";
    if (byName.has(name)) return `The label ${JSON.stringify(name.slice(0, 60))} is there twice.`;
    byName.set(name, value);
  }
  const metric = byName.get("__name__") ?? "";
  if (metric === "") return "The series has no name (label __name__).";
  const [model, version] = [first(byName, MODEL_LABELS), first(byName, VERSION_LABELS)];
  const targets = TARGET_LABELS.flatMap((name) => byName.get(name) ?? []);
  const rest = [...byName].filter(([name]) => !LEFT_OUT.has(name));
  return {
    metric,
    head: {
      model: model ?? null,
      ...(version === undefined ? {} : { version }),
      name: seriesName(metric, rest),
      ...(targets.length === 0 ? {} : { source: storableText(targets.join(" "), TELEMETRY_LIMITS.nameLength) }),
    },
  };
}

function first(labels: ReadonlyMap<string, string>, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = labels.get(name);
    if (value !== undefined && value !== "") return storableText(value, TELEMETRY_LIMITS.nameLength);
  }
  return undefined;
}
