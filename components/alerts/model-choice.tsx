"use client";

import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { modelChoices } from "@/lib/inventory/api.ts";

interface ModelChoiceProps {
  value: string;
  onChange: (id: string) => void;
  /** The one that is chosen when the field opens. */
  known?: { id: string; name: string } | null | undefined;
  disabled?: boolean;
  error?: ReactNode;
}

/** One model by its name, or all of them: then the value is the empty text. */
export function ModelChoice({ value, onChange, known, disabled = false, error }: ModelChoiceProps) {
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState(known ?? null);
  const wanted = words === chosen?.name ? "" : words;
  const found = useQuery({
    queryKey: ["model", "for-alerts", wanted],
    queryFn: ({ signal }) => modelChoices(wanted, signal),
    enabled: !disabled,
  });
  const items = found.data ?? [];
  const names = new Map([...(chosen === null ? [] : [chosen]), ...items].map(({ id, name }) => [id, name]));
  return (
    <Select
      label="Model"
      description="None means all models."
      placeholder="All models"
      data={[...names].map(([id, name]) => ({ value: id, label: name }))}
      value={value === "" ? null : value}
      onChange={(id) => {
        setChosen(id === null ? null : { id, name: names.get(id) ?? id });
        onChange(id ?? "");
      }}
      searchable
      searchValue={words}
      onSearchChange={setWords}
      nothingFoundMessage="No model of this name"
      clearable
      clearButtonProps={{ "aria-label": "Choose no model" }}
      disabled={disabled}
      error={error}
    />
  );
}
