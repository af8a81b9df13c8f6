"use client";

import { Modal, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { FormShell } from "@/components/ui/form-shell.tsx";
import { matchDiscovery } from "@/lib/discovery/api.ts";
import { matchableTypes } from "@/lib/discovery/rules.ts";
import { MatchDiscoveryInput } from "@/lib/discovery/schema.ts";
import { nodesQuery } from "@/lib/inventory/assets/api.ts";
import { nodeLabels } from "@/lib/inventory/assets/rules.ts";
import type { NodeDto } from "@/lib/inventory/assets/schema.ts";
import { nodeName } from "@/lib/lineage/rules.ts";
import type { DecisionDialogProps } from "./decision-dialog.ts";
import { useDecisions } from "./use-decisions.ts";

const PAUSE_MS = 200;

const optionOf = (node: NodeDto) => ({ value: node.id, label: `${nodeName(node)} · ${nodeLabels[node.type]}` });

type FinderProps = { error: React.ReactNode; onChoose: (node: NodeDto | undefined) => void };

function Finder({ error, onChoose }: FinderProps) {
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<NodeDto>();
  const [words] = useDebouncedValue(search, PAUSE_MS);
  const searched = chosen !== undefined && words === optionOf(chosen).label ? "" : words;
  const found = useQuery(nodesQuery(searched, matchableTypes));
  const items = found.data?.items ?? [];
  const all = chosen === undefined || items.some(({ id }) => id === chosen.id) ? items : [chosen, ...items];
  const choose = (id: string | null) => {
    const node = all.find((each) => each.id === id);
    setChosen(node);
    onChoose(node);
  };
  return (
    <Select
      label="In the inventory it is"
      description="A model, version, system, component or deployment"
      placeholder="Type to find it"
      data-path="entityId"
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      value={chosen?.id ?? null}
      onChange={choose}
      data={all.map(optionOf)}
      filter={({ options }) => options}
      nothingFoundMessage={found.isFetching ? "Searching" : "Nothing of that name"}
      error={error}
      data-autofocus
    />
  );
}

/** Says which thing of the inventory a discovery is. */
export function MatchDialog({ discovery, opened, onClose }: DecisionDialogProps) {
  const { decided } = useDecisions();
  const start = {
    id: discovery.id,
    expectedVersion: discovery.version,
    type: "model" as NodeDto["type"],
    entityId: "",
  };
  const save = async (values: typeof start) => {
    const saved = await matchDiscovery(MatchDiscoveryInput.parse(values));
    onClose();
    decided(saved, "Matched.");
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Match to the inventory"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <FormShell
        schema={MatchDiscoveryInput}
        initialValues={start}
        guard={false}
        submitLabel="Match"
        onCancel={onClose}
        onSubmit={save}
      >
        {(form) => (
          <Finder
            error={form.errors["entityId"] ?? form.errors["type"]}
            onChoose={(node) =>
              form.setValues({ entityId: node?.id ?? "", ...(node === undefined ? {} : { type: node.type }) })
            }
          />
        )}
      </FormShell>
    </Modal>
  );
}
