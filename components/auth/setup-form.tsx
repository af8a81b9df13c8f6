"use client";

import { TextInput } from "@mantine/core";
import { useState } from "react";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { completeSetup, signIn } from "@/lib/auth/api.ts";
import { CompleteSetupInput } from "@/lib/auth/schema.ts";
import { proposeSlug } from "@/lib/people/rules.ts";
import { checkPassword } from "./check-password.ts";
import { NewPasswordField } from "./new-password-field.tsx";

const schema = checkPassword(CompleteSetupInput, (values) => [values.name, values.email, values.organizationName]);

/** The first organization and its administrator; afterwards the person is signed in. */
export function SetupForm({ token }: { token: string }) {
  const [slugIsOwn, setSlugIsOwn] = useState(false);
  const initialValues = { token, organizationName: "", slug: "", name: "", email: "", password: "" };

  async function save(values: typeof initialValues): Promise<void> {
    await completeSetup(values);
    const outcome = await signIn({ email: values.email, password: values.password });
    window.location.assign(outcome.kind === "done" ? "/overview" : "/sign-in");
  }

  return (
    <FormShell schema={schema} initialValues={initialValues} onSubmit={save} submitLabel="Set up Modelkeep">
      {(form) => {
        const organization = form.getInputProps("organizationName");
        const slug = form.getInputProps("slug");
        const { organizationName, name, email, password } = form.values;
        return (
          <>
            <TextInput
              {...organization}
              label="Organization"
              maxLength={120}
              onChange={(event) => {
                const typed = event.currentTarget.value;
                form.setFieldValue("organizationName", typed);
                if (!slugIsOwn) form.setFieldValue("slug", proposeSlug(typed));
              }}
            />
            <TextInput
              {...slug}
              label="Short name"
              description="For addresses and command lines: small letters, digits and hyphens."
              maxLength={63}
              onChange={(event) => {
                setSlugIsOwn(true);
                form.setFieldValue("slug", event.currentTarget.value);
              }}
            />
            <TextInput {...form.getInputProps("name")} label="Your name" autoComplete="name" maxLength={120} />
            <TextInput
              {...form.getInputProps("email")}
              label="Your e-mail address"
              type="email"
              autoComplete="username"
              maxLength={254}
            />
            <NewPasswordField
              typed={password}
              facts={[name, email, organizationName]}
              field={form.getInputProps("password")}
            />
          </>
        );
      }}
    </FormShell>
  );
}
