import { removePath } from "../attack-paths/commands/remove-path.ts";
import { savePath } from "../attack-paths/commands/save-path.ts";
import { updatePath } from "../attack-paths/commands/update-path.ts";
import { listPaths } from "../attack-paths/queries/list-paths.ts";
import { readPathEffects } from "../attack-paths/queries/read-effects.ts";
import { readPath } from "../attack-paths/queries/read-path.ts";
import { suggestAttackPaths } from "../attack-paths/queries/suggest-paths.ts";
import { drawFromInventory } from "../queries/draw-from-inventory.ts";
import { approveVersion } from "./commands/approve-version.ts";
import { askForReview } from "./commands/ask-for-review.ts";
import { rejectVersion } from "./commands/reject-version.ts";
import { submitVersion } from "./commands/submit-version.ts";
import { withdrawVersion } from "./commands/withdraw-version.ts";
import { watchReviews } from "./jobs.ts";
import { compareVersions } from "./queries/compare-versions.ts";
import { listToReview } from "./queries/list-to-review.ts";
import { listVersions } from "./queries/list-versions.ts";
import { readVersion } from "./queries/read-version.ts";

/** Everything of reviews, attack paths and drawing from the inventory for the registry. */
export const review = {
  commands: [
    approveVersion,
    askForReview,
    rejectVersion,
    removePath,
    savePath,
    submitVersion,
    updatePath,
    withdrawVersion,
  ],
  queries: [
    compareVersions,
    drawFromInventory,
    listPaths,
    listToReview,
    listVersions,
    readPath,
    readPathEffects,
    readVersion,
    suggestAttackPaths,
  ],
  jobs: [watchReviews],
} as const;
