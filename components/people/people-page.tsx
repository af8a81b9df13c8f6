"use client";

import "./settings.css";
import { useQuery } from "@tanstack/react-query";
import { Badge, StateBadge } from "@/components/ui/badge.tsx";
import { DataTable } from "@/components/ui/data-table/data-table.tsx";
import type { Column } from "@/components/ui/data-table/types.ts";
import { useListState } from "@/components/ui/data-table/use-list-state.ts";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Person as PersonMark } from "@/components/ui/person.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { roleNames, roles } from "@/lib/kernel/policy.ts";
import { usersQuery } from "@/lib/people/api.ts";
import { ListUsersInput, type Person } from "@/lib/people/schema.ts";
import { InvitationsSection } from "./invitations-section.tsx";
import { PersonActions } from "./person-actions.tsx";

const columns: readonly Column<Person>[] = [
  { id: "name", label: "Name", cell: (person) => <PersonMark name={person.name} /> },
  { id: "email", label: "E-mail address", cell: (person) => person.email },
  { id: "role", label: "Role", cell: (person) => <Badge>{roles[person.role]}</Badge> },
  {
    id: "state",
    label: "State",
    cell: (person) =>
      person.state === "active" ? (
        <StateBadge tone="green">Active</StateBadge>
      ) : (
        <StateBadge tone="red">Disabled</StateBadge>
      ),
  },
  { id: "mfa", label: "Second factor", cell: (person) => (person.mfaEnabled ? "On" : "Off") },
  {
    id: "seen",
    label: "Last seen",
    cell: (person) =>
      person.lastSeenAt === null ? (
        <span className="mk-3">never</span>
      ) : (
        <RelativeTime at={person.lastSeenAt} focusable={false} />
      ),
  },
];

const actions: Column<Person> = {
  id: "actions",
  label: "Actions",
  width: "56px",
  cell: (person) => <PersonActions person={person} />,
};

const filters = [
  { id: "role", label: "Role", options: roleNames.map((value) => ({ value, label: roles[value] })) },
  {
    id: "state",
    label: "State",
    options: [
      { value: "active", label: "active" },
      { value: "disabled", label: "disabled" },
    ],
  },
];

/** Everybody of the organization; administrators invite, change roles and shut out. */
export function PeoplePage({ manages }: { manages: boolean }) {
  const [value, onChange] = useListState(ListUsersInput);
  const users = useQuery(usersQuery(value));
  return (
    <div className="mk-settings">
      {manages ? <InvitationsSection /> : null}
      <DataTable
        id="people"
        noun={["person", "people"]}
        columns={manages ? [...columns, actions] : columns}
        row={{ id: (person) => person.id, name: (person) => person.name }}
        page={{
          rows: users.data?.items,
          nextCursor: users.data?.nextCursor,
          refreshing: users.isPlaceholderData,
          error: users.error ?? undefined,
          onRetry: () => void users.refetch(),
        }}
        state={{ value, onChange }}
        tools={{ search: "Search people", filters }}
        empty={<EmptyState title="Nobody here yet">People of the organization are listed here.</EmptyState>}
      />
    </div>
  );
}
