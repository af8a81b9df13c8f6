import query from "@tanstack/eslint-plugin-query";
import a11y from "eslint-plugin-jsx-a11y";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";
import { houseRules } from "./scripts/lint/house-rules.mjs";

const TS = ["**/*.ts", "**/*.tsx"];
const PRODUCT = ["app/**/*.{ts,tsx}", "components/**/*.{ts,tsx}", "lib/**/*.{ts,tsx}", "proxy.ts"];
const TS_TESTS = ["**/*.test.{ts,tsx}", "**/testing/**/*.{ts,tsx}", "e2e/**/*.ts", "bench/**/*.ts"];
const TESTS = [...TS_TESTS, "**/*.test.mjs", "**/testing/**/*.mjs", "e2e/**/*.mjs", "bench/**/*.mjs"];
const TOOLS = ["scripts/**/*.mjs", "*.config.{ts,mjs,js}", ".dependency-cruiser.mjs"];
const PURE = [
  "merkle",
  "stats",
  "detection",
  "rules",
  "graph",
  "knowledge",
  "interop",
  "trail-check",
  "artifact-scan",
].map((name) => `lib/${name}/**/*.ts`);

/** Rooms that own a clock, a source of chance or a socket; every other folder of lib gets them handed in. */
const ADAPTERS = ["kernel", "db", "audit", "auth", "http", "jobs", "processes", "verifier", "witness"].map(
  (name) => `lib/${name}/**/*.ts`,
);

const NODE_GLOBALS = Object.fromEntries(
  [
    ..."process Buffer URL URLSearchParams AbortController AbortSignal fetch WebAssembly structuredClone".split(" "),
    ..."console setTimeout clearTimeout setInterval clearInterval setImmediate performance".split(" "),
    ..."TextEncoder TextDecoder globalThis Response Request document window EventTarget Event".split(" "),
  ].map((name) => [name, "readonly"]),
);

const correctness = {
  eqeqeq: ["error", "always", { null: "ignore" }],
  "no-empty": "error",
  "no-var": "error",
  "prefer-const": "error",
  "no-throw-literal": "error",
  "no-param-reassign": "error",
  "no-else-return": "error",
  "no-implicit-coercion": ["error", { boolean: false }],
  "no-unreachable-loop": "error",
  "no-self-compare": "error",
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-new-func": "error",
  "object-shorthand": "error",
};

const size = {
  "max-lines": ["error", { max: 400 }],
  "max-lines-per-function": ["error", { max: 50, skipBlankLines: true, skipComments: true, IIFEs: true }],
  "max-params": ["error", { max: 4 }],
  "max-depth": ["error", 4],
};

const typed = {
  "@typescript-eslint/no-floating-promises": "error",
  "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
  "@typescript-eslint/await-thenable": "error",
  "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
  "@typescript-eslint/only-throw-error": ["error", { allowThrowingUnknown: true }],
  "@typescript-eslint/no-explicit-any": "error",
  "@typescript-eslint/no-non-null-assertion": "error",
  "@typescript-eslint/ban-ts-comment": [
    "error",
    { "ts-expect-error": true, "ts-ignore": true, "ts-nocheck": true, "ts-check": true },
  ],
  "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "separate-type-imports" }],
  "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
  "@typescript-eslint/restrict-template-expressions": [
    "error",
    { allowNumber: true, allowBoolean: true, allowNullish: false },
  ],
  "@typescript-eslint/return-await": ["error", "error-handling-correctness-only"],
  "@typescript-eslint/require-await": "off", // An adapter may be async because its contract is, not because it waits.
  "@typescript-eslint/unbound-method": "off", // Reports zod's and Prisma's bound methods.
};

const ZOD_ONLY_HERE = {
  paths: [{ name: "zod", message: "Import z from @/lib/zod.ts: it switches off the code generator the CSP refuses." }],
  patterns: [{ group: ["zod/*"], message: "Import z from @/lib/zod.ts." }],
};

export default tseslint.config(
  { ignores: ["node_modules", ".next", "dist", ".data", "lib/db/generated", "next-env.d.ts", "coverage", "public"] },
  { ignores: ["test-results", "playwright-report"] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.{ts,tsx,mjs,js}"],
    plugins: { house: houseRules },
    rules: {
      ...correctness,
      ...size,
      "house/file-name": "error",
      "house/no-use-server": "error",
      "house/no-use-client": "error",
      "house/no-reexport": "error",
    },
  },
  {
    files: ["**/*.{mjs,js}"],
    languageOptions: { globals: NODE_GLOBALS },
    rules: { "no-undef": "error", "no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }] },
  },
  {
    files: TS,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: typed,
  },
  {
    files: PRODUCT,
    rules: {
      "no-console": "error",
      "house/no-process-env": "error",
      "house/no-fetch": "error",
      "house/schema-place": "error",
      "no-restricted-imports": ["error", ZOD_ONLY_HERE],
    },
  },
  {
    files: ["components/**/*.tsx", "app/**/*.tsx"],
    extends: [a11y.flatConfigs.strict, hooks.configs.flat["recommended-latest"]],
    rules: {
      "house/component-props": "error",
      // Markup takes a line per attribute: a component of 120 lines holds about as much as a function of 50.
      "max-lines-per-function": ["error", { max: 120, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ["components/**/*.ts", "lib/**/*.ts"], extends: [hooks.configs.flat["recommended-latest"]] },
  { files: ["components/**/*.{ts,tsx}", "app/**/*.tsx", "lib/*/api.ts"], extends: [query.configs["flat/recommended"]] },
  { files: ["components/**/*.{ts,tsx}"], rules: { "house/no-use-client": "off" } },
  {
    files: ["app/**/providers*.tsx", "app/**/error*.tsx", "app/**/global-error*.tsx"],
    rules: { "house/no-use-client": "off" },
  },
  { files: ["lib/**/*.{ts,tsx}"], rules: { "house/no-clock-or-chance": "error" } },
  { files: ADAPTERS, rules: { "house/no-clock-or-chance": "off" } },
  { files: ["lib/log.ts"], rules: { "house/no-clock-or-chance": "off" } },
  { files: PURE, rules: { "max-params": ["error", { max: 5 }] } }, // Proofs and tests of statistics are functions of five things.
  { files: ["lib/env.ts"], rules: { "house/no-process-env": "off" } },
  { files: ["lib/zod.ts"], rules: { "no-restricted-imports": "off" } },
  { files: ["lib/**/schema.ts", "lib/env.ts", "lib/http/**/*.ts"], rules: { "house/schema-place": "off" } },
  {
    files: [
      "lib/http/outbound*.ts",
      "lib/http/outbound/**/*.ts",
      "lib/http/client*.ts",
      "lib/*/api.ts",
      "lib/verifier/*.ts",
    ],
    rules: { "house/no-fetch": "off" },
  },
  { files: ["lib/log.ts", "lib/processes/**/*.ts"], rules: { "no-console": "off" } },
  {
    files: ["app/**/route.ts"],
    rules: { "max-lines": ["error", { max: 20, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ["app/**/page.tsx"],
    rules: { "max-lines": ["error", { max: 60, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: TESTS,
    rules: {
      "house/no-clock-or-chance": "off",
      "house/no-fetch": "off",
      "house/no-process-env": "off",
      "house/schema-place": "off",
      "no-console": "off",
      // The callback of `describe` is as long as its tests; max-lines still bounds the file.
      "max-lines-per-function": "off",
    },
  },
  {
    files: TS_TESTS,
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      // A type test says what the compiler must refuse, and why.
      "@typescript-eslint/ban-ts-comment": ["error", { "ts-expect-error": "allow-with-description" }],
    },
  },
  { files: ["e2e/**/*.ts"], rules: { "no-empty-pattern": "off" } }, // Playwright's fixtures insist on `{}`.
  {
    files: TOOLS,
    rules: { "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }] },
  },
);
