import { Button, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { NothingMatches } from "@/components/ui/nothing-matches.tsx";
import { TextSkeleton } from "@/components/ui/skeletons.tsx";
import { importRecordsQuery } from "@/lib/imports/api.ts";
import { bringsThreatModel, recordsAPage } from "@/lib/imports/rules.ts";
import type { ImportPreviewDto, SupplyPlanRecord } from "@/lib/imports/schema.ts";
import { kindPlurals } from "./record-words.ts";
import { SupplyRecordRow } from "./supply-record-row.tsx";

type Action = "create" | "update" | "keep" | "remove" | "blocked";

interface RecordsProps {
  preview: ImportPreviewDto;
  isTaken: (record: SupplyPlanRecord) => boolean;
  onTake: (record: SupplyPlanRecord, take: boolean) => void;
}

const number = (value: number): string => value.toLocaleString("en-GB");

/** The records of the file, page by page: found by words, kind and what happens with them. */
export function SupplyRecords({ preview, isTaken, onTake }: RecordsProps) {
  const [q, setQ] = useState("");
  const [words] = useDebouncedValue(q, 250);
  const [kind, setKind] = useState<SupplyPlanRecord["kind"] | null>(null);
  const [action, setAction] = useState<Action | "all">("all");
  const [offset, setOffset] = useState(0);
  const { data } = useQuery(
    importRecordsQuery(preview.id, {
      ...(words === "" ? {} : { q: words }),
      ...(kind === null ? {} : { kind }),
      ...(action === "all" ? {} : { action }),
      offset,
    }),
  );
  const fromStart = <Value,>(set: (value: Value) => void) => {
    return (value: Value): void => {
      set(value);
      setOffset(0);
    };
  };
  const kinds = data?.kinds ?? [];
  return (
    <>
      <div className="mk-supply-filters">
        <TextInput
          aria-label="Search the records"
          placeholder="Search the records"
          value={q}
          onChange={(event) => fromStart(setQ)(event.currentTarget.value)}
        />
        <Select
          aria-label="Kind of record"
          placeholder="All kinds"
          clearable
          value={kind}
          data={kinds.map(({ kind: value, count }) => ({ value, label: `${kindPlurals[value]} (${number(count)})` }))}
          onChange={(value) => fromStart(setKind)(value)}
        />
        <SegmentedControl
          aria-label="What happens with them"
          value={action}
          data={[
            { value: "all", label: "All" },
            { value: "create", label: "New" },
            { value: "update", label: "Changes" },
            { value: "keep", label: "Unchanged" },
            bringsThreatModel(preview.format)
              ? { value: "remove", label: "Not in the file" }
              : { value: "blocked", label: "Cannot be applied" },
          ]}
          onChange={(value) => fromStart(setAction)(value)}
        />
      </div>
      {data === undefined ? <TextSkeleton lines={6} /> : null}
      {data?.total === 0 ? (
        <NothingMatches
          things="records"
          onClear={() => {
            setQ("");
            setKind(null);
            setAction("all");
          }}
        />
      ) : null}
      <ul className="mk-supply-list" aria-label="Records of the file">
        {data?.items.map((record) => (
          <SupplyRecordRow
            key={record.key}
            record={record}
            taken={isTaken(record)}
            onTake={(take) => onTake(record, take)}
          />
        ))}
      </ul>
      {data !== undefined && data.total > recordsAPage ? (
        <div className="mk-supply-pages">
          <Button
            variant="default"
            disabled={offset === 0}
            onClick={() => setOffset(Math.max(0, offset - recordsAPage))}
          >
            Previous
          </Button>
          <span>
            {number(offset + 1)}–{number(Math.min(offset + recordsAPage, data.total))} of {number(data.total)}
          </span>
          <Button
            variant="default"
            disabled={offset + recordsAPage >= data.total}
            onClick={() => setOffset(offset + recordsAPage)}
          >
            Next
          </Button>
        </div>
      ) : null}
    </>
  );
}
