"use client";

import { TextInput } from "@mantine/core";
import { useState } from "react";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { acceptInvitation, signIn } from "@/lib/auth/api.ts";
import { AcceptInvitationInput } from "@/lib/people/schema.ts";
import { checkPassword } from "./check-password.ts";
import { NewPasswordField } from "./new-password-field.tsx";
import { SingleSignOnButton } from "./single-sign-on-button.tsx";

const schema = checkPassword(AcceptInvitationInput, (values) => [values.name]);

interface InvitationFormProps {
  token: string;
  email: string;
  singleSignOn?: string | undefined;
}

/** Name and password of an invited person, or single sign-on instead; afterwards they are signed in. */
export function InvitationForm({ token, email, singleSignOn }: InvitationFormProps) {
  const [message, setMessage] = useState("");
  const initialValues = { token, name: "", password: "" };

  async function save(values: typeof initialValues): Promise<void> {
    await acceptInvitation(values);
    const outcome = await signIn({ email, password: values.password });
    window.location.assign(outcome.kind === "done" ? "/overview" : "/sign-in");
  }

  return (
    <div className="mk-auth-form">
      <FormShell schema={schema} initialValues={initialValues} onSubmit={save} submitLabel="Join">
        {(form) => (
          <>
            <TextInput label="E-mail address" value={email} readOnly autoComplete="username" />
            <TextInput {...form.getInputProps("name")} label="Your name" autoComplete="name" maxLength={120} />
            <NewPasswordField
              typed={form.values.password}
              facts={[form.values.name, email]}
              field={form.getInputProps("password")}
            />
          </>
        )}
      </FormShell>
      {message === "" ? null : (
        <Notice tone="red" live>
          {message}
        </Notice>
      )}
      {singleSignOn === undefined ? null : (
        <SingleSignOnButton
          name={singleSignOn}
          returnTo={`/overview?invitation=${encodeURIComponent(token)}`}
          onFailure={setMessage}
        />
      )}
    </div>
  );
}
