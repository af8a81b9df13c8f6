import type { ModelVersion, VersionArtifact } from "../../db/types.ts";
import { defineAggregate } from "../../kernel/aggregate.ts";
import type { JsonValue } from "../../merkle/canonical-json.ts";
import type { StatedLink } from "../assets/links.ts";
import { contentDigest } from "../content-digest.ts";

/** An artifact as the record of its version holds it. */
export type RecordedArtifact = {
  id: string;
  name: string;
  mediaType: string;
  sizeBytes: number | null;
  digest: string | null;
  location: string;
};

/** A version with its artifacts and the links it states: what the trail images. */
export type VersionRecord = ModelVersion & { links: StatedLink[]; artifacts: RecordedArtifact[] };

/** Artifacts of one version in their order, as the record holds them. */
export function recordedArtifacts(rows: readonly VersionArtifact[]): RecordedArtifact[] {
  return [...rows]
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
    .map(({ id, name, mediaType, sizeBytes, digest, location }) => ({
      id,
      name,
      mediaType,
      sizeBytes: sizeBytes === null ? null : Number(sizeBytes),
      digest,
      location,
    }));
}

/** A version of a model in the trail. */
export const versionAggregate = defineAggregate<VersionRecord>({
  type: "model_version",
  table: "model_version_record",
  schema: 1,
  label: "model version",
  image: (row) => ({
    modelId: row.modelId,
    label: row.label,
    description: row.description,
    stage: row.stage,
    state: row.state,
    facts: row.facts as JsonValue,
    custom: row.custom as JsonValue,
    documents: row.documents as JsonValue,
    tags: row.tags,
    links: row.links,
    artifacts: row.artifacts,
    sourceKey: row.sourceKey,
    sourceDigest: contentDigest(row.source),
    createdBy: row.createdBy,
    releasedBy: row.releasedBy,
    releasedAt: row.releasedAt?.toISOString() ?? null,
    retiredAt: row.retiredAt?.toISOString() ?? null,
  }),
});
