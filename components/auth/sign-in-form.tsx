"use client";

import "./auth.css";
import { Anchor, Button, PasswordInput, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { FormEvent } from "react";
import { Notice } from "@/components/ui/notice.tsx";
import { SingleSignOnButton } from "./single-sign-on-button.tsx";
import { signInWords } from "./sign-in-words.ts";
import { useSignIn } from "./use-sign-in.ts";

interface SignInFormProps {
  /** Path to go to afterwards. */
  next: string;
  singleSignOn?: string | undefined;
  /** A failure that came back in the address, from single sign-on. */
  failure?: string | undefined;
}

interface FieldProps {
  value: string;
  onChange: (value: string) => void;
}

function CodeField({ value, onChange }: FieldProps) {
  return (
    <TextInput
      label="Code"
      description="Six digits from your authenticator app, or one of your recovery codes."
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete="one-time-code"
      inputMode="text"
      required
      withAsterisk={false}
      maxLength={40}
    />
  );
}

function AddressField({ value, onChange }: FieldProps) {
  return (
    <TextInput
      label="E-mail address"
      name="email"
      type="email"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete="username"
      required
      withAsterisk={false}
      maxLength={254}
    />
  );
}

function SecretField({ value, onChange }: FieldProps) {
  return (
    <PasswordInput
      label="Password"
      name="password"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete="current-password"
      required
      withAsterisk={false}
      maxLength={1024}
    />
  );
}

/** Address and password, then the code where the account has a second factor. */
export function SignInForm({ next, singleSignOn, failure }: SignInFormProps) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const first = failure === undefined ? "" : signInWords({ word: failure });
  const { step, busy, message, setMessage, submit, back } = useSignIn(first, () => window.location.assign(next));
  const onCode = step === "code";
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (onCode || message !== "") form.current?.querySelector("input")?.focus();
  }, [onCode, message]);

  function send(event: FormEvent): void {
    event.preventDefault();
    if (!busy) void submit({ email, password, code });
  }

  return (
    <form ref={form} className="mk-auth-form" method="post" onSubmit={send}>
      <div className="mk-auth-message" aria-live="assertive">
        {message === "" ? null : <Notice tone="red">{message}</Notice>}
      </div>
      <div className="mk-auth-fields">
        {onCode ? (
          <CodeField value={code} onChange={setCode} />
        ) : (
          <>
            <AddressField value={email} onChange={setEmail} />
            <SecretField value={password} onChange={setPassword} />
          </>
        )}
      </div>
      <Button type="submit" fullWidth loading={busy}>
        {onCode ? "Confirm" : "Sign in"}
      </Button>
      {onCode ? (
        <Anchor component="button" type="button" size="sm" onClick={back}>
          Use another account
        </Anchor>
      ) : null}
      {singleSignOn === undefined || onCode ? null : (
        <SingleSignOnButton name={singleSignOn} returnTo={next} onFailure={setMessage} />
      )}
    </form>
  );
}
