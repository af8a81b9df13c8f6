/**
 * Who may import whom: app → components → lib; inside lib: registry, http, processes → domains → kernel → audit, jobs → db,
 * and everybody may use pure code. A rule's name is its sentence; `comment` says what to do instead.
 */

const PURE_ROOMS = [
  "merkle",
  "stats",
  "detection",
  "rules",
  "graph",
  "knowledge",
  "interop",
  "trail-check",
  "artifact-scan",
];
const ADAPTER_ROOMS = ["kernel", "db", "audit", "auth", "http", "jobs", "mail", "processes", "verifier", "witness"];
const any = (names) => `(?:${names.join("|")})`;

const PURE = `^lib/${any(PURE_ROOMS)}/`;
/** Every other folder of lib is a domain: a new one is covered without a line here. */
const DOMAIN = `^lib/(?!${any([...PURE_ROOMS, ...ADAPTER_ROOMS, "testing"])}/)([^/]+)/`;
const TEST = "(?:\\.test\\.tsx?$|(?:^|/)testing/)";
const GENERATED = "^lib/db/generated/";
const CLIENT_SAFE = "^lib/[a-z/-]+[/-](?:schema|rules|api)\\.ts$";
const HTTP_CLIENT = "^lib/http/client[^/]*(?:/|\\.ts$)";
const OUTBOUND = "^lib/http/outbound[^/]*(?:/|\\.ts$)";
/** Files of the kernel without I/O and without state, which may be used below it and in the browser. */
const KERNEL_FLOOR = "^lib/kernel/(?:errors|policy|permissions|actor|clock|ids)\\.ts$";
const PRISMA_PACKAGES = "(?:^|node_modules/)(?:@prisma/|prisma(?:/|$))";
const PG_PACKAGES = "(?:^|node_modules/)(?:pg|pg-[a-z-]+)(?:/|$)";
const OUTGOING =
  "^(?:node:)?(?:https?|http2|net|tls|dgram)$|(?:^|node_modules/)(?:undici|axios|got|node-fetch|ky)(?:/|$)";

/** A rule at error; product code only, unless the rule says otherwise: tests set scenes from anywhere. */
const rule = (name, comment, from, to) => ({
  name,
  comment,
  severity: "error",
  from: { pathNot: [TEST, GENERATED], ...from },
  to,
});

const layers = [
  rule(
    "lib-knows-neither-app-nor-components",
    "Hand it in as an argument.",
    { path: "^lib/", pathNot: GENERATED },
    { path: "^(?:app|components|e2e|bench)/|^proxy\\.ts$" },
  ),
  rule(
    "components-know-no-app",
    "Move the shared part down to components/.",
    { path: "^components/" },
    { path: "^(?:app|e2e|bench)/" },
  ),
  rule(
    "components-import-only-client-safe-lib",
    "Only schema, rules, api, pure code, the policy, the http client and types.",
    { path: "^components/" },
    {
      path: "^lib/",
      pathNot: [PURE, CLIENT_SAFE, HTTP_CLIENT, "^lib/kernel/policy\\.ts$", "^lib/zod\\.ts$"],
      dependencyTypesNot: ["type-only"],
    },
  ),
  rule(
    "components-use-no-server",
    "Components run in the browser.",
    { path: "^components/" },
    { dependencyTypes: ["core"] },
  ),
  rule(
    "app-touches-no-engine",
    "Ask a query or a command of a domain.",
    { path: "^(?:app/|proxy\\.ts$)" },
    { path: `^lib/(?:db|audit|merkle|stats|rules)/` },
  ),
  rule(
    "domains-know-no-door",
    "The registry, http and processes know the domains, not the other way round.",
    { path: DOMAIN },
    { path: "^lib/(?:registry\\.ts$|processes/|http/)", pathNot: [OUTBOUND, HTTP_CLIENT] },
  ),
  rule(
    "domains-meet-at-the-counter",
    "Another domain is reached through its schema, rules, queries or api, or by an event handled as a job.",
    { path: DOMAIN },
    {
      path: DOMAIN,
      pathNot: [
        `^lib/$1/`,
        CLIENT_SAFE,
        "^lib/[^/]+/queries/",
        "^lib/work/(?:notify|open-task|close-task|aggregates)\\.ts$",
        "^lib/evidence/attach-report\\.ts$",
        "^lib/inventory/versions/(?:move-version|load-version)\\.ts$",
      ],
    },
  ),
  rule(
    "kernel-db-audit-jobs-know-no-domain",
    "Hand it in: the registry knows the domains.",
    { path: "^lib/(?:kernel|db|audit|jobs)/" },
    { path: [DOMAIN, "^lib/registry\\.ts$", "^lib/processes/"] },
  ),
  rule(
    "kernel-knows-no-door",
    "The kernel is called; it does not know by whom.",
    { path: "^lib/kernel/" },
    { path: "^lib/(?:http|auth|processes)/" },
  ),
  rule(
    "audit-jobs-db-stay-below-the-kernel",
    "Only the kernel's plain files are used from below it.",
    { path: "^lib/(?:audit|jobs|db)/" },
    { path: "^lib/(?:kernel|http|auth)/", pathNot: [KERNEL_FLOOR, OUTBOUND] },
  ),
  rule(
    "db-is-the-ground-floor",
    "lib/db imports nothing above it.",
    { path: "^lib/db/" },
    { path: "^lib/(?:audit|jobs)/" },
  ),
  rule(
    "audit-and-jobs-are-neighbours",
    "They share lib/db, not each other.",
    { path: "^lib/jobs/" },
    { path: "^lib/audit/" },
  ),
];

const doors = [
  rule(
    "db-only-through-the-kernel",
    "Write with a command, read with a query.",
    { path: "^(?:lib|app|components)/", pathNot: [TEST, "^lib/(?:db|kernel|audit|auth|jobs|processes)/"] },
    { path: "^lib/db/", pathNot: "^lib/db/types\\.ts$" },
  ),
  rule(
    "prisma-only-in-lib-db",
    "The kernel hands out `tx`.",
    { pathNot: [TEST, "^lib/db/", "^scripts/", "^prisma\\.config\\.ts$", "^(?:e2e|bench)/"] },
    { path: [PRISMA_PACKAGES, GENERATED], pathNot: "^prisma/seed/" },
  ),
  rule(
    "pg-only-in-lib-db",
    "The kernel hands out `tx` and `sql`; only processes open connections.",
    { pathNot: [TEST, "^lib/(?:db|jobs|processes)/", "^scripts/", "^(?:e2e|bench)/"] },
    { path: PG_PACKAGES, dependencyTypesNot: ["type-only"] },
  ),
  rule(
    "append-only-from-the-kernel",
    "Return `audit` items from the command.",
    { pathNot: [TEST, "^lib/(?:kernel|audit)/", "^lib/processes/admin/log-verbs\\.ts$", "^bench/"] },
    { path: "^lib/audit/append[^/]*(?:/|\\.ts$)" },
  ),
  rule(
    "out-through-one-door",
    "Outgoing traffic goes through lib/http/outbound, which refuses private addresses.",
    {
      path: "^(?:app|components|lib)/|^proxy\\.ts$",
      pathNot: [TEST, OUTBOUND, "^lib/(?:processes|verifier|witness)/"],
    },
    { path: OUTGOING, dependencyTypesNot: ["type-only"] },
  ),
];

const purity = [
  rule(
    "pure-code-does-no-io",
    "Hand in bytes, hashes and clocks; return values.",
    { path: PURE },
    { dependencyTypes: ["core"] },
  ),
  rule(
    "pure-code-knows-no-framework",
    "No database, framework or network in pure code.",
    { path: PURE },
    {
      path: [
        PRISMA_PACKAGES,
        PG_PACKAGES,
        OUTGOING,
        "(?:^|node_modules/)(?:next|next-auth|react|react-dom|nodemailer|graphile-worker|@mantine/[a-z]+|@tanstack/[a-z-]+)(?:/|$)",
      ],
    },
  ),
  rule(
    "pure-code-uses-only-pure-code",
    "Pure code stands at the bottom; a converter may also know a domain's schema.",
    { path: PURE },
    { path: "^lib/", pathNot: [PURE, "^lib/zod\\.ts$", "^lib/kernel/text-schema\\.ts$", "^lib/[^/]+/schema\\.ts$"] },
  ),
  rule(
    "only-converters-know-a-schema",
    "Of the pure rooms only interop drafts a domain's records.",
    { path: PURE, pathNot: [TEST, "^lib/interop/"] },
    { path: "^lib/[^/]+/schema\\.ts$", pathNot: PURE },
  ),
  rule(
    "client-safe-files-stay-client-safe",
    "schema, rules, api and the http client are sent to browsers.",
    { path: [CLIENT_SAFE, HTTP_CLIENT] },
    {
      path: "^lib/",
      pathNot: [PURE, CLIENT_SAFE, HTTP_CLIENT, KERNEL_FLOOR, "^lib/zod\\.ts$"],
      dependencyTypesNot: ["type-only"],
    },
  ),
  rule(
    "client-safe-files-use-no-server",
    "schema, rules, api and the http client are sent to browsers.",
    { path: [CLIENT_SAFE, HTTP_CLIENT] },
    { dependencyTypes: ["core"], dependencyTypesNot: ["type-only"] },
  ),
];

const hygiene = [
  rule("no-cycles", "Move what both need into a third file.", { pathNot: GENERATED }, { circular: true }),
  rule(
    "no-unresolved-import",
    "The file or package is not there.",
    { pathNot: [GENERATED, "^next-env\\.d\\.ts$"] },
    { couldNotResolve: true, pathNot: GENERATED },
  ),
  rule(
    "no-tests-in-the-product",
    "Product code imports no tests.",
    { path: "^(?:app|components|lib)/" },
    { path: TEST },
  ),
  rule(
    "no-development-packages-in-the-product",
    "Move the package to dependencies.",
    { path: "^(?:app|components|lib)/" },
    { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
  ),
  rule(
    "no-undeclared-packages",
    "Add the package to package.json.",
    { path: "^(?:app|components|lib|scripts|e2e|bench)/", pathNot: GENERATED },
    { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
  ),
];

export default {
  forbidden: [...layers, ...doors, ...purity, ...hygiene],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    doNotFollow: { path: ["node_modules", GENERATED] },
    exclude: { path: ["^\\.next/", "^dist/", "^public/"] },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".css"],
    },
  },
};
