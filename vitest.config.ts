import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const OUTSIDE = ["**/node_modules/**", ".next/**", "dist/**", ".data/**", "e2e/**"];

/** Fixed property-test seeds, on every project; see scripts/testing/fast-check.mjs. */
const setupFiles = ["./scripts/testing/fast-check.mjs"];

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          environment: "node",
          include: ["**/*.test.{ts,tsx}", "scripts/**/*.test.mjs"],
          exclude: [...OUTSIDE, "**/*.db.test.{ts,mjs}", "**/*.dom.test.tsx"],
          setupFiles,
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: "dom",
          environment: "jsdom",
          include: ["**/*.dom.test.tsx"],
          exclude: OUTSIDE,
          setupFiles: [...setupFiles, "./scripts/testing/dom.mjs"],
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          environment: "node",
          include: ["**/*.db.test.ts", "scripts/**/*.db.test.mjs"],
          exclude: OUTSIDE,
          globalSetup: ["./scripts/testing/database.mjs"],
          setupFiles: [...setupFiles, "./scripts/testing/database-environment.mjs"],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
