import type { Aggregate } from "./kernel/aggregate.ts";
import type { AnyCommand, AnyScratch } from "./kernel/command.ts";
import type { AnyQuery } from "./kernel/query.ts";
import type { AnyJob } from "./jobs/define-job.ts";
import { acceptByIdentity } from "./auth/commands/accept-by-identity.ts";
import { beginSecondFactor } from "./auth/commands/begin-second-factor.ts";
import { changePassword } from "./auth/commands/change-password.ts";
import { completeSetup } from "./auth/commands/complete-setup.ts";
import { confirmSecondFactor } from "./auth/commands/confirm-second-factor.ts";
import { endSession } from "./auth/commands/end-session.ts";
import { followGroups } from "./auth/commands/follow-groups.ts";
import { linkIdentity } from "./auth/commands/link-identity.ts";
import { noteFailedSignIn } from "./auth/commands/note-failed-sign-in.ts";
import { provisionUser } from "./auth/commands/provision-user.ts";
import { reauthenticate } from "./auth/commands/reauthenticate.ts";
import { removeSecondFactor } from "./auth/commands/remove-second-factor.ts";
import { renewRecoveryCodes } from "./auth/commands/renew-recovery-codes.ts";
import { resetPassword } from "./auth/commands/reset-password.ts";
import { revokeAllSessions } from "./auth/commands/revoke-all-sessions.ts";
import { revokeSession } from "./auth/commands/revoke-session.ts";
import { startSession } from "./auth/commands/start-session.ts";
import { connectionAggregate } from "./connections/aggregate.ts";
import { addConnection } from "./connections/commands/add-connection.ts";
import { removeConnection } from "./connections/commands/remove-connection.ts";
import { syncNow } from "./connections/commands/sync-now.ts";
import { updateConnection } from "./connections/commands/update-connection.ts";
import { syncConnections } from "./connections/jobs.ts";
import { listConnections } from "./connections/queries/list-connections.ts";
import { listDueConnections } from "./connections/queries/list-due.ts";
import { beginRun, endRun } from "./connections/run-scratch.ts";
import { discoveryAggregates } from "./discovery/aggregates.ts";
import { dismissDiscovery } from "./discovery/commands/dismiss-discovery.ts";
import { ingestSightings } from "./discovery/commands/ingest-sightings.ts";
import { matchDiscovery } from "./discovery/commands/match-discovery.ts";
import { reopenDiscovery } from "./discovery/commands/reopen-discovery.ts";
import { discoveryEraser } from "./discovery/eraser.ts";
import { countDiscoveries } from "./discovery/queries/count-discoveries.ts";
import { listDiscoveries } from "./discovery/queries/list-discoveries.ts";
import { readDiscovery } from "./discovery/queries/read-discovery.ts";
import { registerDiscovery } from "./discovery-door.ts";
import { importDoor } from "./import-door.ts";
import { downloadImport } from "./imports/commands/download-import.ts";
import { listImportFiles } from "./imports/queries/list-import-files.ts";
import { listImportRecords } from "./imports/queries/list-import-records.ts";
import { cancelImport, noteProgress, readImporter } from "./imports/runs.ts";
import { readImport } from "./imports/queries/read-import.ts";
import { modelAggregate } from "./inventory/aggregate.ts";
import { assetAggregates } from "./inventory/assets/aggregates.ts";
import { archiveAsset } from "./inventory/assets/commands/archive-asset.ts";
import { registerAsset } from "./inventory/assets/commands/register-asset.ts";
import { restoreAsset } from "./inventory/assets/commands/restore-asset.ts";
import { updateAsset } from "./inventory/assets/commands/update-asset.ts";
import { countAssetFacets } from "./inventory/assets/queries/count-asset-facets.ts";
import { findNodes } from "./inventory/assets/queries/find-nodes.ts";
import { listAssets } from "./inventory/assets/queries/list-assets.ts";
import { readAssetHistory } from "./inventory/assets/queries/read-asset-history.ts";
import { readAsset } from "./inventory/assets/queries/read-asset.ts";
import { fieldAggregate } from "./fields/aggregate.ts";
import { archiveField } from "./fields/commands/archive-field.ts";
import { createField } from "./fields/commands/create-field.ts";
import { restoreField } from "./fields/commands/restore-field.ts";
import { updateField } from "./fields/commands/update-field.ts";
import { listFields } from "./fields/queries/list-fields.ts";
import { versionAggregate } from "./inventory/versions/aggregate.ts";
import { createVersion } from "./inventory/versions/commands/create-version.ts";
import { releaseVersion } from "./inventory/versions/commands/release-version.ts";
import { updateVersion } from "./inventory/versions/commands/update-version.ts";
import { listVersions } from "./inventory/versions/queries/list-versions.ts";
import { readVersionHistory } from "./inventory/versions/queries/read-version-history.ts";
import { readVersion } from "./inventory/versions/queries/read-version.ts";
import { followOwner } from "./inventory/jobs.ts";
import { askForOwner } from "./inventory/commands/ask-for-owner.ts";
import { archiveModel } from "./inventory/commands/archive-model.ts";
import { exportInventory } from "./inventory/exports/export-inventory.ts";
import { exportModels } from "./inventory/commands/export-models.ts";
import { registerModel } from "./inventory/commands/register-model.ts";
import { restoreModel } from "./inventory/commands/restore-model.ts";
import { updateModel } from "./inventory/commands/update-model.ts";
import { countFacets } from "./inventory/queries/count-facets.ts";
import { describeNodes } from "./inventory/queries/describe-nodes.ts";
import { listModels } from "./inventory/queries/list-models.ts";
import { listOwnerChoices } from "./inventory/queries/list-owner-choices.ts";
import { readModel } from "./inventory/queries/read-model.ts";
import { readModelHistory } from "./inventory/queries/read-model-history.ts";
import { resolveNode } from "./inventory/queries/resolve-node.ts";
import { searchModels } from "./inventory/queries/search-models.ts";
import { readAssetAt } from "./lineage/queries/read-asset-at.ts";
import { readLineage } from "./lineage/queries/read-lineage.ts";
import { readLiveAt } from "./lineage/queries/read-live-at.ts";
import {
  apiKeyAggregate,
  invitationAggregate,
  organizationAggregate,
  sessionAggregate,
  userAggregate,
} from "./people/aggregates.ts";
import { acceptInvitation } from "./people/commands/accept-invitation.ts";
import { changeRole } from "./people/commands/change-role.ts";
import { createKey } from "./people/commands/create-key.ts";
import { createOrganization } from "./people/commands/create-organization.ts";
import { createResetLink } from "./people/commands/create-reset-link.ts";
import { createUser } from "./people/commands/create-user.ts";
import { disableUser } from "./people/commands/disable-user.ts";
import { enableUser } from "./people/commands/enable-user.ts";
import { inviteUser } from "./people/commands/invite-user.ts";
import { requestReset } from "./people/commands/request-reset.ts";
import { resetSecondFactor } from "./people/commands/reset-second-factor.ts";
import { revokeInvitation } from "./people/commands/revoke-invitation.ts";
import { revokeKey } from "./people/commands/revoke-key.ts";
import { sendResetLink } from "./people/commands/send-reset-link.ts";
import { updateOrganization } from "./people/commands/update-organization.ts";
import { updateProfile } from "./people/commands/update-profile.ts";
import { evidenceAggregate } from "./evidence/aggregates.ts";
import { addFile } from "./evidence/commands/add-file.ts";
import { addLink } from "./evidence/commands/add-link.ts";
import { downloadEvidence } from "./evidence/commands/download-evidence.ts";
import { withdrawEvidence } from "./evidence/commands/withdraw-evidence.ts";
import { sweepEvidence } from "./evidence/jobs.ts";
import { knownDigests } from "./evidence/queries/known-digests.ts";
import { listEvidence } from "./evidence/queries/list-evidence.ts";
import { lifecycleAggregates } from "./lifecycle/aggregates.ts";
import { approveGate } from "./lifecycle/commands/approve-gate.ts";
import { approveWaiver } from "./lifecycle/commands/approve-waiver.ts";
import { attestCriterion } from "./lifecycle/commands/attest-criterion.ts";
import { moveGate } from "./lifecycle/commands/move-gate.ts";
import { rejectGate } from "./lifecycle/commands/reject-gate.ts";
import { rejectWaiver } from "./lifecycle/commands/reject-waiver.ts";
import { requestGate } from "./lifecycle/commands/request-gate.ts";
import { revokeGate } from "./lifecycle/commands/revoke-gate.ts";
import { revokeWaiver } from "./lifecycle/commands/revoke-waiver.ts";
import { updateGatePolicy } from "./lifecycle/commands/update-gate-policy.ts";
import { waiveCriterion } from "./lifecycle/commands/waive-criterion.ts";
import { watchVersion } from "./lifecycle/commands/watch-version.ts";
import { withdrawAttestation } from "./lifecycle/commands/withdraw-attestation.ts";
import { withdrawGate } from "./lifecycle/commands/withdraw-gate.ts";
import { watchGates } from "./lifecycle/jobs.ts";
import { checkGate } from "./lifecycle/queries/check-gate.ts";
import { listGatedOrganizations } from "./lifecycle/queries/list-gated-organizations.ts";
import { listToWatch } from "./lifecycle/queries/list-to-watch.ts";
import { noteGateStandings } from "./lifecycle/note-standings.ts";
import { readBoard } from "./lifecycle/queries/read-board.ts";
import { readGate } from "./lifecycle/queries/read-gate.ts";
import { readGatePolicy } from "./lifecycle/queries/read-gate-policy.ts";
import { readGateStates } from "./lifecycle/queries/read-gate-states.ts";
import { readVersionGates } from "./lifecycle/queries/read-version-gates.ts";
import { findByDigest } from "./inventory/queries/find-by-digest.ts";
import { trustKeyAggregate } from "./signing/aggregate.ts";
import { addTrustKey } from "./signing/commands/add-trust-key.ts";
import { recordScan } from "./signing/commands/record-scan.ts";
import { retireTrustKey } from "./signing/commands/retire-trust-key.ts";
import { verifyArtifactSignature } from "./signing/commands/verify-signature.ts";
import { listTrustKeys } from "./signing/queries/list-trust-keys.ts";
import { threats } from "./threats/registry.ts";
import { sendMail } from "./mail/send-mail.ts";
import { taskAggregate } from "./work/aggregates.ts";
import { cancelTask } from "./work/commands/cancel-task.ts";
import { completeTask } from "./work/commands/complete-task.ts";
import { createTask } from "./work/commands/create-task.ts";
import { markNotificationsRead } from "./work/commands/mark-notifications-read.ts";
import { listNotifications } from "./work/queries/list-notifications.ts";
import { listTasks } from "./work/queries/list-tasks.ts";
import { answerResetRequest } from "./people/jobs.ts";
import { listInvitations } from "./people/queries/list-invitations.ts";
import { listKeys } from "./people/queries/list-keys.ts";
import { listSessions } from "./people/queries/list-sessions.ts";
import { listUsers } from "./people/queries/list-users.ts";
import { readInvitation } from "./people/queries/read-invitation.ts";
import { readMe } from "./people/queries/read-me.ts";
import { readOrganization } from "./people/queries/read-organization.ts";
import { readUser } from "./people/queries/read-user.ts";
import { readOverview } from "./overview/queries/read-overview.ts";
import { exportTrail } from "./trail/commands/export-trail.ts";
import { entityChain } from "./trail/queries/entity-chain.ts";
import { erasureAggregate } from "./trail/erasure.ts";
import { exportBundle } from "./trail/commands/export-bundle.ts";
import { readBundlePage } from "./trail/queries/read-bundle-page.ts";
import { erasePayload } from "./trail/commands/erase-payload.ts";
import { reportReplay } from "./trail/commands/report-replay.ts";
import { defineReplayCheck } from "./trail/replay-check.ts";
import { defineErasePerson } from "./trail/commands/erase-person.ts";
import { definePreviewErasure } from "./trail/queries/preview-erasure.ts";
import { evidenceEraser } from "./evidence/eraser.ts";
import { importsEraser } from "./imports/eraser.ts";
import type { Eraser } from "./kernel/eraser.ts";
import { peopleEraser } from "./people/eraser.ts";
import { workEraser } from "./work/eraser.ts";
import { entityHistory } from "./trail/queries/entity-history.ts";
import { findEntry } from "./trail/queries/find-entry.ts";
import { imageAt } from "./trail/queries/image-at.ts";
import { imagesAt } from "./trail/queries/images-at.ts";
import { listEntries } from "./trail/queries/list-entries.ts";
import { readEntry } from "./trail/queries/read-entry.ts";
import { readEntryBytes } from "./trail/queries/read-entry-bytes.ts";
import { trailFacets } from "./trail/queries/trail-facets.ts";
import { auditSettingsAggregate, witnessAggregate } from "./transparency/aggregates.ts";
import { addWitness } from "./transparency/commands/add-witness.ts";
import { removeWitness } from "./transparency/commands/remove-witness.ts";
import { updateAuditSettings } from "./transparency/commands/update-audit-settings.ts";
import { updateWitness } from "./transparency/commands/update-witness.ts";
import { listCheckpoints } from "./transparency/queries/list-checkpoints.ts";
import { listWitnesses } from "./transparency/queries/list-witnesses.ts";
import { readAuditSettings } from "./transparency/queries/read-audit-settings.ts";
import { readConsistency } from "./transparency/queries/read-consistency.ts";
import { readEntryProof } from "./transparency/queries/read-entry-proof.ts";
import { readLogFile } from "./transparency/queries/read-log-file.ts";
import { readLogHealth } from "./transparency/queries/read-log-health.ts";
import { readLogKey } from "./transparency/queries/read-log-key.ts";

/** Every command, scratch write, query, job and aggregate by name: the only file in lib that knows all domains. */

/** Compares the log with the live rows of all aggregates. */
export const replayCheck = defineReplayCheck(() => aggregates);

/** How each domain forgets a person. */
export const erasers: readonly Eraser[] = [
  peopleEraser,
  workEraser,
  evidenceEraser,
  importsEraser,
  discoveryEraser,
  ...threats.erasers,
];

/** Erases a person in all domains. */
export const erasePerson = defineErasePerson(() => ({ erasers, aggregates }));

/** What an erasure would reach in all domains. */
export const previewErasure = definePreviewErasure(() => aggregates);

export const commands: readonly AnyCommand[] = [
  ...threats.commands,
  // connections
  addConnection,
  removeConnection,
  syncNow,
  updateConnection,
  // discoveries
  dismissDiscovery,
  ingestSightings,
  matchDiscovery,
  registerDiscovery,
  reopenDiscovery,
  // gates
  approveGate,
  approveWaiver,
  attestCriterion,
  moveGate,
  rejectGate,
  rejectWaiver,
  requestGate,
  revokeGate,
  revokeWaiver,
  updateGatePolicy,
  waiveCriterion,
  watchVersion,
  withdrawAttestation,
  withdrawGate,
  // erasure, evidence
  exportBundle,
  erasePayload,
  erasePerson,
  reportReplay,
  // auth
  acceptByIdentity,
  beginSecondFactor,
  changePassword,
  completeSetup,
  confirmSecondFactor,
  endSession,
  followGroups,
  linkIdentity,
  noteFailedSignIn,
  provisionUser,
  reauthenticate,
  removeSecondFactor,
  renewRecoveryCodes,
  resetPassword,
  revokeAllSessions,
  revokeSession,
  startSession,
  // versions
  createVersion,
  releaseVersion,
  updateVersion,
  // assets
  archiveAsset,
  registerAsset,
  restoreAsset,
  updateAsset,
  // fields
  archiveField,
  createField,
  restoreField,
  updateField,
  // inventory, imports
  askForOwner,
  archiveModel,
  exportInventory,
  exportModels,
  downloadImport,
  importDoor.apply,
  registerModel,
  restoreModel,
  updateModel,
  // people
  acceptInvitation,
  changeRole,
  createKey,
  createOrganization,
  createResetLink,
  createUser,
  disableUser,
  enableUser,
  inviteUser,
  resetSecondFactor,
  revokeInvitation,
  revokeKey,
  sendResetLink,
  updateOrganization,
  updateProfile,
  // evidence
  addFile,
  addLink,
  downloadEvidence,
  withdrawEvidence,
  // signing
  addTrustKey,
  recordScan,
  retireTrustKey,
  verifyArtifactSignature,
  // work
  cancelTask,
  completeTask,
  createTask,
  // trail
  exportTrail,
  // transparency log
  addWitness,
  removeWitness,
  updateAuditSettings,
  updateWitness,
];

export const scratches: readonly AnyScratch[] = [
  ...threats.scratches,
  // connections
  beginRun,
  endRun,
  // replay check
  ...replayCheck.scratches,
  // gates
  noteGateStandings,
  // imports
  cancelImport,
  importDoor.preview,
  importDoor.queue,
  importDoor.refresh,
  noteProgress,
  // people
  requestReset,
  // work
  markNotificationsRead,
];

export const queries: readonly AnyQuery[] = [
  ...threats.queries,
  // connections
  listConnections,
  listDueConnections,
  // discoveries
  countDiscoveries,
  listDiscoveries,
  readDiscovery,
  // gates
  checkGate,
  listGatedOrganizations,
  listToWatch,
  readBoard,
  readGate,
  readGatePolicy,
  readGateStates,
  readVersionGates,
  // replay check, erasure, evidence
  previewErasure,
  readBundlePage,
  ...replayCheck.queries,
  // versions
  listVersions,
  readVersion,
  readVersionHistory,
  // assets
  countAssetFacets,
  findNodes,
  listAssets,
  readAsset,
  readAssetHistory,
  // fields
  listFields,
  // inventory, imports
  countFacets,
  describeNodes,
  resolveNode,
  listModels,
  listImportFiles,
  listImportRecords,
  listOwnerChoices,
  readImporter,
  readImport,
  readModel,
  readModelHistory,
  searchModels,
  // lineage
  readAssetAt,
  readLineage,
  readLiveAt,
  // people
  listInvitations,
  listKeys,
  listSessions,
  listUsers,
  readInvitation,
  readMe,
  readOrganization,
  readUser,
  // evidence
  knownDigests,
  // signing
  findByDigest,
  listTrustKeys,
  listEvidence,
  // work
  listNotifications,
  listTasks,
  // overview
  readOverview,
  // trail
  entityChain,
  entityHistory,
  findEntry,
  imageAt,
  imagesAt,
  listEntries,
  readEntry,
  readEntryBytes,
  trailFacets,
  // transparency log
  listCheckpoints,
  listWitnesses,
  readAuditSettings,
  readConsistency,
  readEntryProof,
  readLogFile,
  readLogHealth,
  readLogKey,
];

export const jobs: readonly AnyJob[] = [
  ...threats.jobs,
  // connections
  syncConnections,
  // gates
  watchGates,
  importDoor.job,
  // evidence, mail, people
  answerResetRequest,
  sendMail,
  sweepEvidence,
  // inventory
  followOwner,
  // replay check
  replayCheck.replayJob,
];

export const aggregates: readonly Aggregate<never>[] = [
  ...threats.aggregates,
  ...Object.values(assetAggregates),
  ...lifecycleAggregates,
  ...discoveryAggregates,
  connectionAggregate,
  fieldAggregate,
  versionAggregate,
  apiKeyAggregate,
  auditSettingsAggregate,
  erasureAggregate,
  evidenceAggregate,
  invitationAggregate,
  modelAggregate,
  organizationAggregate,
  sessionAggregate,
  taskAggregate,
  trustKeyAggregate,
  userAggregate,
  witnessAggregate,
];
