import { useState } from "react";
import { signIn } from "@/lib/auth/api.ts";
import { signInWords } from "./sign-in-words.ts";

export type SignInStep = "password" | "code";

type Given = { email: string; password: string; code: string };

/** The state of signing in: which step, whether it runs, what went wrong. `onDone` runs after the session is open. */
export function useSignIn(initialMessage: string, onDone: () => void) {
  const [step, setStep] = useState<SignInStep>("password");
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState(initialMessage);

  async function submit(given: Given): Promise<void> {
    setBusy(true);
    setMessage("");
    try {
      const { email, password, code } = given;
      const outcome = await signIn(step === "code" ? { email, password, code } : { email, password });
      if (outcome.kind === "done") return onDone();
      if (outcome.failure.word === "code_required") setStep("code");
      else setMessage(signInWords(outcome.failure));
    } catch {
      setMessage("The server did not answer. Check the connection, then try again.");
    }
    setBusy(false);
  }

  function back(): void {
    setStep("password");
    setMessage("");
  }

  return { step, busy, message, setMessage, submit, back };
}
