import { StateBadge } from "@/components/ui/badge.tsx";
import type { Column, RowRules } from "@/components/ui/data-table/types.ts";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import { sightingLabels } from "@/lib/discovery/rules.ts";
import type { DiscoveryDto, ListDiscoveriesInput } from "@/lib/discovery/schema.ts";
import { nodeName } from "@/lib/lineage/rules.ts";
import { stateMark, titleOf, valueWords } from "./discovery-words.ts";

type DiscoveryColumn = Column<DiscoveryDto>;

const seen: DiscoveryColumn = {
  id: "value",
  label: "Seen",
  cell: (row) => (
    <span className="mk-discovery-value" title={row.value}>
      {titleOf(row)}
      {row.name === "" ? null : <span>{valueWords(row)}</span>}
    </span>
  ),
};

const guess: DiscoveryColumn = {
  id: "guess",
  label: "Probably",
  cell: (row) => <span className="mk-cell-words">{row.guess.words}</span>,
};

const match: DiscoveryColumn = {
  id: "match",
  label: "Is",
  cell: (row) => (
    <span className="mk-cell-words">{row.match?.node == null ? "Not there any more" : nodeName(row.match.node)}</span>
  ),
};

const state: DiscoveryColumn = {
  id: "state",
  label: "State",
  width: "130px",
  cell: (row) => {
    const { tone, words } = stateMark(row);
    return <StateBadge tone={tone}>{words}</StateBadge>;
  },
};

const until: DiscoveryColumn = {
  id: "until",
  label: "Until",
  width: "130px",
  cell: ({ dismissedUntil }) =>
    dismissedUntil === null ? null : <RelativeTime at={dismissedUntil} focusable={false} />,
};

const shared: readonly DiscoveryColumn[] = [
  { id: "kind", label: "Kind", width: "130px", cell: (row) => sightingLabels[row.kind] },
  {
    id: "source",
    label: "Seen by",
    width: "150px",
    cell: ({ source }) => <span className="mk-cell-words">{source}</span>,
  },
  {
    id: "environment",
    label: "Environment",
    hidden: true,
    cell: ({ environment }) => (environment === "" ? <span className="mk-3">–</span> : environment),
  },
  {
    id: "sightings",
    label: "Times",
    numeric: true,
    width: "80px",
    cell: ({ sightings }) => sightings.toLocaleString("en-GB"),
  },
  {
    id: "firstSeenAt",
    label: "First seen",
    width: "120px",
    cell: ({ firstSeenAt }) => <RelativeTime at={firstSeenAt} focusable={false} />,
  },
  {
    id: "lastSeenAt",
    label: "Last seen",
    width: "120px",
    cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} focusable={false} />,
  },
];

/** The columns of a list of discoveries: what they are, or probably are, first. */
export function discoveryColumns(show: ListDiscoveriesInput["show"]): readonly DiscoveryColumn[] {
  if (show === "open") return [seen, guess, ...shared];
  if (show === "dismissed") return [seen, guess, until, ...shared];
  return [seen, ...(show === "all" ? [guess] : [match]), state, ...shared];
}

export const discoveryRow: RowRules<DiscoveryDto> = {
  id: ({ id }) => id,
  name: titleOf,
  href: ({ id }) => `/discoveries/${id}`,
};
