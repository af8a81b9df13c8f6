import { TELEMETRY_LIMITS } from "../record.ts";
import { storableText } from "../series/storable-text.ts";
import { type Attributes, wordsOf } from "./attributes.ts";
import type { OtlpOrigin } from "./parts.ts";

/**
 * Which attribute names the model, most certain first, and which one names its version. Each is looked for on the point or span,
 * then on the scope, then on the resource, before the next row. A version belongs to what the same row names: the version of a
 * service says nothing of the model that the service asked.
 */
const MODEL_ATTRIBUTES: readonly (readonly [model: string, versions: readonly string[]])[] = [
  ["modelkeep.model", ["modelkeep.model.version", "service.version"]],
  ["gen_ai.request.model", ["modelkeep.model.version"]],
  ["gen_ai.response.model", ["modelkeep.model.version"]],
  ["llm.model_name", ["modelkeep.model.version"]],
  ["embedding.model_name", ["modelkeep.model.version"]],
  ["langfuse.observation.model.name", ["modelkeep.model.version"]],
  ["service.name", ["modelkeep.model.version", "service.version"]],
];

/** Attributes of a resource that tell one process from another, the first one that is there. Source: semantic conventions 1.41, resource. */
const PROCESS_ATTRIBUTES = [
  "service.instance.id",
  "k8s.pod.uid",
  "k8s.pod.name",
  "container.id",
  "host.id",
  "host.name",
];

/** Attributes that say of which model a record is: no part of a series' name. */
export const SUBJECT_ATTRIBUTES: ReadonlySet<string> = new Set([
  ...MODEL_ATTRIBUTES.flatMap(([model, versions]) => [model, ...versions]),
  ...["service.namespace", "service.instance.id"],
]);

/** Attributes of resources and scopes that are read. */
export const ORIGIN_ATTRIBUTES: ReadonlySet<string> = new Set([
  ...SUBJECT_ATTRIBUTES,
  ...PROCESS_ATTRIBUTES,
  "process.pid",
]);

/** Names of model and version, as the sender wrote them; no model when nothing names one. */
export function subjectOf(own: Attributes, origin: OtlpOrigin): { model: string | null; version?: string } {
  for (const [name, versions] of MODEL_ATTRIBUTES) {
    const model = find(name, own, origin);
    if (model === null) continue;
    for (const versionName of versions) {
      const version = find(versionName, own, origin);
      if (version !== null) return { model, version };
    }
    return { model };
  }
  return { model: null };
}

/** An opaque name of the process and the scope that count; undefined when the resource names no process and the scope has no name. */
export function sourceOf({ resource, scopeName }: OtlpOrigin): string | undefined {
  const words: string[] = [];
  const host = PROCESS_ATTRIBUTES.find((name) => (resource.get(name) ?? null) !== null);
  for (const name of [host, "process.pid"]) {
    const value = name === undefined ? undefined : resource.get(name);
    if (value !== undefined) words.push(wordsOf(value));
  }
  if (scopeName !== "") words.push(scopeName);
  return words.length === 0 ? undefined : storableText(words.join(" "), TELEMETRY_LIMITS.nameLength);
}

function find(name: string, own: Attributes, { scope, resource }: OtlpOrigin): string | null {
  const value = own.get(name) ?? scope.get(name) ?? resource.get(name) ?? null;
  if (value === null || value === "") return null;
  const words = wordsOf(value);
  // What SDKs put in when nobody named the service.
  if (name === "service.name" && words.startsWith("unknown_service")) return null;
  return storableText(words, TELEMETRY_LIMITS.nameLength);
}
