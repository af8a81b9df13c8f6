import { alertActionWords } from "./alert-action-words.ts";
import { telemetryActionWords } from "./telemetry-action-words.ts";
import { threatActionWords } from "./threat-action-words.ts";

/**
 * What people read for an action: `label` in a filter, `words` in a sentence that begins with who did it. `{thing}` is what
 * the entry is about, `{changes}` which fields became what, any other name in braces a field of the entry.
 */
export type ActionWords = readonly [label: string, words: string];

const inventory: Record<string, ActionWords> = {
  "model.register": ["Model registered", "registered {thing}"],
  "model.update": ["Model changed", "{changes}"],
  "model.archive": ["Model archived", "archived {thing}"],
  "model.restore": ["Model restored", "restored {thing}"],
  "model.export": ["Models exported", "exported {models} models as {format}"],
  "model_version.create": ["Version added", "added the version {thing}"],
  "model_version.update": ["Version changed", "{changes}"],
  "model_version.release": ["Version released", "released the version {thing}"],
  "asset.register": ["Asset registered", "registered {thing}"],
  "asset.update": ["Asset changed", "{changes}"],
  "asset.archive": ["Asset archived", "archived {thing}"],
  "asset.restore": ["Asset restored", "restored {thing}"],
  "inventory.ask_for_owner": ["Owner asked for", "opened the task {thing}"],
  "field.create": ["Field added", "added the field {thing}"],
  "field.update": ["Field changed", "{changes}"],
  "field.archive": ["Field archived", "archived the field {thing}"],
  "field.restore": ["Field restored", "restored the field {thing}"],
  "inventory.export": ["Inventory exported", "exported {records} records of the inventory as {format}"],
  "import.download": ["Imported file downloaded", "downloaded the imported file {fileName}"],
  "import.erase": ["Imported file erased", "took out an imported file that names an erased person"],
  "import.apply": ["Import applied", "applied an import: {creates} created, {updates} changed"],
  "import.apply/model": ["Import applied", "imported {thing}: {changes}"],
  "import.apply/model/1": ["Import applied", "registered {thing} from an imported file"],
};

const gates: Record<string, ActionWords> = {
  "model_version.move": ["Version moved", "moved the version {thing} to {stage}"],
  "model.follow_stage": ["Stage followed", "{changes}"],
  "gate.request": ["Gate asked for", "asked for the gate to {toStage}"],
  "gate.request/task/1": ["Gate asked for", "opened the task {thing}"],
  "gate.approve": ["Gate approved", "approved the gate to {toStage}"],
  "gate.approve/task": ["Gate approved", "closed the task {thing}"],
  "gate.approve/task/1": ["Gate approved", "opened the task {thing}"],
  "gate.reject": ["Gate rejected", "rejected the gate to {toStage}"],
  "gate.reject/task": ["Gate rejected", "closed the task {thing}"],
  "gate.withdraw": ["Request for a gate withdrawn", "withdrew the request for the gate to {toStage}"],
  "gate.withdraw/task": ["Request for a gate withdrawn", "closed the task {thing}"],
  "gate.void": ["Approval void", "made the approval of the gate to {toStage} void"],
  "gate.move": ["Move carried out", "carried out the move to {toStage}"],
  "gate.move/task": ["Move carried out", "closed the task {thing}"],
  "gate.move/task/1": ["Move carried out", "opened the task {thing}"],
  "gate.move/retirement_record": ["Retirement recorded", "wrote the retirement record"],
  "gate.revoke": ["Approval revoked", "revoked the approval of the gate to {toStage}"],
  "gate.revoke/task": ["Approval revoked", "closed the task {thing}"],
  "gate.revoke/task/1": ["Approval revoked", "opened the task {thing}"],
  "gate.attest": ["Criterion attested", "attested “{criterion}”"],
  "gate.withdraw_attestation": ["Attestation withdrawn", "withdrew the attestation of “{criterion}”"],
  "gate.waive": ["Waiver asked for", "asked for a waiver of “{criterion}”"],
  "gate.waive/task/1": ["Waiver asked for", "opened the task {thing}"],
  "gate.approve_waiver": ["Waiver approved", "approved a waiver of “{criterion}”"],
  "gate.reject_waiver": ["Waiver rejected", "rejected a waiver of “{criterion}”"],
  "gate.revoke_waiver": ["Waiver revoked", "revoked a waiver of “{criterion}”"],
  "gate.update_policy": ["Criteria changed", "changed the criteria of the gates"],
  "gate.watch": ["Gates looked at", "looked at the gates"],
  "gate.watch/task": ["Gates looked at", "closed the task {thing}"],
  "gate.watch/task/1": ["Gates looked at", "opened the task {thing}"],
};

const people: Record<string, ActionWords> = {
  "setup.complete": ["Installation set up", "set up this installation as its first administrator"],
  "organization.create": ["Organization created", "created the organization {thing}"],
  "organization.update": ["Organization changed", "{changes}"],
  "user.create": ["Account created", "created the account of {thing} as {role}"],
  "user.provision": ["Account created by single sign-on", "created the account of {thing} at the first single sign-on"],
  "user.invite": ["Person invited", "invited {email} as {role}"],
  "invitation.accept": ["Invitation accepted", "accepted the invitation of {email}"],
  "invitation.accept_by_identity": ["Invitation accepted", "accepted the invitation of {email} with single sign-on"],
  "invitation.revoke": ["Invitation withdrawn", "withdrew the invitation of {email}"],
  "user.change_role": ["Role changed", "{changes}"],
  "user.follow_groups": ["Role taken from groups", "{changes}"],
  "user.update_profile": ["Profile changed", "{changes}"],
  "user.disable": ["Account disabled", "disabled the account of {thing}"],
  "user.enable": ["Account enabled", "enabled the account of {thing}"],
  "user.create_reset_link": ["Reset link made", "made a password reset link for {thing}"],
  "user.send_reset_link": ["Reset link sent", "sent a password reset link to {thing}"],
  "user.reset_second_factor": ["Second factor reset", "removed the second factor of {thing}"],
  "key.create": ["API key created", "created the API key {thing}"],
  "key.revoke": ["API key revoked", "revoked the API key {thing}"],
};

const account: Record<string, ActionWords> = {
  "session.start": ["Signed in", "signed in on {device}"],
  "session.end": ["Signed out", "signed out on {device}"],
  "session.revoke": ["Session ended", "ended the session on {device}"],
  "session.revoke_all": ["All sessions ended", "ended the session on {device}, with all others"],
  "session.reauthenticate": ["Identity confirmed", "confirmed who they are"],
  "sign_in.fail": ["Sign-in failed", "failed to sign in as {userId}"],
  "identity.link": ["Single sign-on linked", "linked a single sign-on account to {thing}"],
  "password.change": ["Password changed", "changed the password of {thing}"],
  "password.reset": ["Password reset", "set a new password for {thing} with a reset link"],
  "second_factor.begin": ["Second factor begun", "began to set up a second factor for {thing}"],
  "second_factor.confirm": ["Second factor set up", "set up a second factor for {thing}"],
  "second_factor.remove": ["Second factor removed", "removed the second factor of {thing}"],
  "recovery_codes.renew": ["Recovery codes renewed", "made new recovery codes for {thing}"],
  "recovery_codes.use": ["Recovery code used", "used a recovery code of {thing}"],
  "permission.refused": ["Permission refused", "was refused: their role does not allow {command}"],
};

const work: Record<string, ActionWords> = {
  "task.create": ["Task created", "created the task {thing}"],
  "task.complete": ["Task done", "completed the task {thing}"],
  "task.cancel": ["Task cancelled", "cancelled the task {thing}"],
  "evidence.add_file": ["Evidence added", "added the evidence {thing}"],
  "evidence.add_link": ["Evidence linked", "linked the evidence {thing}"],
  "evidence.download": ["Evidence downloaded", "downloaded the evidence {fileName}"],
  "artifact.record_scan": ["File check recorded", "put on file: {title}"],
  "artifact.verify_signature": ["Signature checked", "checked a signature: {title}"],
  "trust_key.add": ["Key trusted", "added the trusted key {thing}"],
  "trust_key.retire": ["Key no longer trusted", "retired the trusted key {thing}"],
  "evidence.withdraw": ["Evidence withdrawn", "withdrew the evidence {thing}"],
};

const discovery: Record<string, ActionWords> = {
  "connection.add": ["Connection added", "added the connection {thing}"],
  "connection.update": ["Connection changed", "{changes}"],
  "connection.remove": ["Connection removed", "removed the connection {thing}"],
  "connection.sync_now": ["Sync asked for", "asked for a sync of {name}"],
  "discovery.ingest": ["Sighting recorded", "recorded that {value} was seen"],
  "discovery.ingest/discovery_batch": ["Sightings reported", "reported {counted} sightings in one batch"],
  "discovery.ingest_again": ["Sightings reported again", "sent a batch of sightings again; nothing was counted twice"],
  "discovery.recognize": ["Discovery recognized", "recognized {value} as something of the inventory"],
  "discovery.return": ["Discovery back in the inbox", "saw {value} again after its dismissal had expired"],
  "discovery.match": ["Discovery matched", "matched {value} to something of the inventory"],
  "discovery.register": ["Discovery registered", "registered what was seen as {value}"],
  "discovery.register/model": ["Model registered", "registered {thing} from a discovery"],
  "discovery.register/component": ["Component registered", "registered {thing} from a discovery"],
  "discovery.register/deployment": ["Deployment registered", "registered {thing} from a discovery"],
  "discovery.dismiss": ["Discovery dismissed", "dismissed {value}"],
  "discovery.reopen": ["Discovery put back", "put {value} back into the inbox"],
};

const trail: Record<string, ActionWords> = {
  "audit.export": ["Trail exported", "exported {entries} entries of the trail as {format}"],
  "audit.export_bundle": [
    "Evidence bundle exported",
    "exported an evidence bundle under the checkpoint of {size} entries",
  ],
  "audit.report_replay/task": ["Replay check reported", "closed the task {thing}"],
  "audit.report_replay/task/1": ["Replay check reported", "opened the task {thing}"],
  "audit.report_replay": ["Replay check reported", "reported what the replay check found"],
  "audit_settings.update": ["Trail settings changed", "{changes}"],
  "payload.erase": ["Values erased", "erased the values of an entry: {reason}"],
  "user.erase": ["Account erased", "erased name and address of {thing}"],
  "person.erase": ["Person erased", "erased the personal data of a person: {reason}"],
  "witness.add": ["Witness added", "added the witness {thing}"],
  "witness.update": ["Witness changed", "{changes}"],
  "witness.remove": ["Witness removed", "removed the witness {thing}"],
};

const all: Readonly<Record<string, ActionWords>> = {
  ...inventory,
  ...gates,
  ...people,
  ...account,
  ...work,
  ...discovery,
  ...trail,
  ...threatActionWords,
  ...telemetryActionWords,
  ...alertActionWords,
};

/** What happens to every thing that named an erased person: `task.erase`, `session.erase` and so on. */
const ERASED_IN_PASSING: ActionWords = ["Person’s data erased", "erased a person’s data in {thing}"];

/** The words of an action, by action, kind of thing and version, the most exact first; undefined for an unknown action. */
export function wordsOfAction(action: string, entityType: string, version: number): ActionWords | undefined {
  const known = all[`${action}/${entityType}/${version}`] ?? all[`${action}/${entityType}`] ?? all[action];
  return known ?? (action.endsWith(".erase") ? ERASED_IN_PASSING : undefined);
}

/** What a filter calls an action; an unknown one by its own name, made readable. */
export function actionLabel(action: string): string {
  const known = wordsOfAction(action, "", 0)?.[0];
  if (known !== undefined) return known;
  const words = action.replace(/[._]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
