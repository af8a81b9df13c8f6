/** Roles of people, from most to least powerful; labels are what people read. */
export const roles = {
  administrator: "Administrator",
  security_lead: "Security lead",
  model_owner: "Model owner",
  contributor: "Contributor",
  responder: "Responder",
  auditor: "Auditor",
  viewer: "Viewer",
} as const;

export type Role = keyof typeof roles;
export const roleNames = Object.keys(roles) as [Role, ...Role[]];

const everyone = roleNames;
const writers = ["administrator", "security_lead", "model_owner", "contributor"] as const;
const none = [] as const;

/**
 * The whole policy: who may do what. Deny by default. `self:*` is what every signed-in person may do with their own
 * account; `public:*` is what somebody without an account may do. API keys hold a subset of the permissions marked `key`.
 */
const table = {
  "model:read": { roles: everyone, key: true },
  "model:write": { roles: writers, key: true },
  "model:archive": { roles: ["administrator", "security_lead", "model_owner"], key: true },
  "model:export": { roles: everyone, key: true },
  "asset:read": { roles: everyone, key: true },
  "asset:write": { roles: writers, key: true },
  "asset:archive": { roles: ["administrator", "security_lead", "model_owner"], key: true },
  "field:manage": { roles: ["administrator", "security_lead"], key: false },
  "import:write": { roles: writers, key: true },
  "audit:read": { roles: ["administrator", "security_lead", "auditor"], key: true },
  "audit:history": { roles: everyone, key: true },
  "audit:export": { roles: ["administrator", "security_lead", "auditor"], key: true },
  "audit:check": { roles: ["administrator", "security_lead", "auditor"], key: true },
  "audit:manage": { roles: ["administrator"], key: false },
  "evidence:read": { roles: everyone, key: true },
  "evidence:write": { roles: [...writers, "responder"], key: true },
  "gate:read": { roles: everyone, key: true },
  "gate:request": { roles: writers, key: true },
  "gate:attest": { roles: [...writers, "responder"], key: false },
  "gate:approve": { roles: ["administrator", "security_lead"], key: false },
  "gate:manage": { roles: ["administrator", "security_lead"], key: false },
  "connection:manage": { roles: ["administrator", "security_lead"], key: false },
  "discovery:read": { roles: everyone, key: true },
  "discovery:write": { roles: [...writers, "responder"], key: true },
  "discovery:decide": { roles: [...writers, "responder"], key: false },
  "threat:read": { roles: everyone, key: true },
  "threat:write": { roles: [...writers, "responder"], key: true },
  "threat:approve": { roles: ["administrator", "security_lead"], key: false },
  "threat:manage": { roles: ["administrator", "security_lead"], key: false },
  "room:read": { roles: everyone, key: true },
  "room:edit": { roles: [...writers, "responder"], key: true },
  "telemetry:read": { roles: everyone, key: true },
  "telemetry:write": { roles: ["administrator", "security_lead", "model_owner"], key: true },
  "telemetry:manage": { roles: ["administrator", "security_lead", "model_owner"], key: false },
  "telemetry:approve": { roles: ["administrator", "security_lead", "model_owner"], key: false },
  "telemetry:govern": { roles: ["administrator", "security_lead"], key: false },
  "telemetry:inspect": { roles: ["administrator", "security_lead"], key: false },
  "alert:read": { roles: everyone, key: true },
  "alert:handle": { roles: [...writers, "responder"], key: false },
  "alert:manage": { roles: ["administrator", "security_lead"], key: false },
  "task:read": { roles: everyone, key: true },
  "task:write": { roles: [...writers, "responder"], key: true },
  "trust:read": { roles: everyone, key: true },
  "trust:manage": { roles: ["administrator", "security_lead"], key: false },
  "people:read": { roles: everyone, key: true },
  "people:manage": { roles: ["administrator"], key: false },
  "key:read": { roles: ["administrator", "security_lead"], key: false },
  "key:manage": { roles: ["administrator", "security_lead"], key: false },
  "organization:read": { roles: everyone, key: true },
  "organization:manage": { roles: ["administrator"], key: false },
  "self:read": { roles: everyone, key: false },
  "self:manage": { roles: everyone, key: false },
  "live:read": { roles: everyone, key: true },
  "public:sign_in": { roles: none, key: false },
  "public:accept": { roles: none, key: false },
  "system:operate": { roles: none, key: false },
} as const satisfies Record<string, { roles: readonly Role[]; key: boolean }>;

export type Permission = keyof typeof table;
export const permissions = Object.keys(table) as [Permission, ...Permission[]];

/** Permissions that an API key may carry. */
export const keyPermissions = permissions.filter((permission) => table[permission].key);

/** What a guest may do who was let into a session: see and change its diagram. Nothing else, whatever the role of the host. */
export const guestPermissions: readonly Permission[] = ["room:read", "room:edit"];

/** Whether a role holds a permission. */
export function roleCan(role: Role, permission: Permission): boolean {
  return (table[permission].roles as readonly Role[]).includes(role);
}

/** Whether an API key may carry a permission at all. */
export function keyCan(permission: Permission): boolean {
  return table[permission].key;
}
