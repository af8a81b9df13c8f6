import { createHash } from "node:crypto";
import { importDoor } from "../../import-door.ts";
import type { Actor } from "../../kernel/actor.ts";
import { can } from "../../kernel/can.ts";
import { AppError } from "../../kernel/errors.ts";
import { runQuery } from "../../kernel/query.ts";
import { runScratch } from "../../kernel/run-command.ts";
import type { z } from "../../zod.ts";
import { fetchMlflow, SyncError } from "../fetch-mlflow.ts";
import { listDueConnections } from "../queries/list-due.ts";
import { isSettled } from "../rules.ts";
import { beginRun, endRun } from "../run-scratch.ts";
import { openToken } from "../sealed-token.ts";

const NAME = "connections";
const NO_SESSION = "00000000-0000-0000-0000-000000000000";

type Begun = z.output<typeof beginRun.output>;
type Found = NonNullable<z.input<typeof endRun.input>["found"]>;
type Asked = { orgId: string; id: string; onSchedule: boolean };

/** Whose preview it becomes: who set the connection up, with the role they have now. Throws SyncError. */
function ownerOf({ owner }: Begun, orgId: string): Actor {
  const { id, name, email, role, active } = owner;
  const actor: Actor = {
    type: "user",
    id,
    orgId,
    name,
    email,
    role,
    sessionId: NO_SESSION,
    secondFactorMissing: false,
    authenticatedAtMs: 0,
  };
  if (active && can(actor, importDoor.preview.permission)) return actor;
  throw new SyncError(`${name}, who set this up, can no longer import. Remove it and set it up again.`);
}

async function findDifference(begun: Begun, { orgId, id, onSchedule }: Asked): Promise<Found | undefined> {
  const actor = ownerOf(begun, orgId);
  const token = begun.sealed === null ? "" : openToken(Buffer.from(begun.sealed, "base64"), id);
  const source = await fetchMlflow({ baseUrl: begun.baseUrl, token });
  const digest = createHash("sha256").update(source).digest("hex");
  if (onSchedule && isSettled(begun.last, digest, begun.at)) return undefined;
  const preview = await runScratch(importDoor.preview, { actor, input: { format: "mlflow", source, options: "" } });
  return { digest, importId: preview.id, creates: preview.creates, updates: preview.updates };
}

async function syncOne(asked: Asked): Promise<void> {
  const { orgId, id } = asked;
  const actor: Actor = { type: "system", name: NAME, orgId };
  const begun = await runScratch(beginRun, { actor, input: { id } });
  try {
    const found = await findDifference(begun, asked);
    await runScratch(endRun, { actor, input: { id, ...(found === undefined ? {} : { found }) } });
  } catch (error) {
    if (!(error instanceof SyncError) && !(error instanceof AppError)) {
      await runScratch(endRun, { actor, input: { id, failure: "Reading the registry failed. It is tried again." } });
      throw error;
    }
    await runScratch(endRun, { actor, input: { id, failure: error.message.slice(0, 1000) } });
  }
}

async function unlessGone(asked: Asked): Promise<void> {
  try {
    await syncOne(asked);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "not_found") throw error;
  }
}

/** Reads the connection that was asked for, or all whose time has come, one after the other. */
export async function run({ orgId, id }: { orgId?: string | undefined; id?: string | undefined }): Promise<void> {
  if (orgId !== undefined && id !== undefined) return unlessGone({ orgId, id, onSchedule: false });
  const { items } = await runQuery(listDueConnections, { actor: { type: "system", name: NAME }, input: {} });
  for (const item of items) await unlessGone({ ...item, onSchedule: true });
}
