"use client";

import { Button, Loader, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { AuthCard } from "@/components/layout/auth-card.tsx";
import { Notice } from "@/components/ui/notice.tsx";
import { describeProblem } from "@/components/ui/problem-text.ts";
import { ApiError } from "@/lib/http/client.ts";
import { doorQuery, knockAtSession } from "@/lib/threats/sessions/api.ts";
import { GuestRoom } from "./guest-room.tsx";

interface GuestDoorProps {
  /** Empty when one comes back without the link. */
  token: string;
  session: string | null;
  organization: string | null;
}

function Knock({ token, onDone }: { token: string; onDone: () => void }) {
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  return (
    <form
      className="mk-guest-door"
      onSubmit={(event) => {
        event.preventDefault();
        setBusy(true);
        void knockAtSession({ token, name })
          .then(onDone)
          .catch((error: unknown) => setProblem(describeProblem(error).title))
          .finally(() => setBusy(false));
      }}
    >
      {problem === null ? null : <Notice tone="red">{problem}</Notice>}
      <TextInput
        label="Your name"
        description="Everybody in the session sees it, and it is kept with what you do."
        value={name}
        maxLength={80}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" loading={busy} disabled={name.trim() === ""}>
        Ask to be let in
      </Button>
    </form>
  );
}

/** The door of a session for people without an account: say who you are, wait, and be in the room. */
export function GuestDoor({ token, session, organization }: GuestDoorProps) {
  const client = useQueryClient();
  const door = useQuery(doorQuery());
  const again = (): void => void client.invalidateQueries({ queryKey: doorQuery().queryKey });
  const state = door.data?.state;
  if (door.data?.diagramId !== undefined && door.data.diagramId !== null) {
    return <GuestRoom diagramId={door.data.diagramId} self={{ id: door.data.guestId, name: door.data.name }} />;
  }
  if (state === "waiting") {
    return (
      <AuthCard
        title="At the door"
        intro={`You asked to join “${door.data?.session ?? ""}” as ${door.data?.name ?? ""}.`}
      >
        <p className="mk-guest-waits" role="status">
          <Loader size={16} aria-hidden /> Whoever facilitates lets you in. Keep this page open.
        </p>
      </AuthCard>
    );
  }
  const unknown = door.error instanceof ApiError ? door.error.problem.status === 404 : door.isPending;
  if (
    session !== null &&
    organization !== null &&
    (unknown || state === "refused" || state === "left" || state === "ended")
  ) {
    return (
      <AuthCard title={session} intro={`${organization} invites you to a threat-modelling session.`}>
        {state === "refused" ? <Notice tone="amber">You were not let in. You can ask again.</Notice> : null}
        <Knock token={token} onDone={again} />
      </AuthCard>
    );
  }
  if (door.isPending) return <AuthCard title="At the door" intro="One moment." children={<Loader size={16} />} />;
  return (
    <AuthCard title={state === "ended" ? "This session has ended" : "This link does not work"}>
      <Notice tone="amber">
        {state === "ended"
          ? "Thank you for taking part."
          : "It was withdrawn, or is too old. Ask who invited you for a new one."}
      </Notice>
    </AuthCard>
  );
}
