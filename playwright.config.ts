import { availableParallelism } from "node:os";
import { defineConfig } from "@playwright/test";
import { chromiumFlags, findChromium } from "./scripts/testing/chromium.mjs";

const executablePath = findChromium();

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  testIgnore: "visual/**",
  outputDir: "test-results/artifacts",
  globalSetup: "./e2e/support/global-setup.ts",
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  forbidOnly: Boolean(process.env["CI"]),
  retries: 0,
  workers: Math.min(4, Math.max(1, Math.floor(availableParallelism() / 2) + 1)),
  timeout: 45_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: "chromium",
    locale: "en-GB",
    timezoneId: "Europe/Zurich",
    viewport: { width: 1280, height: 800 },
    screenshot: "only-on-failure",
    // Recording every test takes a third of the run's time: asked for when a failure needs it.
    trace: process.env["MODELKEEP_E2E_TRACE"] ? "retain-on-failure" : "off",
    launchOptions: { args: chromiumFlags(), ...(executablePath === null ? {} : { executablePath }) },
  },
});
