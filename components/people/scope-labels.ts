import type { Permission } from "@/lib/kernel/policy.ts";

/** What a permission of a key lets its holder do, as the end of "It may …". */
export const scopeLabels: Partial<Record<Permission, string>> = {
  "model:read": "read models",
  "model:write": "register and change models",
  "model:archive": "archive models",
  "model:export": "export models",
  "asset:read": "read systems, datasets, components, vendors and deployments",
  "asset:write": "register and change systems, datasets, components, vendors and deployments",
  "asset:archive": "archive systems, datasets, components, vendors and deployments",
  "import:write": "import model cards and other documents",
  "audit:read": "read the whole audit trail",
  "audit:history": "read the history of a thing",
  "audit:export": "export the audit trail",
  "audit:check": "have the live records compared with the trail",
  "evidence:read": "read and download evidence",
  "evidence:write": "add and withdraw evidence",
  "gate:read": "read gates and check them from a pipeline",
  "gate:request": "ask for gates and carry out approved moves",
  "discovery:read": "read what scanners and proxies saw",
  "discovery:write": "report what a scanner or proxy saw",
  "task:read": "read tasks",
  "task:write": "create and close tasks",
  "trust:read": "read the keys that signatures are verified with",
  "people:read": "read who belongs to the organization",
  "organization:read": "read the organization's settings",
  "live:read": "listen to live events",
};
