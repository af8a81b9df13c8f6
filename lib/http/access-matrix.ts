import { permissions, roleCan, roleNames, roles, keyCan, type Permission } from "../kernel/policy.ts";
import { commands, queries, scratches } from "../registry.ts";

type Row = { kind: string; name: string; permission: Permission; http?: string; note?: string };

function table(rows: readonly Row[]): string {
  const head = ["operation", "permission", "address", ...roleNames.map((role) => roles[role]), "API key"];
  const lines = rows.map((row) => {
    const marks = roleNames.map((role) => (roleCan(role, row.permission) ? "yes" : "·"));
    return [row.name, row.permission, row.http ?? "", ...marks, keyCan(row.permission) ? "yes" : "·"];
  });
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Who may do what, as a Markdown page whose difference is reviewed. */
export function accessMatrix(): string {
  const sorted = <T extends { name: string }>(list: readonly T[]): T[] =>
    [...list].sort((a, b) => a.name.localeCompare(b.name));
  const used = new Set([...commands, ...scratches, ...queries].map((operation) => operation.permission));
  const unused = permissions.filter((permission) => !used.has(permission));
  return [
    "# Access matrix",
    "Made from the registry and the policy table; `npx vitest run --project unit lib/http/documents -u` writes it again.",
    "Besides people and keys: the operator's command line and the system's own jobs may do everything; permissions that begin with `public:` are for people without an account.",
    "## Commands: every one leaves an audit entry",
    table(sorted(commands).map((c) => ({ ...c, kind: "command" }))),
    "## Writes without an entry, and why",
    table(sorted(scratches).map((c) => ({ ...c, kind: "scratch" }))),
    ...sorted(scratches).map((s) => `- ${s.name}: ${s.reason}`),
    "## Queries",
    table(sorted(queries).map((c) => ({ ...c, kind: "query" }))),
    ...(unused.length === 0
      ? []
      : ["## Permissions that guard no command or query of the registry", unused.map((p) => `- ${p}`).join("\n")]),
    "",
  ].join("\n\n");
}
