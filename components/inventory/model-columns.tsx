import { GateMark } from "@/components/lifecycle/gate-mark.tsx";
import { Person } from "@/components/ui/person.tsx";
import { RelativeTime } from "@/components/ui/relative-time.tsx";
import type { Column, RowRules } from "@/components/ui/data-table/types.ts";
import { kindLabels } from "@/lib/inventory/rules.ts";
import type { ModelSummaryDto } from "@/lib/inventory/schema.ts";
import type { GateStateDto } from "@/lib/lifecycle/schema.ts";
import { SensitivityMark, StageMark } from "./marks.tsx";

const muted = (text: string) => (text === "" ? <span className="mk-3">–</span> : text);
const list = (words: readonly string[]) => (
  <span className="mk-cell-words" title={words.join(", ")}>
    {muted(words.join(", "))}
  </span>
);

/** How models stand by their gates, by the model's id; a model without versions is not in it. */
export type GatesOfModels = ReadonlyMap<string, GateStateDto>;

const gateColumn = (gates: GatesOfModels): Column<ModelSummaryDto> => ({
  id: "gate",
  label: "Gate",
  width: "230px",
  cell: (model) => {
    const state = gates.get(model.id);
    return state === undefined ? muted("") : <GateMark state={state} />;
  },
});

const columns: readonly Column<ModelSummaryDto>[] = [
  { id: "name", label: "Name", sortable: true, cell: (model) => <span className="mk-cell-words">{model.name}</span> },
  { id: "kind", label: "Kind", width: "120px", cell: (model) => kindLabels[model.kind] },
  { id: "owner", label: "Owner", width: "180px", cell: (model) => <Person name={model.owner?.name ?? null} /> },
  {
    id: "sensitivity",
    label: "Sensitivity",
    width: "140px",
    cell: (model) => <SensitivityMark level={model.sensitivity} />,
  },
  { id: "stage", label: "Stage", width: "190px", cell: (model) => <StageMark stage={model.stage} /> },
  { id: "team", label: "Team", hidden: true, cell: (model) => muted(model.team) },
  {
    id: "provider",
    label: "Provider",
    hidden: true,
    cell: (model) => <span className="mk-cell-words">{muted(model.provider)}</span>,
  },
  { id: "licence", label: "Licence", hidden: true, cell: (model) => muted(model.licence) },
  { id: "tasks", label: "Tasks", hidden: true, cell: (model) => list(model.tasks) },
  { id: "tags", label: "Tags", hidden: true, cell: (model) => list(model.tags) },
  {
    id: "updatedAt",
    label: "Changed",
    sortable: true,
    width: "130px",
    cell: (model) => <RelativeTime at={model.updatedAt} focusable={false} />,
  },
  {
    id: "createdAt",
    label: "Registered",
    sortable: true,
    hidden: true,
    cell: (model) => <RelativeTime at={model.createdAt} focusable={false} />,
  },
];

/** The columns of the list of models, with how each stands by its gates. */
export function modelColumns(gates: GatesOfModels): Column<ModelSummaryDto>[] {
  return columns.flatMap((column) => (column.id === "stage" ? [column, gateColumn(gates)] : [column]));
}

export const modelRow: RowRules<ModelSummaryDto> = {
  id: (model) => model.id,
  name: (model) => model.name,
  href: (model) => `/models/${model.slug}`,
};
