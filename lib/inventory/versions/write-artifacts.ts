import type { Tx } from "../../db/types.ts";
import type { CommandContext } from "../../kernel/context.ts";
import type { ArtifactInput } from "./schema.ts";

const same = (a: ArtifactInput & { position: number }, b: ArtifactInput & { position: number }): boolean =>
  (["mediaType", "sizeBytes", "digest", "location", "position"] as const).every((field) => a[field] === b[field]);

/** Makes the artifacts of a version exactly these, in this order. One that keeps its name keeps its id. */
export async function replaceArtifacts(
  tx: Tx,
  ctx: CommandContext,
  versionId: string,
  artifacts: readonly ArtifactInput[],
): Promise<void> {
  const rows = await tx.versionArtifact.findMany({ where: { versionId } });
  const had = new Map(rows.map((row) => [row.name, row]));
  const names = new Set(artifacts.map(({ name }) => name));
  const gone = rows.filter(({ name }) => !names.has(name));
  if (gone.length > 0) await tx.versionArtifact.deleteMany({ where: { id: { in: gone.map(({ id }) => id) } } });
  const added = [];
  for (const [position, artifact] of artifacts.entries()) {
    const data = {
      ...artifact,
      position,
      sizeBytes: artifact.sizeBytes === null ? null : BigInt(artifact.sizeBytes),
    };
    const row = had.get(artifact.name);
    if (row === undefined) {
      added.push({ ...data, id: ctx.newId(), orgId: ctx.orgId, versionId, createdAt: ctx.now() });
    } else {
      const sizeBytes = row.sizeBytes === null ? null : Number(row.sizeBytes);
      if (!same({ ...artifact, position }, { ...row, sizeBytes })) {
        await tx.versionArtifact.update({ where: { id: row.id }, data });
      }
    }
  }
  if (added.length > 0) await tx.versionArtifact.createMany({ data: added });
}
