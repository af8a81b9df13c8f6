"use client";

import "./versions.css";
import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { VersionFacts } from "@/lib/inventory/versions/schema.ts";

type Metric = VersionFacts["metrics"][number];
type TextField = "name" | "slice" | "dataset";

interface MetricsInputProps {
  metrics: readonly Metric[];
  onChange: (metrics: Metric[]) => void;
  errors: Readonly<Record<string, ReactNode>>;
}

const labels: Readonly<Record<TextField, string>> = { name: "Measure", slice: "Part of the data", dataset: "Data" };

/** A written value as a number where it is one. */
export function valueOf(text: string): string | number {
  const trimmed = text.trim();
  return /^-?\d+(\.\d+)?$/.test(trimmed) && String(Number(trimmed)) === trimmed ? Number(trimmed) : text;
}

/** Measured values: what, how much, on which part of which data. */
export function MetricsInput({ metrics, onChange, errors }: MetricsInputProps) {
  const change = (index: number, part: Partial<Metric>) =>
    onChange(metrics.map((each, at) => (at === index ? { ...each, ...part } : each)));
  const field = (index: number, metric: Metric, name: TextField) => (
    <TextInput
      aria-label={`${labels[name]} of value ${index + 1}`}
      placeholder={labels[name]}
      value={metric[name]}
      data-path={`facts.metrics.${index}.${name}`}
      error={errors[`facts.metrics.${index}.${name}`]}
      onChange={(event) => change(index, { [name]: event.currentTarget.value })}
    />
  );
  return (
    <div className="mk-stack" data-path="facts.metrics">
      {metrics.map((metric, index) => (
        <div key={index} className="mk-metric-row">
          {field(index, metric, "name")}
          <TextInput
            aria-label={`Value ${index + 1}`}
            placeholder="Value"
            value={String(metric.value)}
            data-path={`facts.metrics.${index}.value`}
            error={errors[`facts.metrics.${index}.value`]}
            onChange={(event) => change(index, { value: valueOf(event.currentTarget.value) })}
          />
          {field(index, metric, "slice")}
          {field(index, metric, "dataset")}
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Remove value ${index + 1}`}
            onClick={() => onChange(metrics.filter((_, at) => at !== index))}
          >
            <IconX aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconPlus aria-hidden />}
          onClick={() => onChange([...metrics, { name: "", value: "", slice: "", dataset: "" }])}
        >
          Add measured value
        </Button>
      </div>
    </div>
  );
}
