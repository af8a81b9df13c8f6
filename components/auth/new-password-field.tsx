"use client";

import "./auth.css";
import { PasswordInput } from "@mantine/core";
import type { PasswordInputProps } from "@mantine/core";
import { PASSWORD_MIN_LENGTH, passwordStrength } from "@/lib/people/rules.ts";

interface NewPasswordFieldProps {
  /** What the person typed so far. */
  typed: string;
  /** Name, address, organization: what others know of the person. */
  facts: readonly string[];
  /** The form's own properties of the field. */
  field: PasswordInputProps;
  label?: string;
}

/** A field for choosing a password, with a meter that follows the rules of the server and says what is wrong. */
export function NewPasswordField({ typed, facts, field, label = "Password" }: NewPasswordFieldProps) {
  const { level, label: strength, problem } = passwordStrength(typed, facts);
  const hint = `At least ${PASSWORD_MIN_LENGTH} characters. Several unrelated words are easy to keep and hard to guess.`;
  return (
    <div>
      <PasswordInput
        {...field}
        label={label}
        autoComplete="new-password"
        required
        withAsterisk={false}
        maxLength={256}
      />
      <div className="mk-meter" data-level={level} aria-hidden>
        {[1, 2, 3, 4].map((step) => (
          <span key={step} data-on={step <= level || undefined} />
        ))}
      </div>
      <p className="mk-meter-text" aria-live="polite">
        {level === 0 ? hint : (problem ?? `${strength}.`)}
      </p>
    </div>
  );
}
