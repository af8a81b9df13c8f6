import { env } from "../env.ts";
import { roleNames, type Role } from "../kernel/policy.ts";

export type RoleMapping = readonly (readonly [group: string, role: Role])[];

export type OidcConfig = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  name: string;
  organizationSlug: string;
  groupsClaim: string;
  roles: RoleMapping;
  defaultRole: Role | undefined;
};

function toRole(text: string, variable: string): Role {
  const role = roleNames.find((name) => name === text);
  if (role === undefined) throw new Error(`${variable}: "${text}" is none of ${roleNames.join(", ")}.`);
  return role;
}

/**
 * Reads `group=role,group=role`, in order. A group may contain "=" itself; where a group contains commas (the DN of a
 * directory), pairs are separated by semicolons. Throws for a role that does not exist.
 */
export function parseRoleMap(text: string): RoleMapping {
  return text
    .split(text.includes(";") ? ";" : ",")
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "")
    .map((pair) => {
      const at = pair.lastIndexOf("=");
      if (at < 1) throw new Error(`OIDC_ROLE_MAP: "${pair}" is not group=role.`);
      return [pair.slice(0, at).trim(), toRole(pair.slice(at + 1).trim(), "OIDC_ROLE_MAP")] as const;
    });
}

/** The role for a person's groups: of the first pair in the map whose group they are in, else the default, else none. */
export function roleFromGroups(
  groups: readonly string[],
  config: Pick<OidcConfig, "roles" | "defaultRole">,
): Role | undefined {
  return config.roles.find(([group]) => groups.includes(group))?.[1] ?? config.defaultRole;
}

/** Single sign-on as the environment sets it up; undefined when there is none. Throws when it is set up halfway. */
export function oidcConfig(): OidcConfig | undefined {
  const known = env();
  if (known.OIDC_ISSUER === "") return undefined;
  if (known.OIDC_CLIENT_ID === "") throw new Error("OIDC_ISSUER is set, but OIDC_CLIENT_ID is not.");
  return {
    issuer: known.OIDC_ISSUER,
    clientId: known.OIDC_CLIENT_ID,
    clientSecret: known.OIDC_CLIENT_SECRET,
    name: known.OIDC_NAME,
    organizationSlug: known.OIDC_ORGANIZATION,
    groupsClaim: known.OIDC_GROUPS_CLAIM,
    roles: parseRoleMap(known.OIDC_ROLE_MAP),
    defaultRole: known.OIDC_DEFAULT_ROLE === "" ? undefined : toRole(known.OIDC_DEFAULT_ROLE, "OIDC_DEFAULT_ROLE"),
  };
}

/** What the button of single sign-on is called; undefined when there is none. */
export function singleSignOnName(): string | undefined {
  const known = env();
  return known.OIDC_ISSUER === "" ? undefined : known.OIDC_NAME;
}
