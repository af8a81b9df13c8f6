"use client";

import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ownerChoicesQuery } from "@/lib/inventory/api.ts";

/** The person who answers for a thing, out of the active people. `bound` is what the form gives for its field. */
export function OwnerField({ label, bound }: { label: ReactNode; bound: object }) {
  const people = useQuery(ownerChoicesQuery());
  const choices = (people.data?.items ?? []).map(({ id, name, email }) => ({ value: id, label: `${name} · ${email}` }));
  return (
    <Select
      label={label}
      description="The person who answers for it"
      placeholder={people.isPending ? "Loading people" : "Nobody yet"}
      data={choices}
      searchable
      clearable
      nothingFoundMessage="No active person of that name"
      {...bound}
    />
  );
}
