"use client";

import { Button, Popover, SegmentedControl, Select, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import type { FormEvent } from "react";
import { zoneWords } from "@/components/charts/chart-time.ts";
import { useZone } from "@/components/charts/time-scope.tsx";
import type { Telemetry } from "@/lib/telemetry/schema.ts";
import {
  choices,
  choiceWords,
  fieldMoment,
  momentField,
  type RangeChoice,
  type TelemetryPlace,
} from "./telemetry-place.ts";
import type { ChangePlace } from "./use-telemetry-place.ts";

interface ToolsProps {
  telemetry: Telemetry;
  place: TelemetryPlace;
  onChange: ChangePlace;
}

const OWN = "own";

function OwnRange({ telemetry, place, onChange, onDone }: ToolsProps & { onDone: () => void }) {
  const [from, setFrom] = useState(momentField(telemetry.from, place.zone));
  const [to, setTo] = useState(momentField(telemetry.to, place.zone));
  const [begin, end] = [fieldMoment(from, place.zone), fieldMoment(to, place.zone)];
  const wrong = begin !== null && end !== null && begin >= end;
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (begin === null || end === null || wrong) return;
    onChange({ range: null, from: new Date(begin).toISOString(), to: new Date(end).toISOString() });
    onDone();
  };
  const clocks = useZone(place.zone);
  const zone = place.zone === "utc" ? "UTC" : `Local time, ${zoneWords(begin ?? telemetry.to, clocks)}`;
  return (
    <form onSubmit={apply} className="mk-stack">
      <TextInput
        type="datetime-local"
        label="From"
        description={zone}
        value={from}
        onChange={({ currentTarget }) => setFrom(currentTarget.value)}
        data-autofocus
      />
      <TextInput
        type="datetime-local"
        label="To"
        description={zone}
        value={to}
        onChange={({ currentTarget }) => setTo(currentTarget.value)}
        error={wrong ? "Choose an end after the begin." : undefined}
      />
      <Button type="submit" size="xs">
        Show this range
      </Button>
    </form>
  );
}

function RangePicker(props: ToolsProps) {
  const { place, onChange } = props;
  const [own, setOwn] = useState(false);
  const choose = (value: string) => onChange({ range: value === "24h" ? null : value, from: null, to: null });
  return (
    <span className="mk-telemetry-range">
      <SegmentedControl
        size="xs"
        aria-label="Range"
        value={place.choice ?? OWN}
        onChange={(value) => (value === OWN ? setOwn(true) : choose(value))}
        data={[
          ...(Object.keys(choices) as RangeChoice[]).map((value) => ({ value, label: choiceWords[value] })),
          ...(place.choice === null ? [{ value: OWN, label: "Own range" }] : []),
        ]}
      />
      <Popover opened={own} onChange={setOwn} trapFocus position="bottom-start" withinPortal>
        <Popover.Target>
          <Button size="xs" variant="default" onClick={() => setOwn(!own)} aria-expanded={own}>
            {place.choice === null ? "Change range" : "Own range"}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <OwnRange {...props} onDone={() => setOwn(false)} />
        </Popover.Dropdown>
      </Popover>
    </span>
  );
}

function VersionChoice({ telemetry, place, onChange }: ToolsProps) {
  const versions = telemetry.versions.map(({ label }) => label);
  if (versions.length === 0) return null;
  return (
    <>
      <Select
        size="xs"
        w={150}
        aria-label="Version"
        data={[{ value: "", label: "All versions" }, ...versions.map((label) => ({ value: label, label }))]}
        value={place.range.version ?? ""}
        allowDeselect={false}
        onChange={(value) => onChange({ version: value === "" ? null : value })}
      />
      {versions.length < 2 ? null : (
        <Select
          size="xs"
          w={170}
          aria-label="Compare with"
          placeholder="Compare with …"
          clearable
          clearButtonProps={{ "aria-label": "Compare with none" }}
          data={versions.filter((label) => label !== place.range.version)}
          value={place.compare}
          onChange={(value) => onChange({ compare: value })}
        />
      )}
    </>
  );
}

/** Which time, which version, whose clocks: for all panels of the page. */
export function TelemetryTools(props: ToolsProps) {
  const { telemetry, place, onChange } = props;
  const setLive = (live: boolean) =>
    onChange(
      live
        ? { from: null, to: null }
        : { range: null, from: new Date(telemetry.from).toISOString(), to: new Date(telemetry.to).toISOString() },
    );
  return (
    <div className="mk-telemetry-tools">
      <RangePicker {...props} />
      <VersionChoice {...props} />
      <SegmentedControl
        size="xs"
        aria-label="Clocks"
        value={place.zone}
        onChange={(value) => onChange({ zone: value === "utc" ? "utc" : null })}
        data={[
          { value: "local", label: "Local" },
          { value: "utc", label: "UTC" },
        ]}
      />
      <Switch
        size="xs"
        label="Live"
        checked={place.choice !== null}
        onChange={({ currentTarget }) => setLive(currentTarget.checked)}
      />
    </div>
  );
}
