import { randomBytes } from "node:crypto";
import { NO_CHROMIUM, ensureChromium } from "../../scripts/testing/chromium.mjs";
import { startProduct } from "./product.ts";

/**
 * Starts one product with an administrator for all tests of the run. MODELKEEP_E2E_URL (with MODELKEEP_ADMIN_EMAIL and
 * MODELKEEP_ADMIN_PASSWORD) points the tests at a product that already runs.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  if ((await ensureChromium()) === null) throw new Error(NO_CHROMIUM);
  if (process.env["MODELKEEP_E2E_URL"]) return () => Promise.resolve();
  const email = "admin@e2e.example";
  const password = `e2e-${randomBytes(12).toString("base64url")}`;
  const product = await startProduct({ MODELKEEP_ADMIN_EMAIL: email, MODELKEEP_ADMIN_PASSWORD: password });
  Object.assign(process.env, {
    MODELKEEP_E2E_URL: product.url,
    MODELKEEP_E2E_DATA: product.dataDir,
    MODELKEEP_ADMIN_EMAIL: email,
    MODELKEEP_ADMIN_PASSWORD: password,
  });
  return () => product.stop();
}
