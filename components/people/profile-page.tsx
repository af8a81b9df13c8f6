"use client";

import "./settings.css";
import { TextInput } from "@mantine/core";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { KeyValueList } from "@/components/ui/key-value-list.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { roles } from "@/lib/kernel/policy.ts";
import { meQuery, updateProfile } from "@/lib/people/api.ts";
import { UpdateProfileInput } from "@/lib/people/schema.ts";

/** One's own name, and what others decided about one's account. */
export function ProfilePage() {
  const { data: me } = useSuspenseQuery(meQuery());
  const client = useQueryClient();
  const router = useRouter();
  const { user, organization } = me;

  async function save(values: { name: string; expectedVersion: number }): Promise<void> {
    await updateProfile(values);
    await client.invalidateQueries({ queryKey: ["user"] });
    router.refresh();
    toastDone({ message: "Profile saved." });
  }

  return (
    <div className="mk-settings mk-settings-narrow">
      <FormShell
        key={user.version}
        schema={UpdateProfileInput}
        initialValues={{ name: user.name, expectedVersion: user.version }}
        submitLabel="Save profile"
        onSubmit={save}
      >
        {(form) => (
          <TextInput
            {...form.getInputProps("name")}
            label="Name"
            description="As it stands beside what you decide, and in the audit trail."
            autoComplete="name"
            maxLength={120}
          />
        )}
      </FormShell>
      <KeyValueList
        lines
        items={[
          { label: "E-mail address", value: user.email },
          { label: "Role", value: roles[user.role] },
          { label: "Organization", value: organization.name },
          { label: "Here since", value: <RelativeTime at={user.createdAt} /> },
        ]}
      />
    </div>
  );
}
