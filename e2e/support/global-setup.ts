import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NO_CHROMIUM, ensureChromium } from "../../scripts/testing/chromium.mjs";
import { startProduct } from "./product.ts";
import type { RunningProduct } from "./product.ts";
import { prepareSessions } from "./sessions.ts";
import { verifyLogs } from "./verify-logs.ts";

async function startOwn(): Promise<RunningProduct> {
  const email = "admin@e2e.example";
  const password = `e2e-${randomBytes(12).toString("base64url")}`;
  const product = await startProduct({
    MODELKEEP_ADMIN_EMAIL: email,
    MODELKEEP_ADMIN_PASSWORD: password,
    MODELKEEP_OUTBOUND_ALLOW: "127.0.0.1",
  });
  Object.assign(process.env, {
    MODELKEEP_E2E_URL: product.url,
    MODELKEEP_E2E_DATA: product.dataDir,
    MODELKEEP_ADMIN_EMAIL: email,
    MODELKEEP_ADMIN_PASSWORD: password,
  });
  return product;
}

/**
 * Starts one product for all tests of the run, with one signed-in person per role. MODELKEEP_E2E_URL (with
 * MODELKEEP_E2E_DATA, MODELKEEP_ADMIN_EMAIL and MODELKEEP_ADMIN_PASSWORD) points at a product that already runs.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  if ((await ensureChromium()) === null) throw new Error(NO_CHROMIUM);
  const product = process.env["MODELKEEP_E2E_URL"] ? undefined : await startOwn();
  const sessions = mkdtempSync(join(tmpdir(), "modelkeep-e2e-sessions-"));
  process.env["MODELKEEP_E2E_SESSIONS"] = sessions;
  const end = async (verify: boolean): Promise<void> => {
    rmSync(sessions, { recursive: true, force: true });
    try {
      if (verify && product !== undefined) verifyLogs(product.dataDir);
    } finally {
      await product?.stop();
    }
  };
  try {
    await prepareSessions(sessions);
  } catch (error) {
    await end(false);
    throw error;
  }
  return () => end(true);
}
