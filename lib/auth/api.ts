import { apiFetch } from "../http/client.ts";
import { AcceptedInvitationDto, DoneDto } from "../people/schema.ts";
import type { AcceptInvitationInput, RequestResetInput } from "../people/schema.ts";
import type { z } from "../zod.ts";
import { ResetDoneDto, SetupDoneDto } from "./schema.ts";
import type { CompleteSetupInput, ResetPasswordInput } from "./schema.ts";

export type SignInFailure = { word: string; retryAfterSeconds?: number };
export type SignInOutcome = { kind: "done" } | { kind: "failed"; failure: SignInFailure };

async function csrfToken(): Promise<string> {
  const response = await fetch("/api/auth/csrf", { credentials: "same-origin" });
  if (!response.ok) throw new TypeError("The server did not answer.");
  return ((await response.json()) as { csrfToken: string }).csrfToken;
}

async function postForm(path: string, fields: Record<string, string>): Promise<string> {
  const body = new URLSearchParams({ ...fields, csrfToken: await csrfToken(), json: "true" });
  const response = await fetch(`/api/auth${path}`, { method: "POST", body, credentials: "same-origin" });
  const answer = (await response.json()) as { url?: string };
  return answer.url ?? "/sign-in?error=failed";
}

/** Reads the word of a failure out of the address that next-auth answers with; undefined when it went well. */
export function failureIn(address: string): SignInFailure | undefined {
  const search = new URL(address, "http://modelkeep.invalid").searchParams;
  if (search.has("csrf")) return { word: "failed" };
  const error = search.get("error");
  if (error === null) return undefined;
  const [word = "failed", seconds] = error.split(".");
  return seconds === undefined ? { word } : { word, retryAfterSeconds: Number(seconds) };
}

/** Signs in with a password, and a code where one is asked for. Throws when the server cannot be reached. */
export async function signIn(given: { email: string; password: string; code?: string }): Promise<SignInOutcome> {
  const url = await postForm("/callback/credentials", { ...given, code: given.code ?? "", callbackUrl: "/" });
  const failure = failureIn(url);
  return failure === undefined ? { kind: "done" } : { kind: "failed", failure };
}

/** Begins single sign-on; answers the address of the provider to go to. `returnTo` is a path of ours. */
export async function beginSingleSignOn(returnTo: string): Promise<string> {
  return postForm("/signin/oidc", { callbackUrl: returnTo });
}

/** Makes the first organization and its administrator. */
export async function completeSetup(body: z.input<typeof CompleteSetupInput>): Promise<z.output<typeof SetupDoneDto>> {
  return apiFetch("/setup", { schema: SetupDoneDto, method: "POST", body });
}

/** Chooses a new password with a one-time link. */
export async function resetPassword(body: z.input<typeof ResetPasswordInput>): Promise<z.output<typeof ResetDoneDto>> {
  return apiFetch("/password/reset", { schema: ResetDoneDto, method: "POST", body });
}

/** Asks for a link to choose a new password; the answer is the same for unknown addresses. */
export async function requestReset(body: z.input<typeof RequestResetInput>): Promise<void> {
  await apiFetch("/password/request-reset", { schema: DoneDto, method: "POST", body });
}

/** Accepts an invitation with a name and a password. */
export async function acceptInvitation(
  body: z.input<typeof AcceptInvitationInput>,
): Promise<z.output<typeof AcceptedInvitationDto>> {
  return apiFetch("/invitations/accept", { schema: AcceptedInvitationDto, method: "POST", body });
}
