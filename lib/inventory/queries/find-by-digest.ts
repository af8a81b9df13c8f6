import { defineQuery } from "../../kernel/query.ts";
import { DigestMatches, FindByDigestInput, type DigestMatch } from "../../signing/schema.ts";

const AT_MOST = 50;

/** Addresses of the pages of assets, by kind. */
const pages: Readonly<Record<string, string>> = {
  system: "systems",
  dataset: "datasets",
  dataset_version: "datasets",
  component: "components",
  vendor: "vendors",
  deployment: "deployments",
};

/** Files of model versions and assets that are recorded with this digest; at most 50 of each. */
export const findByDigest = defineQuery({
  name: "artifact.find_by_digest",
  summary: "What is recorded with this digest, in the whole inventory",
  permission: "model:read",
  input: FindByDigestInput,
  output: DigestMatches,
  http: "GET /artifacts/by-digest",
  async run({ db, input, ctx }) {
    const where = { orgId: ctx.orgId, digest: input.digest };
    const artifacts = await db.versionArtifact.findMany({ where, orderBy: { id: "asc" }, take: AT_MOST });
    const assets = await db.asset.findMany({ where, orderBy: { id: "asc" }, take: AT_MOST });
    const versionIds = [...new Set(artifacts.map(({ versionId }) => versionId))];
    const versions = await db.modelVersion.findMany({ where: { orgId: ctx.orgId, id: { in: versionIds } } });
    const modelIds = [...new Set(versions.map(({ modelId }) => modelId))];
    const models = await db.model.findMany({ where: { orgId: ctx.orgId, id: { in: modelIds } } });
    const parentIds = assets.map(({ parentId }) => parentId).filter((id) => id !== null);
    const parents = await db.asset.findMany({ where: { orgId: ctx.orgId, id: { in: parentIds } } });
    const modelById = new Map(models.map((row) => [row.id, row]));
    const versionById = new Map(versions.map((row) => [row.id, row]));
    const parentById = new Map(parents.map((row) => [row.id, row]));
    const files = artifacts.flatMap((artifact): DigestMatch[] => {
      const version = versionById.get(artifact.versionId);
      const model = modelById.get(version?.modelId ?? "");
      if (version === undefined || model === undefined) return [];
      return [
        {
          type: "model_version",
          id: version.id,
          name: model.name,
          detail: `version ${version.label}, file ${artifact.name}`,
          href: `/models/${model.slug}/versions/${encodeURIComponent(version.label)}`,
          state: version.state,
          sizeBytes: artifact.sizeBytes === null ? null : Number(artifact.sizeBytes),
        },
      ];
    });
    const things = assets.map((asset): DigestMatch => {
      const page = parentById.get(asset.parentId ?? "") ?? asset;
      return {
        type: asset.kind,
        id: asset.id,
        name: page.name,
        detail: page === asset ? "" : `version ${asset.name}`,
        href: `/${pages[asset.kind] ?? "models"}/${page.slug}`,
        state: asset.state,
        sizeBytes: null,
      };
    });
    return { items: [...files, ...things] };
  },
});
