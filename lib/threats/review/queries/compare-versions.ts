import { diffModels } from "../../../graph/diff/diff-models.ts";
import type { ComparedModel } from "../../../graph/diff/substance.ts";
import { notFound } from "../../../kernel/errors.ts";
import { defineQuery, type Reader } from "../../../kernel/query.ts";
import { loadThreatModel } from "../../load-threat-model.ts";
import { readModel } from "../read-models.ts";
import { CompareVersionsInput, ComparisonDto } from "../schema.ts";
import { contentOf } from "../version-dto.ts";

async function versionOf(db: Reader, threatModelId: string, number: number): Promise<ComparedModel> {
  const where = { threatModelId_number: { threatModelId, number } };
  const row = await db.threatModelVersion.findUnique({ where, select: { content: true } });
  return row === null ? notFound("version of a threat model") : contentOf(row);
}

/** What changed between two versions of a threat model, or between one and how it is now. */
export const compareVersions = defineQuery({
  name: "threat_model_version.compare",
  summary: "Compare two versions of a threat model, or one with how it is now",
  permission: "threat:read",
  http: "GET /threat-models/{id}/versions/compare",
  input: CompareVersionsInput,
  output: ComparisonDto,
  async run({ db, input, ctx }) {
    const threatModel = await loadThreatModel(db, ctx.orgId, input.id);
    const before = await versionOf(db, threatModel.id, input.from);
    const after =
      input.to === undefined ? await readModel(db, threatModel.id) : await versionOf(db, threatModel.id, input.to);
    return { from: input.from, to: input.to ?? null, diff: diffModels(before, after) };
  },
});
