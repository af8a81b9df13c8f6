"use client";

import { Checkbox, PasswordInput, Select, TagsInput, Textarea, TextInput } from "@mantine/core";
import { z } from "@/lib/zod.ts";
import { FormRow, FormSection, OptionalLabel } from "../form-field.tsx";
import { FormShell } from "../form-shell.tsx";
import { PageHeader } from "../page-header.tsx";

const schema = z.strictObject({
  name: z.string().min(1, "Give the model a name."),
  slug: z.string().regex(/^[a-z0-9-]+$/, "Use small letters, figures and hyphens."),
  purpose: z.string().min(20, "Say in at least 20 characters what it is for."),
  kind: z.string().min(1, "Choose a kind."),
  sensitivity: z.string().min(1, "Choose how sensitive it is."),
  tags: z.array(z.string()),
  personal: z.boolean(),
});

const usual: z.output<typeof schema> = {
  name: "",
  slug: "Card Fraud",
  purpose: "",
  kind: "",
  sensitivity: "",
  tags: ["fraud"],
  personal: false,
};

export function FormSample() {
  return (
    <>
      <PageHeader breadcrumb={[{ label: "Models", href: "#" }, { label: "Register" }]} title="Register a model" line />
      <div className="mk-page-body">
        <FormShell
          schema={schema}
          initialValues={usual}
          submitLabel="Register model"
          onCancel={() => undefined}
          onSubmit={async () => undefined}
        >
          {(form) => (
            <>
              <FormSection title="What it is">
                <TextInput label="Name" {...form.getInputProps("name")} />
                <TextInput
                  label="Address"
                  description="Part of the model's address; it stays when the name changes."
                  {...form.getInputProps("slug")}
                />
                <Textarea label="Purpose" rows={3} {...form.getInputProps("purpose")} />
                <FormRow>
                  <Select
                    label="Kind"
                    data={["predictive", "generative", "agentic"]}
                    placeholder="Choose"
                    {...form.getInputProps("kind")}
                  />
                  <Select
                    label="Sensitivity"
                    data={["public", "internal", "confidential"]}
                    placeholder="Choose"
                    {...form.getInputProps("sensitivity")}
                  />
                </FormRow>
              </FormSection>
              <FormSection title="How it is found" help="Words that people will search for.">
                <TagsInput label={<OptionalLabel>Tags</OptionalLabel>} {...form.getInputProps("tags")} />
                <Checkbox label="It handles personal data" {...form.getInputProps("personal", { type: "checkbox" })} />
              </FormSection>
            </>
          )}
        </FormShell>
      </div>
    </>
  );
}

const signIn = z.strictObject({
  email: z.email("Write an e-mail address."),
  password: z.string().min(1, "Write your password."),
});

export function SignInSample() {
  return (
    <FormShell
      schema={signIn}
      initialValues={{ email: "", password: "" }}
      submitLabel="Sign in"
      guard={false}
      onSubmit={async () => undefined}
    >
      {(form) => (
        <>
          <TextInput label="E-mail" type="email" autoComplete="username" {...form.getInputProps("email")} />
          <PasswordInput label="Password" autoComplete="current-password" {...form.getInputProps("password")} />
        </>
      )}
    </FormShell>
  );
}
