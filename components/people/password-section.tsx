"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { NewPasswordField } from "@/components/auth/new-password-field.tsx";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { ChangePasswordInput } from "@/lib/auth/schema.ts";
import { changePassword } from "@/lib/people/api.ts";
import { useReauthentication } from "./use-reauthentication.tsx";

/** Chooses a new password; all other sessions end. */
export function PasswordSection({ name, email }: { name: string; email: string }) {
  const { attempt, dialog } = useReauthentication();
  const client = useQueryClient();
  const [turn, setTurn] = useState(0);

  async function save({ password }: { password: string }): Promise<void> {
    await attempt(() => changePassword(password));
    await client.invalidateQueries({ queryKey: ["session"] });
    setTurn(turn + 1);
    toastDone({ message: "Password changed. Your other sessions have ended." });
  }

  return (
    <section aria-labelledby="password-heading">
      <div className="mk-settings-head">
        <h2 id="password-heading">Password</h2>
      </div>
      <FormShell
        key={turn}
        schema={ChangePasswordInput}
        initialValues={{ password: "" }}
        submitLabel="Change password"
        onSubmit={save}
      >
        {(form) => (
          <NewPasswordField
            label="New password"
            typed={form.values.password}
            facts={[name, email]}
            field={form.getInputProps("password")}
          />
        )}
      </FormShell>
      {dialog}
    </section>
  );
}
