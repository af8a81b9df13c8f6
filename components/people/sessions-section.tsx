"use client";

import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Badge } from "@/components/ui/badge.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { revokeOtherSessions, revokeSession, sessionsQuery } from "@/lib/people/api.ts";
import type { OwnSession } from "@/lib/people/schema.ts";

const methods: Record<string, string> = { password: "Password", oidc: "Single sign-on" };

function SessionRow({ session, onEnd }: { session: OwnSession; onEnd: () => void }) {
  const how = methods[session.method] ?? session.method;
  return (
    <li>
      <div className="mk-rows-words">
        <strong>
          {session.device} {session.current ? <Badge tone="accent">This session</Badge> : null}
        </strong>
        <span>
          {session.address} · {session.secondFactor ? `${how} and second factor` : how} · last seen{" "}
          <RelativeTime at={session.seenAt} />
        </span>
      </div>
      {session.current ? null : (
        <Button variant="default" size="compact-sm" onClick={onEnd} aria-label={`End session ${session.device}`}>
          End session
        </Button>
      )}
    </li>
  );
}

/** Where this person is signed in; ending a session works at its next request. */
export function SessionsSection() {
  const sessions = useQuery(sessionsQuery());
  const client = useQueryClient();
  const items = sessions.data?.items;
  const end = (call: () => Promise<unknown>, message: string): void => {
    void call()
      .then(() => client.invalidateQueries({ queryKey: ["session"] }))
      .then(() => toastDone({ message }), toastProblem);
  };
  return (
    <section aria-labelledby="sessions-heading">
      <div className="mk-settings-head">
        <h2 id="sessions-heading">Sessions</h2>
        {(items?.length ?? 0) > 1 ? (
          <Button variant="default" size="compact-sm" onClick={() => end(revokeOtherSessions, "Other sessions ended.")}>
            End all other sessions
          </Button>
        ) : null}
      </div>
      {sessions.isError ? (
        <ProblemPanel error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : items === undefined ? (
        <TextSkeleton />
      ) : (
        <ul className="mk-rows">
          {items.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              onEnd={() => end(() => revokeSession(session.id), "Session ended.")}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
