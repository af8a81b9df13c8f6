"use client";

import { TextInput } from "@mantine/core";
import { useState } from "react";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { requestReset } from "@/lib/auth/api.ts";
import { RequestResetInput } from "@/lib/people/schema.ts";

/** Asks for a link to choose a new password. Says the same for every address. */
export function ForgotPasswordForm() {
  const [sentTo, setSentTo] = useState<string>();
  if (sentTo !== undefined) {
    return (
      <Notice tone="green" live title="If there is an account, a link is on its way">
        It goes to {sentTo} and works for an hour. No mail? Ask an administrator for a link.
      </Notice>
    );
  }
  return (
    <FormShell
      schema={RequestResetInput}
      initialValues={{ email: "" }}
      guard={false}
      submitLabel="Send the link"
      onSubmit={async (values) => {
        await requestReset(values);
        setSentTo(values.email);
      }}
    >
      {(form) => (
        <TextInput
          {...form.getInputProps("email")}
          label="E-mail address"
          type="email"
          autoComplete="username"
          maxLength={254}
        />
      )}
    </FormShell>
  );
}
