import type { RecordSubject } from "../../interop/telemetry/record.ts";
import type { Actor } from "../../kernel/actor.ts";
import { runQuery } from "../../kernel/query.ts";
import type { SubjectOf } from "../../telemetry/door/to-stored-batch.ts";
import { resolveSubjects } from "../../telemetry/queries/resolve-subjects.ts";
import { NO_VERSION } from "../../telemetry/rules.ts";

type Caller = { actor: Actor; requestId: string };

/** The model that the address or the key names for records that name none. */
function defaultModel(request: Request, actor: Actor): string | null {
  const asked = new URL(request.url).searchParams.get("model");
  if (asked !== null && asked !== "") return asked;
  const models = actor.type === "apiKey" ? (actor.models ?? []) : [];
  return models.length === 1 ? (models[0] ?? null) : null;
}

/** Ids of the model and version that a sender names by id, slug, name or label; null where there is none. */
export async function resolveSubject(
  { actor, requestId }: Caller,
  name: { model: string | null; version: string | null },
): Promise<{ modelId: string | null; versionId: string | null }> {
  const { subjects } = await runQuery(resolveSubjects, { actor, requestId, input: { names: [name] } });
  return subjects[0] ?? { modelId: null, versionId: null };
}

/**
 * Says of records whose they are: what they name, else what the address or the key names. A model that is not there, or for
 * which the key may not write, is told as the reason why the record is not taken.
 */
export async function subjectsOf(
  records: readonly RecordSubject[],
  { actor, requestId, request }: Caller & { request: Request },
): Promise<SubjectOf> {
  const fallback = defaultModel(request, actor);
  const version = new URL(request.url).searchParams.get("version");
  const nameOf = (record: RecordSubject) => ({
    model: record.model ?? fallback,
    version: record.version ?? version ?? null,
  });
  const names = new Map(records.map((record) => [JSON.stringify(nameOf(record)), nameOf(record)]));
  const list = [...names].slice(0, 1_000);
  const { subjects } = await runQuery(resolveSubjects, {
    actor,
    requestId,
    input: {
      names: list.map(([, name]) => ({
        model: name.model?.slice(0, 400) ?? null,
        version: name.version?.slice(0, 400) ?? null,
      })),
    },
  });
  const found = new Map(list.map(([key], index) => [key, subjects[index]]));
  const allowed =
    actor.type === "apiKey" && actor.models !== undefined && actor.models.length > 0 ? new Set(actor.models) : null;
  return (record) => {
    const name = nameOf(record);
    if (name.model === null) {
      return { code: "unknown_model", message: "No model is named: set modelkeep.model, or ?model= in the address." };
    }
    const subject = found.get(JSON.stringify(name));
    if (subject?.modelId == null)
      return { code: "unknown_model", message: `There is no model "${name.model.slice(0, 120)}".` };
    if (allowed !== null && !allowed.has(subject.modelId)) {
      return { code: "forbidden_model", message: `This key may not send telemetry for "${name.model.slice(0, 120)}".` };
    }
    return [subject.modelId, subject.versionId ?? NO_VERSION];
  };
}
