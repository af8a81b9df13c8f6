"use client";

import { Modal, Select, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FormShell } from "@/components/ui/form-shell.tsx";
import type { Role } from "@/lib/kernel/policy.ts";
import { roleNames, roles } from "@/lib/kernel/policy.ts";
import { inviteUser } from "@/lib/people/api.ts";
import { InviteUserInput } from "@/lib/people/schema.ts";
import { ShownOnceDialog } from "./shown-once.tsx";
import { useReauthentication } from "./use-reauthentication.tsx";

const options = roleNames.map((value) => ({ value, label: roles[value] }));
const start: { email: string; role: Role } = { email: "", role: "viewer" };
type Made = { link: string; email: string; mailed: boolean };

/** Asks for address and role, then shows the link once. */
export function InviteDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { attempt, dialog } = useReauthentication();
  const client = useQueryClient();
  const [made, setMade] = useState<Made>();

  async function invite(values: typeof start): Promise<void> {
    const { link, mailed, invitation } = await attempt(() => inviteUser(values));
    await client.invalidateQueries({ queryKey: ["invitation"] });
    onClose();
    setMade({ link, mailed, email: invitation.email });
  }

  return (
    <>
      <Modal opened={opened} onClose={onClose} title="Invite a person" closeButtonProps={{ "aria-label": "Close" }}>
        <FormShell
          schema={InviteUserInput}
          initialValues={start}
          guard={false}
          submitLabel="Make the invitation"
          onCancel={onClose}
          onSubmit={invite}
        >
          {(form) => (
            <>
              <TextInput
                {...form.getInputProps("email")}
                label="E-mail address"
                type="email"
                autoComplete="off"
                data-autofocus
              />
              <Select {...form.getInputProps("role")} label="Role" data={options} allowDeselect={false} />
            </>
          )}
        </FormShell>
      </Modal>
      <ShownOnceDialog
        title={`Invitation for ${made?.email ?? ""}`}
        value={made?.link}
        what="invitation link"
        onClose={() => setMade(undefined)}
      >
        {made?.mailed === true
          ? "A letter with this link is on its way. You can also hand it over yourself."
          : "Hand this link over yourself: no mail is set up here."}{" "}
        It works once, for seven days, and is not shown again.
      </ShownOnceDialog>
      {dialog}
    </>
  );
}
