"use client";

import { Button, Checkbox, Menu, Popover, Radio } from "@mantine/core";
import { IconFilter, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { Filter, ListValues } from "./types.ts";

/** The values a filter has now, as a list. */
export function valuesOf(filter: Filter, state: ListValues): string[] {
  const value = state[filter.id];
  if (value === undefined || value === "") return [];
  return typeof value === "object" ? value.map(String) : [String(value)];
}

/** A filter in words: "high or critical". */
export function filterWords(filter: Filter, values: readonly string[]): string {
  const labels = values.map((value) => filter.options.find((option) => option.value === value)?.label ?? value);
  return labels.join(" or ");
}

type ChangeFilter = (id: string, values: string[]) => void;

interface SentenceProps {
  filter: Filter;
  values: string[];
  startOpen: boolean;
  onChange: ChangeFilter;
  onDone: () => void;
}

function Sentence({ filter, values, startOpen, onChange, onDone }: SentenceProps) {
  const [opened, setOpened] = useState(startOpen);
  const multiple = filter.multiple ?? false;
  const set = (value: string, on: boolean) => {
    if (!multiple) return onChange(filter.id, on ? [value] : []);
    onChange(
      filter.id,
      filter.options.map((option) => option.value).filter((each) => (each === value ? on : values.includes(each))),
    );
  };
  const close = () => {
    setOpened(false);
    onDone();
  };
  const words = values.length === 0 ? "anything" : filterWords(filter, values);
  const Choice = multiple ? Checkbox : Radio;
  return (
    <span className="mk-filter">
      <Popover
        opened={opened}
        onChange={(open) => (open ? setOpened(true) : close())}
        position="bottom-start"
        trapFocus
      >
        <Popover.Target>
          <button type="button" className="mk-filter-words" onClick={() => (opened ? close() : setOpened(true))}>
            {filter.label} <span className="mk-3">is</span> <strong>{words}</strong>
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <fieldset className="mk-filter-options">
            <legend className="mk-3">{filter.label} is</legend>
            {filter.options.map((option) => (
              <Choice
                key={option.value}
                label={option.mark ?? option.label}
                aria-label={option.label}
                size="xs"
                checked={values.includes(option.value)}
                onChange={(event) => set(option.value, event.currentTarget.checked)}
              />
            ))}
          </fieldset>
        </Popover.Dropdown>
      </Popover>
      <button
        type="button"
        className="mk-filter-remove"
        aria-label={`Remove filter ${filter.label}`}
        onClick={() => {
          onChange(filter.id, []);
          close();
        }}
      >
        <IconX aria-hidden />
      </button>
    </span>
  );
}

interface FilterBarProps {
  filters: readonly Filter[];
  state: ListValues;
  onChange: (change: ListValues) => void;
}

/** The filters as sentences joined by "and"; the button adds one more. */
export function FilterBar({ filters, state, onChange }: FilterBarProps) {
  const [adding, setAdding] = useState<string | null>(null);
  const shown = filters.filter((filter) => valuesOf(filter, state).length > 0 || filter.id === adding);
  const rest = filters.filter((filter) => !shown.includes(filter));
  const change: ChangeFilter = (id, values) => {
    const multiple = filters.find((filter) => filter.id === id)?.multiple ?? false;
    onChange({ [id]: values.length === 0 ? undefined : multiple ? values : values[0] });
  };
  return (
    <>
      {shown.map((filter) => (
        <Sentence
          key={filter.id}
          filter={filter}
          values={valuesOf(filter, state)}
          startOpen={filter.id === adding}
          onChange={change}
          onDone={() => setAdding(null)}
        />
      ))}
      {rest.length === 0 ? null : (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button size="xs" variant="subtle" color="gray" leftSection={<IconFilter aria-hidden />}>
              {shown.length === 0 ? "Filter" : "And"}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>Only where</Menu.Label>
            {rest.map((filter) => (
              <Menu.Item key={filter.id} onClick={() => setAdding(filter.id)}>
                {filter.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}
