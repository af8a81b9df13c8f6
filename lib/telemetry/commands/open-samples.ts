import { noted } from "../../kernel/aggregate.ts";
import { defineCommand } from "../../kernel/command.ts";
import { loadTelemetryModel } from "../load-telemetry-model.ts";
import { NO_VERSION } from "../rules.ts";
import { OpenSamplesInput, SamplesDto } from "../samples/schema.ts";
import { openSample } from "../samples/sealed-sample.ts";
import { settingsOf } from "../settings/settings-of.ts";

type SampleRow = { rank: Uint8Array; at: Date; version_id: string; sealed: Uint8Array };

/** Opens samples of a model, the newest first. Who opened how many, of which time, is an entry. */
export const openSamples = defineCommand({
  name: "telemetry.open_samples",
  summary: "Open raw events that are kept of a model; leaves an entry",
  permission: "telemetry:inspect",
  http: "POST /telemetry/{id}/samples",
  input: OpenSamplesInput,
  output: SamplesDto,
  load: ({ tx, input, ctx }) => loadTelemetryModel(tx, ctx.orgId, input.id),
  async run({ tx, input, target, ctx }) {
    const { decided } = await settingsOf(tx, ctx.orgId);
    const rows = await tx.$queryRawUnsafe<SampleRow[]>(
      `select rank, at, version_id::text as version_id, sealed from telemetry_sample
       where org_id = $1::uuid and model_id = $2::uuid and ($3::timestamptz is null or (at, rank) < ($3::timestamptz, decode($4, 'hex')))
       order by at desc, rank desc limit $5`,
      ctx.orgId,
      target.id,
      input.to ?? null,
      input.toId ?? "",
      input.limit,
    );
    const [all] = await tx.$queryRawUnsafe<{ n: number }[]>(
      "select count(*)::int as n from telemetry_sample where org_id = $1::uuid and model_id = $2::uuid",
      ctx.orgId,
      target.id,
    );
    const versions = await tx.modelVersion.findMany({
      where: { orgId: ctx.orgId, id: { in: rows.map((row) => row.version_id) } },
      select: { id: true, label: true },
    });
    const labels = new Map(versions.map(({ id, label }) => [id, label]));
    const items = rows.map(({ rank, at, version_id: versionId, sealed }) => ({
      id: Buffer.from(rank).toString("hex"),
      at: at.toISOString(),
      version: versionId === NO_VERSION ? null : (labels.get(versionId) ?? null),
      content: openSample(sealed, { orgId: ctx.orgId, modelId: target.id, rank }),
    }));
    const facts = {
      modelId: target.id,
      samples: items.length,
      from: items.at(-1)?.at ?? null,
      to: items[0]?.at ?? null,
    };
    return {
      result: { sampling: decided.sampling, items, total: all?.n ?? 0 },
      audit: [noted("telemetry_samples", ctx.newId(), facts)],
    };
  },
});
