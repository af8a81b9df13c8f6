"use client";

import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { toastProblem } from "@/components/ui/toast.tsx";
import { markRead, notificationsQuery } from "@/lib/work/api.ts";
import type { Note } from "@/lib/work/schema.ts";
import { EntityLink } from "./entity-link.tsx";

function NoteRow({ note, onRead }: { note: Note; onRead: () => void }) {
  const unread = note.readAt === null;
  return (
    <li>
      <div className="mk-rows-words">
        <strong className={unread ? "mk-unread" : undefined}>
          {note.title}
          {unread ? <span className="mk-visually-hidden"> (unread)</span> : null}
        </strong>
        {note.detail === "" ? null : <span>{note.detail}</span>}
        <span>
          <RelativeTime at={note.createdAt} /> <EntityLink entity={note.entity} kind={note.kind} detail={note.detail} />
        </span>
      </div>
      {unread ? (
        <Button variant="subtle" size="compact-sm" onClick={onRead} aria-label={`Mark as read: ${note.title}`}>
          Mark as read
        </Button>
      ) : null}
    </li>
  );
}

/** What the signed-in person was told, newest first. */
export function NotificationsSection() {
  const notes = useQuery(notificationsQuery());
  const client = useQueryClient();
  const read = (ids?: string[]): void =>
    void markRead(ids).then(() => client.invalidateQueries({ queryKey: ["notification"] }), toastProblem);
  const page = notes.data;
  return (
    <section aria-labelledby="notes-heading">
      <div className="mk-settings-head">
        <h2 id="notes-heading">Notifications{(page?.unread ?? 0) === 0 ? "" : ` (${page?.unread ?? 0} unread)`}</h2>
        {(page?.unread ?? 0) === 0 ? null : (
          <Button variant="default" size="compact-sm" onClick={() => read()}>
            Mark all as read
          </Button>
        )}
      </div>
      {notes.isError ? (
        <ProblemPanel error={notes.error} onRetry={() => void notes.refetch()} />
      ) : page === undefined ? (
        <TextSkeleton />
      ) : page.items.length === 0 ? (
        <EmptyState inline title="No notifications">
          What concerns you and what you are asked to do is told here.
        </EmptyState>
      ) : (
        <ul className="mk-rows">
          {page.items.map((note) => (
            <NoteRow key={note.id} note={note} onRead={() => read([note.id])} />
          ))}
        </ul>
      )}
    </section>
  );
}
