import type { NextAuthOptions } from "next-auth";
import { runCommand } from "../kernel/run-command.ts";
import { log } from "../log.ts";
import { endSession } from "./commands/end-session.ts";
import { readClaims } from "./identity-claims.ts";
import { oidcConfig } from "./oidc-config.ts";
import { oidcProvider } from "./oidc-provider.ts";
import { sessionActor } from "./session-actor.ts";
import { secureCookies, sessionSecret, SESSION_MAX_AGE_SECONDS } from "./session-cookie.ts";
import { failureWord } from "./sign-in-answer.ts";
import { signInWithPassword, type Place, type SignedIn } from "./sign-in.ts";
import { signOn, type Intent } from "./sign-on.ts";

type Situation = { place: Place; intent: Intent };

const text = (value: unknown): string => (typeof value === "string" ? value : "");

async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(failureWord(error), { cause: error });
  }
}

async function endOf(sessionId: unknown): Promise<void> {
  const actor = await sessionActor(text(sessionId), new Date());
  if (actor !== undefined) await runCommand(endSession, { actor, input: {} });
}

/** The credentials provider: what the sign-in page posts. */
function passwordProvider(place: Place, keep: (done: SignedIn) => void): NextAuthOptions["providers"][number] {
  return {
    id: "credentials",
    name: "Password",
    type: "credentials",
    credentials: {},
    authorize: async (given) =>
      inWords(async () => {
        const code = text(given?.["code"]).trim();
        const input = { email: text(given?.["email"]), password: text(given?.["password"]) };
        const done = await signInWithPassword({ ...input, ...(code === "" ? {} : { code }) }, place);
        keep(done);
        return { id: done.userId };
      }),
  };
}

/**
 * What next-auth is told for one request. Its callbacks establish who the person is and then only run commands; the cookie
 * holds a session id and nothing else, and the row behind it decides on every request.
 */
export function nextAuthOptions({ place, intent }: Situation): NextAuthOptions {
  const config = oidcConfig();
  let signedIn: SignedIn | undefined;
  const keep = (done: SignedIn): void => {
    signedIn = done;
  };
  return {
    secret: sessionSecret(),
    useSecureCookies: secureCookies(),
    session: { strategy: "jwt", maxAge: SESSION_MAX_AGE_SECONDS },
    jwt: { maxAge: SESSION_MAX_AGE_SECONDS },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [passwordProvider(place, keep), ...(config === undefined ? [] : [oidcProvider(config)])],
    callbacks: {
      signIn: async ({ account, profile }) => {
        if (account?.provider !== "oidc" || config === undefined) return account?.provider === "credentials";
        const claims = readClaims((profile ?? {}) as Record<string, unknown>, config.groupsClaim);
        keep(await inWords(() => signOn(claims, config, intent, place)));
        return true;
      },
      jwt: () => {
        if (signedIn === undefined) throw new Error("no session was opened");
        return { sid: signedIn.sessionId };
      },
    },
    events: { signOut: async ({ token }) => endOf(token["sid"]) },
    logger: {
      error: (code, metadata) => log.warn("sign-in library", { code, metadata }),
      warn: (code) => log.debug("sign-in library", { code }),
      debug: () => undefined,
    },
  };
}
