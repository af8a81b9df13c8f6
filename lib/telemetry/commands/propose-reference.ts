import type { Tx } from "../../db/types.ts";
import { defineCommand } from "../../kernel/command.ts";
import { loadTelemetryModel } from "../load-telemetry-model.ts";
import { columnFromWindows, type ReferenceColumn } from "../reference/build-columns.ts";
import { addReference } from "../reference/freeze-reference.ts";
import { toReferenceDto } from "../reference/reference-dto.ts";
import { ProposeReferenceInput } from "../reference-schema.ts";
import { ReferenceDto } from "../schema.ts";
import { decodeFeature, type FeatureState } from "../states/feature-state.ts";

const HOURS_UP_TO_MS = 2 * 86_400_000;

type WindowRow = { kind: string; name: string; state: Uint8Array };

/** The columns of a model in a time: from hours up to two days, from days for longer. */
async function columnsOf(
  tx: Tx,
  orgId: string,
  asked: { modelId: string; from: Date; to: Date },
): Promise<ReferenceColumn[]> {
  const res = asked.to.getTime() - asked.from.getTime() <= HOURS_UP_TO_MS ? 1 : 2;
  const rows = await tx.$queryRawUnsafe<WindowRow[]>(
    `select s.kind, s.name, w.state from telemetry_series s
     join telemetry_window w on w.org_id = s.org_id and w.series_id = s.id and w.res = $3 and w.bucket >= $4::timestamptz and w.bucket < $5::timestamptz
     where s.org_id = $1::uuid and s.model_id = $2::uuid and s.kind in ('feature', 'output') order by s.kind, s.name, w.bucket`,
    orgId,
    asked.modelId,
    res,
    asked.from.toISOString(),
    asked.to.toISOString(),
  );
  const windows = new Map<string, { kind: "feature" | "output"; name: string; states: FeatureState[] }>();
  for (const { kind, name, state } of rows) {
    const decoded = decodeFeature(state);
    if (decoded === undefined) continue;
    const id = `${kind} ${name}`;
    const known = windows.get(id) ?? { kind: kind as "feature", name, states: [] };
    known.states.push(decoded);
    windows.set(id, known);
  }
  return [...windows.values()].flatMap(({ kind, name, states }) => columnFromWindows({ kind, name }, states) ?? []);
}

/** Makes what a model sent in a time its reference: at once when it has none, else after a second person agreed. */
export const proposeReference = defineCommand({
  name: "telemetry.propose_reference",
  summary: "Choose the time that a model's telemetry is compared with; another one than before needs a second person",
  permission: "telemetry:manage",
  http: "POST /telemetry/{id}/references",
  input: ProposeReferenceInput,
  output: ReferenceDto,
  timeoutMs: 120_000,
  load: ({ tx, input, ctx }) => loadTelemetryModel(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    const [from, to] = [new Date(input.from), new Date(input.to)];
    const columns = await columnsOf(tx, ctx.orgId, { modelId: target.id, from, to });
    const made = { modelId: target.id, origin: "window" as const, from, to, reason: input.reason, columns };
    const { row, audit } = await addReference(tx, ctx, made);
    const names = new Map(ctx.actor.type === "user" ? [[ctx.actor.id, { name: ctx.actor.name }]] : []);
    return { result: toReferenceDto(row, names), audit: [audit] };
  },
});
