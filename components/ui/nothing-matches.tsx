"use client";

import { Button } from "@mantine/core";
import { EmptyState } from "./empty-state.tsx";

/** Nothing here because of the filter: says so, and offers to clear it. `things` is the plural, lower case. */
export function NothingMatches({ things, onClear }: { things: string; onClear: () => void }) {
  return (
    <EmptyState
      inline
      title={`No ${things} match`}
      action={
        <Button variant="default" onClick={onClear}>
          Clear search and filters
        </Button>
      }
    >
      There are {things}, but none that fit the search and filters above.
    </EmptyState>
  );
}
