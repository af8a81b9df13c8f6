import { modelAggregate } from "./aggregate.ts";
import { assetAggregates } from "./assets/aggregates.ts";
import { archiveAsset } from "./assets/commands/archive-asset.ts";
import { registerAsset } from "./assets/commands/register-asset.ts";
import { restoreAsset } from "./assets/commands/restore-asset.ts";
import { updateAsset } from "./assets/commands/update-asset.ts";
import { countAssetFacets } from "./assets/queries/count-asset-facets.ts";
import { findNodes } from "./assets/queries/find-nodes.ts";
import { listAssets } from "./assets/queries/list-assets.ts";
import { readAssetHistory } from "./assets/queries/read-asset-history.ts";
import { readAsset } from "./assets/queries/read-asset.ts";
import { archiveModel } from "./commands/archive-model.ts";
import { askForOwner } from "./commands/ask-for-owner.ts";
import { exportModels } from "./commands/export-models.ts";
import { registerModel } from "./commands/register-model.ts";
import { restoreModel } from "./commands/restore-model.ts";
import { updateModel } from "./commands/update-model.ts";
import { exportInventory } from "./exports/export-inventory.ts";
import { followOwner } from "./jobs.ts";
import { countFacets } from "./queries/count-facets.ts";
import { describeNodes } from "./queries/describe-nodes.ts";
import { findByDigest } from "./queries/find-by-digest.ts";
import { listModels } from "./queries/list-models.ts";
import { listOwnerChoices } from "./queries/list-owner-choices.ts";
import { readModelHistory } from "./queries/read-model-history.ts";
import { readModel } from "./queries/read-model.ts";
import { resolveNode } from "./queries/resolve-node.ts";
import { searchModels } from "./queries/search-models.ts";
import { versionAggregate } from "./versions/aggregate.ts";
import { createVersion } from "./versions/commands/create-version.ts";
import { releaseVersion } from "./versions/commands/release-version.ts";
import { updateVersion } from "./versions/commands/update-version.ts";
import { listVersions } from "./versions/queries/list-versions.ts";
import { readVersionHistory } from "./versions/queries/read-version-history.ts";
import { readVersion } from "./versions/queries/read-version.ts";

/** Everything of this domain for the registry. */
export const inventory = {
  aggregates: [...Object.values(assetAggregates), versionAggregate, modelAggregate],
  commands: [
    createVersion,
    releaseVersion,
    updateVersion,
    archiveAsset,
    registerAsset,
    restoreAsset,
    updateAsset,
    askForOwner,
    archiveModel,
    exportInventory,
    exportModels,
    registerModel,
    restoreModel,
    updateModel,
  ],
  queries: [
    listVersions,
    readVersion,
    readVersionHistory,
    countAssetFacets,
    findNodes,
    listAssets,
    readAsset,
    readAssetHistory,
    countFacets,
    describeNodes,
    resolveNode,
    listModels,
    listOwnerChoices,
    readModel,
    readModelHistory,
    searchModels,
    findByDigest,
  ],
  jobs: [followOwner],
} as const;
