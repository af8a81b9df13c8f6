import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { poolAs, rowsAs } from "../../testing/database.ts";
import { testOrganization, type TestOrganization } from "../../testing/organization.ts";
import { checkOutside } from "../check-outside.ts";
import { folderStore, type FileStore } from "../file-store.ts";
import { Integrator } from "../integrator.ts";
import type { LogDatabase } from "../log-session.ts";
import { Publisher } from "../publisher.ts";
import { Signer } from "../signer.ts";
import { verifyFolder } from "../verify-folder.ts";
import { verifyRows } from "../verify-rows.ts";
import { logOf } from "./fill-log.ts";

/** One organization's log with an engine of its own on a folder of its own. */
export type Engine = {
  org: TestOrganization;
  logId: number;
  folder: string;
  signer: Signer;
  files: FileStore;
  integrator: (database?: LogDatabase) => Integrator;
  publisher: (options?: { database?: LogDatabase; files?: FileStore; now?: () => Date }) => Publisher;
  /** Integrates everything and publishes. */
  seal: () => Promise<void>;
  /** Both the rows and the static folder recomputed, and equal. Returns the size. */
  check: () => Promise<number>;
  state: () => Promise<{ size: number; queued: number; frozen: string | null; vkey: string; problem: string | null }>;
};

/** A committed organization with entries in the queue and everything that works on its log, nothing of it running. */
export async function testEngine(): Promise<Engine> {
  const org = await testOrganization();
  const logId = await logOf(org.orgId);
  const folder = mkdtempSync(join(tmpdir(), "modelkeep-engine-"));
  const signer = new Signer(join(folder, "signer"));
  const files = folderStore(join(folder, "log"));
  const integrator: Engine["integrator"] = (database = poolAs("log")) =>
    new Integrator({ database, checkOutside: checkOutside(signer, () => files) });
  const publisher: Engine["publisher"] = ({
    database = poolAs("log"),
    files: other = files,
    now = () => new Date(),
  } = {}) => new Publisher({ database, signer, folder: () => other, now, spacingMs: 0 });
  const state: Engine["state"] = async () => {
    const [row] = await rowsAs(
      "read",
      `select size::int as size, vkey, frozen_reason as frozen, signing_problem as problem,
         (select count(*)::int from audit_queue q where q.log_id = l.log_id) as queued from audit_log l where log_id = $1`,
      [logId],
    );
    return row as Awaited<ReturnType<Engine["state"]>>;
  };
  const seal: Engine["seal"] = async () => {
    for (let attempts = 0; attempts < 100; attempts += 1) {
      const { queued, frozen } = await state();
      if (queued === 0 || frozen !== null) break;
      if ((await integrator().integrate(logId)) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await publisher().publish(logId);
  };
  const check: Engine["check"] = async () => {
    const { vkey } = await state();
    const rows = await verifyRows(poolAs("log"), logId);
    const folderTree = await verifyFolder(files, vkey);
    if (Buffer.compare(folderTree.root, rows.root) !== 0) throw new Error("folder and database differ");
    return rows.size;
  };
  return { org, logId, folder, signer, files, integrator, publisher, seal, check, state };
}
