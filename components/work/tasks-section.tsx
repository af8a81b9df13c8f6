"use client";

import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { StateBadge } from "@/components/ui/badge.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { useNow } from "@/components/ui/use-now.ts";
import { cancelTask, completeTask, tasksQuery } from "@/lib/work/api.ts";
import type { Task } from "@/lib/work/schema.ts";
import { EntityLink } from "./entity-link.tsx";

const SOON_MS = 3 * 24 * 3600_000;

function Due({ at }: { at: string }) {
  const now = useNow();
  const left = now === null ? SOON_MS : Date.parse(at) - now;
  const when = (
    <>
      Due <RelativeTime at={at} />
    </>
  );
  if (left < 0) return <StateBadge tone="red">{when}</StateBadge>;
  return left < SOON_MS ? <StateBadge tone="amber">{when}</StateBadge> : when;
}

function TaskRow({ task }: { task: Task }) {
  const client = useQueryClient();
  const close = (call: typeof completeTask, message: string): void =>
    void call({ id: task.id, expectedVersion: task.version })
      .then(() => client.invalidateQueries({ queryKey: ["task"] }))
      .then(() => toastDone({ message }), toastProblem);
  return (
    <li>
      <div className="mk-rows-words">
        <strong>{task.title}</strong>
        {task.detail === "" ? null : <span>{task.detail}</span>}
        <span>
          {task.createdBy === null ? "Asked" : `${task.createdBy} asked`} <RelativeTime at={task.createdAt} />
          {task.dueAt === null ? null : " · "}
          {task.dueAt === null ? null : <Due at={task.dueAt} />}{" "}
          <EntityLink entity={task.entity} kind={task.kind} detail={task.detail} />
        </span>
      </div>
      <div className="mk-rows-actions">
        {task.abilities.complete ? (
          <Button
            size="compact-sm"
            aria-label={`Done: ${task.title}`}
            onClick={() => close(completeTask, "Task done.")}
          >
            Done
          </Button>
        ) : null}
        {task.abilities.cancel ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Cancel: ${task.title}`}
            onClick={() => close(cancelTask, "Task cancelled.")}
          >
            Cancel task
          </Button>
        ) : null}
      </div>
    </li>
  );
}

/** Earliest due first, then those without a date, the newest first. */
function byUrgency(a: Task, b: Task): number {
  if (a.dueAt !== b.dueAt) return (a.dueAt ?? "9").localeCompare(b.dueAt ?? "9");
  return b.createdAt.localeCompare(a.createdAt);
}

/** Open tasks of the signed-in person. */
export function TasksSection() {
  const tasks = useQuery(tasksQuery());
  const items = tasks.data?.items;
  return (
    <section aria-labelledby="tasks-heading">
      <div className="mk-settings-head">
        <h2 id="tasks-heading">Open tasks{items === undefined || items.length === 0 ? "" : ` (${items.length})`}</h2>
      </div>
      {tasks.isError ? (
        <ProblemPanel error={tasks.error} onRetry={() => void tasks.refetch()} />
      ) : items === undefined ? (
        <TextSkeleton />
      ) : items.length === 0 ? (
        <EmptyState inline title="Nothing waits for you">
          Reviews, approvals and follow-ups that need you appear here.
        </EmptyState>
      ) : (
        <ul className="mk-rows">
          {items.toSorted(byUrgency).map((task) => (
            <TaskRow key={task.id} task={task} />
          ))}
        </ul>
      )}
    </section>
  );
}
