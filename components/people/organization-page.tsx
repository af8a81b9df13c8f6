"use client";

import "./settings.css";
import { Checkbox, TextInput } from "@mantine/core";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { KeyValueList } from "@/components/ui/key-value-list.tsx";
import { toastDone } from "@/components/ui/toast.tsx";
import { roleNames, roles } from "@/lib/kernel/policy.ts";
import { organizationQuery, updateOrganization } from "@/lib/people/api.ts";
import { UpdateOrganizationInput, type OrganizationSettings } from "@/lib/people/schema.ts";
import { useReauthentication } from "./use-reauthentication.tsx";

type Values = Pick<OrganizationSettings, "name" | "mfaRequiredRoles"> & { expectedVersion: number };

function OrganizationForm({ organization }: { organization: OrganizationSettings }) {
  const { attempt, dialog } = useReauthentication();
  const client = useQueryClient();
  const router = useRouter();
  const { name, mfaRequiredRoles, version } = organization;
  const initialValues: Values = { name, mfaRequiredRoles, expectedVersion: version };
  async function save(values: Values): Promise<void> {
    await attempt(() => updateOrganization(values));
    await client.invalidateQueries({ queryKey: ["organization"] });
    router.refresh();
    toastDone({ message: "Organization saved." });
  }
  return (
    <>
      <FormShell
        key={version}
        schema={UpdateOrganizationInput}
        initialValues={initialValues}
        submitLabel="Save organization"
        onSubmit={save}
      >
        {(form) => (
          <>
            <TextInput {...form.getInputProps("name")} label="Name" maxLength={120} />
            <Checkbox.Group
              {...form.getInputProps("mfaRequiredRoles")}
              label="Roles that need a second factor"
              description="Who has one of these roles can only set up a second factor until they have one."
            >
              <div className="mk-choices">
                {roleNames.map((role) => (
                  <Checkbox key={role} value={role} label={roles[role]} />
                ))}
              </div>
            </Checkbox.Group>
          </>
        )}
      </FormShell>
      {dialog}
    </>
  );
}

/** Name of the organization and which roles need a second factor. */
export function OrganizationPage({ manages }: { manages: boolean }) {
  const { data: organization } = useSuspenseQuery(organizationQuery());
  const required = organization.mfaRequiredRoles.map((role) => roles[role]).join(", ");
  return (
    <div className="mk-settings mk-settings-narrow">
      {manages ? (
        <OrganizationForm organization={organization} />
      ) : (
        <KeyValueList
          lines
          items={[
            { label: "Name", value: organization.name },
            { label: "Roles that need a second factor", value: required === "" ? "none" : required },
          ]}
        />
      )}
      <KeyValueList lines items={[{ label: "Short name", value: organization.slug }]} />
    </div>
  );
}
