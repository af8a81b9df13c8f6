import type { Profile } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { guardedAgent } from "../http/outbound-agent.ts";
import type { OidcConfig } from "./oidc-config.ts";

const TIMEOUT_MS = 10_000;

type Claims = Profile & Record<string, unknown>;

/**
 * The one OpenID Connect provider, as next-auth takes it: authorization code with PKCE, state and nonce. Claims of the ID
 * token win over those of the userinfo answer.
 */
export function oidcProvider(config: OidcConfig): OAuthConfig<Claims> {
  const issuer = config.issuer.replace(/\/+$/, "");
  return {
    id: "oidc",
    name: config.name,
    type: "oauth",
    issuer: config.issuer,
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    clientId: config.clientId,
    clientSecret: config.clientSecret,
    ...(config.clientSecret === "" ? { client: { token_endpoint_auth_method: "none" } } : {}),
    httpOptions: { timeout: TIMEOUT_MS, agent: guardedAgent(new URL(config.issuer).protocol) },
    userinfo: {
      async request({ client, tokens }) {
        const claims = (tokens as { claims: () => Claims }).claims();
        if (client.issuer.metadata.userinfo_endpoint === undefined) return claims;
        const more = await client.userinfo(tokens as Parameters<typeof client.userinfo>[0]);
        return { ...more, ...claims };
      },
    },
    profile: (claims) => ({ id: String(claims.sub) }),
  };
}
