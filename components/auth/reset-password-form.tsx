"use client";

import { FormShell } from "@/components/ui/form-shell.tsx";
import { resetPassword } from "@/lib/auth/api.ts";
import { ResetPasswordInput } from "@/lib/auth/schema.ts";
import { checkPassword } from "./check-password.ts";
import { NewPasswordField } from "./new-password-field.tsx";

const schema = checkPassword(ResetPasswordInput, () => []);

/** A new password by a one-time link; afterwards one signs in with it. */
export function ResetPasswordForm({ token }: { token: string }) {
  const initialValues = { token, password: "" };
  async function save(values: typeof initialValues): Promise<void> {
    await resetPassword(values);
    window.location.assign("/sign-in?done=password");
  }
  return (
    <FormShell schema={schema} initialValues={initialValues} onSubmit={save} submitLabel="Change password">
      {(form) => (
        <NewPasswordField
          label="New password"
          typed={form.values.password}
          facts={[]}
          field={form.getInputProps("password")}
        />
      )}
    </FormShell>
  );
}
