"use client";

import { ActionIcon, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { nodesQuery } from "@/lib/inventory/assets/api.ts";
import { nodeLabels } from "@/lib/inventory/assets/rules.ts";
import type { NodeDto } from "@/lib/inventory/assets/schema.ts";
import { nodeName } from "@/lib/lineage/rules.ts";
import { scopeTypes } from "@/lib/threats/rules.ts";

const PAUSE_MS = 200;

interface ScopePickerProps {
  chosen: readonly NodeDto[];
  onChange: (chosen: NodeDto[]) => void;
  error?: React.ReactNode;
}

/** Systems, models and versions of the inventory, found by name, that a threat model is about. */
export function ScopePicker({ chosen, onChange, error }: ScopePickerProps) {
  const [search, setSearch] = useState("");
  const [words] = useDebouncedValue(search, PAUSE_MS);
  const found = useQuery(nodesQuery(words, scopeTypes));
  const known = new Set(chosen.map(({ id }) => id));
  const items = (found.data?.items ?? []).filter(({ id }) => !known.has(id));
  const add = (id: string | null) => {
    const node = items.find((each) => each.id === id);
    if (node !== undefined) onChange([...chosen, node]);
    setSearch("");
  };
  return (
    <div className="mk-scope">
      <Select
        label="What it looks at"
        description="AI systems, models and versions of the inventory. You can add more later."
        placeholder="Type to find one"
        data-path="scope"
        searchable
        searchValue={search}
        onSearchChange={setSearch}
        value={null}
        onChange={add}
        data={items.map((node) => ({ value: node.id, label: `${nodeName(node)} · ${nodeLabels[node.type]}` }))}
        filter={({ options }) => options}
        nothingFoundMessage={found.isFetching ? "Searching" : "Nothing of that name"}
        error={error}
      />
      {chosen.length === 0 ? null : (
        <ul className="mk-scope-chosen" aria-label="Chosen">
          {chosen.map((node) => (
            <li key={node.id}>
              {nodeName(node)} <span className="mk-3">{nodeLabels[node.type]}</span>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={`Take out ${nodeName(node)}`}
                onClick={() => onChange(chosen.filter(({ id }) => id !== node.id))}
              >
                <IconX aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
