import { SensitivityMark } from "@/components/inventory/marks.tsx";
import { StateBadge, type Tone } from "@/components/ui/badge.tsx";
import type { Column, RowRules } from "@/components/ui/data-table/types.ts";
import { Person } from "@/components/ui/person.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { statusLabels } from "@/lib/inventory/assets/fact-rules.ts";
import { factField } from "@/lib/inventory/assets/field-rules.ts";
import type { AssetKind } from "@/lib/inventory/assets/rules.ts";
import type { AssetSummaryDto } from "@/lib/inventory/assets/schema.ts";
import { factWords } from "./fact-value.tsx";
import { placeOf, type ListedKind } from "./kind-words.ts";

type AssetColumn = Column<AssetSummaryDto>;

const statusTones: Readonly<Record<string, Tone>> = {
  in_use: "green",
  live: "green",
  planned: "neutral",
  throttled: "amber",
  stopped: "neutral",
  ended: "neutral",
};

/** A system's or deployment's status as a mark with its word. */
export function StatusBadge({ status }: { status: string }) {
  return <StateBadge tone={statusTones[status] ?? "neutral"}>{statusLabels[status] ?? status}</StateBadge>;
}

const muted = (text: string | null) => (text === null || text === "" ? <span className="mk-3">–</span> : text);

function fact(kind: AssetKind, name: string, more: Partial<AssetColumn> = {}): AssetColumn {
  const field = factField(kind, name);
  return {
    id: name,
    label: field?.label ?? name,
    cell: (asset) => (
      <span className="mk-cell-words">{muted(field === undefined ? null : factWords(field, asset.facts[name]))}</span>
    ),
    ...more,
  };
}

/** How exposed a deployment is: public without authentication is said in red and in words. */
const exposure: AssetColumn = {
  id: "exposure",
  label: "Exposure",
  width: "130px",
  cell: ({ facts, status }) => {
    const open = facts["exposure"] === "public" && facts["authentication"] === "none" && status === "live";
    const field = factField("deployment", "exposure");
    const words = field === undefined ? null : factWords(field, facts["exposure"]);
    return open ? <StateBadge tone="red">Public, open</StateBadge> : muted(words);
  },
};

const status: AssetColumn = {
  id: "status",
  label: "Status",
  width: "130px",
  cell: (asset) => <StatusBadge status={asset.status} />,
};

const own: Readonly<Record<ListedKind, readonly AssetColumn[]>> = {
  system: [status, fact("system", "organizationRole", { label: "AI Act role", width: "150px" })],
  dataset: [fact("dataset", "personalData", { width: "170px" }), fact("dataset", "licence"), fact("dataset", "source")],
  component: [
    fact("component", "category", { width: "130px" }),
    fact("component", "release", { width: "120px" }),
    fact("component", "licence"),
    fact("component", "supplier"),
    fact("component", "purl", { hidden: true }),
  ],
  vendor: [
    fact("vendor", "country", { width: "150px" }),
    fact("vendor", "assessedOn", { width: "150px" }),
    fact("vendor", "website"),
  ],
  deployment: [
    status,
    fact("deployment", "environment", { width: "130px" }),
    exposure,
    fact("deployment", "authentication", { width: "150px" }),
    fact("deployment", "endpoint", { hidden: true }),
    fact("deployment", "rateLimit", { hidden: true }),
  ],
};

const name: AssetColumn = {
  id: "name",
  label: "Name",
  sortable: true,
  cell: (asset) => <span className="mk-cell-words">{asset.name}</span>,
};

const shared: readonly AssetColumn[] = [
  { id: "owner", label: "Owner", width: "170px", cell: (asset) => <Person name={asset.owner?.name ?? null} /> },
  {
    id: "sensitivity",
    label: "Sensitivity",
    width: "140px",
    cell: (asset) => <SensitivityMark level={asset.sensitivity} />,
  },
  { id: "team", label: "Team", hidden: true, cell: (asset) => muted(asset.team) },
  {
    id: "tags",
    label: "Tags",
    hidden: true,
    cell: (asset) => <span className="mk-cell-words">{muted(asset.tags.join(", "))}</span>,
  },
  {
    id: "updatedAt",
    label: "Changed",
    sortable: true,
    width: "120px",
    cell: (asset) => <RelativeTime at={asset.updatedAt} focusable={false} />,
  },
  {
    id: "createdAt",
    label: "Registered",
    sortable: true,
    hidden: true,
    cell: (asset) => <RelativeTime at={asset.createdAt} focusable={false} />,
  },
];

/** The columns of the list of a kind: its name, what decides about it, then what all kinds have. */
export function assetColumns(kind: ListedKind): readonly AssetColumn[] {
  return [name, ...own[kind], ...shared];
}

export function assetRow(kind: ListedKind): RowRules<AssetSummaryDto> {
  return {
    id: (asset) => asset.id,
    name: (asset) => asset.name,
    href: (asset) => `${placeOf(kind)}/${asset.slug}`,
  };
}
