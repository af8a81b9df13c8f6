import { severityColumn } from "@/components/ui/data-table/severity-column.tsx";
import { StateBadge } from "@/components/ui/badge.tsx";
import type { Column, RowRules } from "@/components/ui/data-table/types.ts";
import { Person } from "@/components/ui/person.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { SeverityMark } from "@/components/ui/severity-mark.tsx";
import type { ThreatSummaryDto } from "@/lib/threats/register/schema.ts";
import { dayWords, mitigationWords, stateMark } from "./threat-words.ts";

type ThreatColumn = Column<ThreatSummaryDto>;

function Due({ dueOn, overdue }: Pick<ThreatSummaryDto, "dueOn" | "overdue">) {
  if (dueOn === null) return <span className="mk-3">–</span>;
  return overdue ? <StateBadge tone="red">{`${dayWords(dueOn)}, overdue`}</StateBadge> : dayWords(dueOn);
}

const columns: readonly ThreatColumn[] = [
  {
    id: "title",
    label: "Threat",
    cell: ({ title, targetName, libraryId }) => (
      <span className="mk-threat-title">
        {title}
        <span>{[targetName, libraryId].filter((part) => part !== null && part !== "").join(" · ")}</span>
      </span>
    ),
  },
  severityColumn(),
  {
    id: "state",
    label: "State",
    width: "180px",
    cell: (row) => {
      const { tone, words } = stateMark(row);
      return <StateBadge tone={tone}>{words}</StateBadge>;
    },
  },
  { id: "owner", label: "Owner", width: "170px", cell: ({ owner }) => <Person name={owner?.name ?? null} /> },
  { id: "due", label: "Due", width: "160px", cell: (row) => <Due dueOn={row.dueOn} overdue={row.overdue} /> },
  {
    id: "mitigations",
    label: "Mitigations",
    width: "130px",
    cell: ({ mitigations }) => mitigationWords(mitigations),
  },
  {
    id: "residual",
    label: "Residual",
    width: "110px",
    hidden: true,
    cell: ({ residualSeverity }) => <SeverityMark level={residualSeverity ?? "unknown"} />,
  },
  {
    id: "updatedAt",
    label: "Changed",
    width: "130px",
    hidden: true,
    cell: ({ updatedAt }) => <RelativeTime at={updatedAt} focusable={false} />,
  },
];

const model: ThreatColumn = {
  id: "threatModel",
  label: "Threat model",
  width: "180px",
  cell: ({ threatModel }) => <span className="mk-cell-words">{threatModel.name}</span>,
};

/** The columns of a list of threats; within one threat model its name is left out. */
export function threatColumns(within: boolean): readonly ThreatColumn[] {
  if (within) return columns;
  return [...columns.slice(0, 1), model, ...columns.slice(1)];
}

export const threatRow: RowRules<ThreatSummaryDto> = {
  id: ({ id }) => id,
  name: ({ title }) => title,
  href: ({ id }) => `/threats/${id}`,
};
