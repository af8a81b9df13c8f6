"use client";

import { MultiSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { modelChoices } from "@/lib/inventory/api.ts";

interface KeyModelsProps {
  value: string[];
  onChange: (ids: string[]) => void;
}

/** Which models a key may send telemetry for; the names of those chosen stay known while others are searched. */
export function KeyModels({ value, onChange }: KeyModelsProps) {
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const found = useQuery({
    queryKey: ["model", "for-key", words],
    queryFn: ({ signal }) => modelChoices(words, signal),
  });
  const names = new Map([...chosen, ...(found.data ?? []).map(({ id, name }) => [id, name] as const)]);
  return (
    <MultiSelect
      label="Telemetry of"
      description="Name the models it may send for; none means all of them."
      placeholder={value.length === 0 ? "All models" : ""}
      data={[...names].map(([id, name]) => ({ value: id, label: name }))}
      value={value}
      onChange={(ids) => {
        setChosen(new Map(ids.map((id) => [id, names.get(id) ?? id])));
        onChange(ids);
      }}
      searchable
      searchValue={words}
      onSearchChange={setWords}
      nothingFoundMessage="No model of this name"
      clearable
      clearButtonProps={{ "aria-label": "Name no models" }}
    />
  );
}
