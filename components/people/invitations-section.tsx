"use client";

import { Button } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { roles } from "@/lib/kernel/policy.ts";
import { invitationsQuery, revokeInvitation } from "@/lib/people/api.ts";
import type { OpenInvitation } from "@/lib/people/schema.ts";
import { InviteDialog } from "./invite-dialog.tsx";

function InvitationRow({ invitation }: { invitation: OpenInvitation }) {
  const client = useQueryClient();
  const revoke = (): void =>
    void revokeInvitation(invitation.id)
      .then(() => client.invalidateQueries({ queryKey: ["invitation"] }))
      .then(() => toastDone({ message: `Invitation of ${invitation.email} revoked.` }), toastProblem);
  return (
    <li>
      <div className="mk-rows-words">
        <strong>{invitation.email}</strong>
        <span>
          Invited as {roles[invitation.role]}
          {invitation.invitedBy === null ? "" : ` by ${invitation.invitedBy}`}{" "}
          <RelativeTime at={invitation.createdAt} /> · ends <RelativeTime at={invitation.expiresAt} />
        </span>
      </div>
      <div className="mk-rows-actions">
        <Button
          variant="default"
          size="compact-sm"
          onClick={revoke}
          aria-label={`Revoke invitation of ${invitation.email}`}
        >
          Revoke
        </Button>
        <Button
          variant="subtle"
          color="red"
          size="compact-sm"
          component={Link}
          href={`/settings/people/erase?subject=invitation&id=${invitation.id}`}
          aria-label={`Erase the data of ${invitation.email}`}
        >
          Erase
        </Button>
      </div>
    </li>
  );
}

/** Open invitations, and the button that makes one. */
export function InvitationsSection() {
  const [inviting, setInviting] = useState(false);
  const invitations = useQuery(invitationsQuery());
  const open = invitations.data?.items ?? [];
  return (
    <section aria-labelledby="invitations-heading">
      <div className="mk-settings-head">
        <h2 id="invitations-heading">
          {open.length === 0 ? "No open invitations" : `Open invitations (${open.length})`}
        </h2>
        <Button leftSection={<IconUserPlus aria-hidden />} onClick={() => setInviting(true)}>
          Invite a person
        </Button>
      </div>
      {open.length === 0 ? null : (
        <ul className="mk-rows">
          {open.map((invitation) => (
            <InvitationRow key={invitation.id} invitation={invitation} />
          ))}
        </ul>
      )}
      <InviteDialog opened={inviting} onClose={() => setInviting(false)} />
    </section>
  );
}
