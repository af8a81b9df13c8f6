import type { SignInFailure } from "@/lib/auth/api.ts";

const words: Record<string, string> = {
  wrong: "E-mail address and password do not fit together.",
  wrong_code: "That code does not fit. Codes change every 30 seconds, and each works once.",
  unavailable: "The server is busy or its database is away. Try again in a moment.",
  not_linked:
    "An account with your address exists, but single sign-on is not connected to it. Sign in with your password and connect it in your security settings.",
  no_role: "Single sign-on knows you, but none of your groups has a role here. Ask an administrator.",
  no_email: "Single sign-on did not send a verified e-mail address. Ask who runs it.",
  disabled: "This account is disabled. Ask an administrator.",
  not_possible: "That link or identity was used already or is no longer valid.",
  confirm_first: "Confirm that it is you in your security settings, then connect single sign-on again.",
  OAuthSignin: "Single sign-on cannot be reached. Try again, or sign in with a password.",
  OAuthCallback: "Single sign-on did not finish. Start again.",
  Callback: "Single sign-on did not finish. Start again.",
  AccessDenied: "Single sign-on did not let you in.",
};

/** What the sign-in page says about a failure. */
export function signInWords({ word, retryAfterSeconds }: SignInFailure): string {
  if (word === "rate_limited") {
    const minutes = Math.max(1, Math.ceil((retryAfterSeconds ?? 60) / 60));
    return `Too many attempts. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
  }
  return words[word] ?? "Signing in did not work. Try again.";
}
