/** What people call one of a kind of thing, and several. */
export type ThingWords = readonly [one: string, many: string];

const kinds: Readonly<Record<string, ThingWords>> = {
  model: ["model", "models"],
  model_version: ["model version", "model versions"],
  gate_request: ["request for a gate", "requests for gates"],
  gate_attestation: ["attestation", "attestations"],
  gate_waiver: ["waiver", "waivers"],
  gate_policy: ["criteria of the gates", "criteria of the gates"],
  retirement_record: ["retirement record", "retirement records"],
  system: ["AI system", "AI systems"],
  dataset: ["dataset", "datasets"],
  dataset_version: ["dataset version", "dataset versions"],
  component: ["component", "components"],
  vendor: ["vendor", "vendors"],
  deployment: ["deployment", "deployments"],
  custom_field: ["own field", "own fields"],
  model_export: ["export of models", "exports of models"],
  import: ["import", "imports"],
  import_download: ["download of an imported file", "downloads of imported files"],
  organization: ["organization", "organizations"],
  user: ["person", "people"],
  session: ["session", "sessions"],
  invitation: ["invitation", "invitations"],
  api_key: ["API key", "API keys"],
  refusal: ["refused permission", "refused permissions"],
  sign_in_failure: ["failed sign-in", "failed sign-ins"],
  evidence: ["evidence", "evidence"],
  trust_key: ["trusted key", "trusted keys"],
  signature_check: ["signature check", "signature checks"],
  evidence_download: ["download of evidence", "downloads of evidence"],
  connection: ["connection", "connections"],
  connection_sync: ["sync of a connection", "syncs of connections"],
  discovery: ["discovery", "discoveries"],
  discovery_batch: ["batch of sightings", "batches of sightings"],
  discovery_resend: ["repeated batch of sightings", "repeated batches of sightings"],
  task: ["task", "tasks"],
  alert: ["alert", "alerts"],
  alert_rule: ["alert rule", "alert rules"],
  alert_silence: ["silence", "silences"],
  alert_channel: ["channel of alerts", "channels of alerts"],
  alert_channel_test: ["test of a channel", "tests of channels"],
  threat_model: ["threat model", "threat models"],
  diagram: ["diagram", "diagrams"],
  threat: ["threat", "threats"],
  threat_model_version: ["version of a threat model", "versions of threat models"],
  threat_session: ["session around a diagram", "sessions around diagrams"],
  attack_path: ["attack path", "attack paths"],
  threat_comment: ["comment on a threat", "comments on threats"],
  threat_export: ["export of threats", "exports of threats"],
  threat_model_export: ["export of a threat model", "exports of threat models"],
  threat_pack: ["threat pack", "threat packs"],
  threat_settings: ["settings of threat models", "settings of threat models"],
  telemetry_reference: ["reference of telemetry", "references of telemetry"],
  telemetry_digest: ["digest of telemetry", "digests of telemetry"],
  telemetry_setting: ["settings of telemetry", "settings of telemetry"],
  telemetry_parked: ["parked batch of telemetry", "parked batches of telemetry"],
  telemetry_samples: ["opening of samples", "openings of samples"],
  audit_export: ["export of the trail", "exports of the trail"],
  audit_settings: ["settings of the trail", "settings of the trail"],
  erasure: ["erasure", "erasures"],
  witness: ["witness", "witnesses"],
};

/** The words for a kind of thing; an unknown one by its own name, made readable. */
export function thingWords(entityType: string): ThingWords {
  const readable = entityType.replaceAll("_", " ");
  return kinds[entityType] ?? [readable, `${readable} entries`];
}

/** Whether a kind of thing has words of its own. */
export function knowsThing(entityType: string): boolean {
  return entityType in kinds;
}

const labels: Readonly<Record<string, string>> = {
  address: "Address",
  acceptedAt: "Accepted",
  archivedAt: "Archived",
  appliesTo: "Applies to",
  assigneeId: "Assigned to",
  cardDigest: "Digest of the card",
  checkpointPublic: "Public checkpoint",
  command: "Command",
  createdBy: "Created by",
  creates: "Created",
  detail: "Detail",
  device: "Device",
  digest: "Digest",
  disabledAt: "Disabled",
  doneAt: "Done",
  dueAt: "Due",
  earlier: "Attempts before",
  email: "E-mail",
  entityId: "Belongs to",
  entityType: "Kind of thing",
  entries: "Entries",
  evidenceId: "Evidence",
  expiresAt: "Expires",
  fileName: "File",
  filters: "Filters",
  format: "Format",
  hour: "Hour",
  invitedBy: "Invited by",
  keeps: "Unchanged",
  indices: "Positions in the log",
  kind: "Kind",
  legalBasis: "Legal basis",
  mediaType: "Type of file",
  method: "Way of signing in",
  mfaAt: "Second factor given",
  mfaEnabled: "Second factor",
  mfaRequiredRoles: "Roles that need a second factor",
  models: "Models",
  name: "Name",
  origins: "Where values came from",
  permission: "Permission",
  prefix: "Begins with",
  revokedAt: "Revoked",
  reason: "Reason",
  role: "Role",
  scopes: "Permissions",
  sizeBytes: "Size in bytes",
  skips: "Left out",
  slug: "Address",
  sourceKey: "Source",
  state: "State",
  subjectId: "About",
  subjectType: "Kind of thing",
  title: "Title",
  updates: "Changed",
  url: "Link",
  userId: "Person",
  vkey: "Verifier key",
  withdrawnAt: "Withdrawn",
};

/** What a field is called; an unknown one by its own name, made readable ("reviewDueAt" becomes "Review due at"). */
export function plainFieldLabel(field: string): string {
  const known = labels[field];
  if (known !== undefined) return known;
  const words = field
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
