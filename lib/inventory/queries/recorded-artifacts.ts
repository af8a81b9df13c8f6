import type { Tx, VersionArtifact } from "../../db/types.ts";
import { notFound } from "../../kernel/errors.ts";

export type RecordedArtifact = Pick<VersionArtifact, "name" | "digest" | "sizeBytes">;

/** What is recorded of a version's files, in their order. Throws not_found. */
export async function recordedArtifactsOf(
  db: Pick<Tx, "modelVersion" | "versionArtifact">,
  orgId: string,
  versionId: string,
): Promise<RecordedArtifact[]> {
  const version = await db.modelVersion.findFirst({ where: { id: versionId, orgId }, select: { id: true } });
  if (version === null) notFound("version");
  return db.versionArtifact.findMany({
    where: { versionId, orgId },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    select: { name: true, digest: true, sizeBytes: true },
  });
}
