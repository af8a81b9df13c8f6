import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

export type OidcPerson = { email?: string; email_verified?: boolean; name?: string; groups?: string[] };

export type OidcServer = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Claims by login name; tests change them as they go. */
  people: Map<string, OidcPerson>;
  stop: () => Promise<void>;
};

const CLIENT_ID = "modelkeep";

function listen(server: Server, port: number): Promise<number> {
  return new Promise((done) => {
    server.listen(port, "127.0.0.1", () => done((server.address() as AddressInfo).port));
  });
}

/**
 * A real OpenID Connect provider on this machine, with its own plain sign-in and consent pages. Port and client secret are
 * chosen when they are left out.
 */
export async function startOidcServer(
  redirectUri: string,
  port = 0,
  clientSecret = randomBytes(24).toString("base64url"),
): Promise<OidcServer> {
  const server = createServer();
  const issuer = `http://127.0.0.1:${await listen(server, port)}`;
  const people = new Map<string, OidcPerson>();
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT_ID, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ["sub", "groups"], email: ["email", "email_verified"], profile: ["name"] },
    pkce: { required: () => true },
    cookies: { keys: [randomBytes(16).toString("hex")] },
    features: { devInteractions: { enabled: true } },
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...people.get(id) }) }),
  });
  const answer = provider.callback();
  server.on("request", (req, res) => void answer(req, res));
  const stop = (): Promise<void> =>
    new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { issuer, clientId: CLIENT_ID, clientSecret, people, stop };
}
