import type { Model } from "../db/types.ts";
import { defineAggregate } from "../kernel/aggregate.ts";
import type { JsonValue } from "../merkle/canonical-json.ts";
import { contentDigest } from "./content-digest.ts";

/** A model in the trail. Of the imported card, which may have megabytes, the trail keeps the digest of its canonical JSON. */
export const modelAggregate = defineAggregate<Model>({
  type: "model",
  table: "model",
  schema: 2,
  label: "model",
  image: (row) => ({
    slug: row.slug,
    name: row.name,
    description: row.description,
    purpose: row.purpose,
    ownerId: row.ownerId,
    team: row.team,
    provider: row.provider,
    kind: row.kind,
    tasks: row.tasks,
    licence: row.licence,
    sensitivity: row.sensitivity,
    stage: row.stage,
    tags: row.tags,
    state: row.state,
    cardDigest: contentDigest(row.card),
    origins: row.origins as JsonValue,
    sourceKey: row.sourceKey,
    createdBy: row.createdBy,
    sourceDigest: contentDigest(row.source),
    custom: row.custom as JsonValue,
    documents: row.documents as JsonValue,
    archivedAt: row.archivedAt?.toISOString() ?? null,
  }),
});
