import { Button, Select } from "@mantine/core";
import { IconChevronRight, IconSchema, IconTable } from "@tabler/icons-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { Person } from "@/components/diagram/editor-types.ts";
import type { RoomState } from "./room-store.ts";
import type { RoomSelf } from "./use-room.ts";

/** Where the room is, and what can be shown instead. */
export type RoomPlace = {
  title: string;
  back: { label: string; href: string } | null;
  home: string | null;
  diagrams: readonly { id: string; name: string }[];
  onDiagram: (id: string) => void;
  table: boolean;
  onTable: (table: boolean) => void;
};

interface RoomHeadProps {
  place: RoomPlace;
  state: RoomState;
  people: readonly Person[];
  self: RoomSelf;
  diagramId: string;
  /** What can be begun here. */
  children?: ReactNode;
}

function Saved({ state }: { state: RoomState }) {
  const { unsent, connection } = state;
  const count = unsent === 1 ? "1 change" : `${unsent} changes`;
  const waiting = connection === "waiting";
  const words = waiting
    ? unsent === 0
      ? "The server cannot be reached. Trying again."
      : `The server cannot be reached. ${count} kept in this browser.`
    : unsent === 0
      ? "Everything is saved"
      : "Saving";
  return (
    <span className="mk-room-state" role="status" {...(waiting ? { "data-waiting": true } : {})}>
      {words}
    </span>
  );
}

function People({ people, self }: { people: readonly Person[]; self: RoomSelf }) {
  const unique = [...new Map(people.map((person) => [person.name, person])).values()];
  if (unique.length === 0) return null;
  return (
    <ul className="mk-room-people" aria-label={`In the room besides ${self.name}`}>
      {unique.map(({ id, name, initials, colour }) => (
        <li key={id} data-person={colour} title={name}>
          <span aria-hidden>{initials}</span>
          <span className="mk-visually-hidden">{name}</span>
        </li>
      ))}
    </ul>
  );
}

/** Where one is, whether everything is saved, who else is here, and the other way to look at it. */
export function RoomHead({ place, state, people, self, diagramId, children }: RoomHeadProps) {
  const Icon = place.table ? IconSchema : IconTable;
  return (
    <header className="mk-room-head">
      <nav aria-label="Breadcrumb">
        {place.back === null ? null : (
          <>
            <Link href={place.back.href}>{place.back.label}</Link>
            <IconChevronRight aria-hidden />
          </>
        )}
        <h1>{place.home === null ? place.title : <Link href={place.home}>{place.title}</Link>}</h1>
      </nav>
      {place.diagrams.length < 2 ? null : (
        <Select
          aria-label="Diagram"
          size="xs"
          data={place.diagrams.map(({ id, name }) => ({ value: id, label: name }))}
          value={diagramId}
          allowDeselect={false}
          onChange={(id) => (id === null ? undefined : place.onDiagram(id))}
        />
      )}
      <Saved state={state} />
      <div className="mk-room-head-end">
        <People people={people} self={self} />
        {children}
        <Button
          size="xs"
          variant="default"
          leftSection={<Icon aria-hidden />}
          onClick={() => place.onTable(!place.table)}
        >
          {place.table ? "Drawing" : "Table"}
        </Button>
      </div>
    </header>
  );
}
