"use client";

import "./board.css";
import { Button } from "@mantine/core";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { IconList } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import { SensitivityMark } from "@/components/inventory/marks.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { stageLabels } from "@/lib/inventory/rules.ts";
import type { Sensitivity } from "@/lib/inventory/schema.ts";
import { boardQuery } from "@/lib/lifecycle/api.ts";
import type { BoardDto } from "@/lib/lifecycle/schema.ts";
import { GateMark } from "./gate-mark.tsx";

type Column = BoardDto["columns"][number];
type Item = Column["items"][number];

const MOST_A_COLUMN = 50;

const isUrgent = ({ gate }: Item): boolean => gate?.gateState === "operating_without_valid_gate";

/** What operates without a valid gate comes first, the rest as it was. */
function urgentFirst(items: readonly Item[]): Item[] {
  return [...items.filter(isUrgent), ...items.filter((item) => !isUrgent(item))];
}

function Card({ item }: { item: Item }) {
  return (
    <li className="mk-board-card" data-urgent={isUrgent(item) || undefined}>
      <Link href={`/models/${item.slug}`}>{item.name}</Link>
      <span>
        <SensitivityMark level={item.sensitivity as Sensitivity} />
      </span>
      <span>{item.owner ?? "nobody answers for it"}</span>
      {item.gate === null ? <span>no version recorded</span> : <GateMark state={item.gate} />}
    </li>
  );
}

function StageColumn({ column }: { column: Column }) {
  const { stage, count, items } = column;
  const more = count - items.length;
  return (
    <section aria-labelledby={`stage-${stage}`}>
      <h2 id={`stage-${stage}`}>
        {count === 0 ? stageLabels[stage] : <Link href={`/models?stage=${stage}`}>{stageLabels[stage]}</Link>}{" "}
        <span>{count.toLocaleString("en-GB")}</span>
      </h2>
      <ul>
        {urgentFirst(items).map((item) => (
          <Card key={item.id} item={item} />
        ))}
      </ul>
      {count === 0 ? <p className="mk-3">No model</p> : null}
      {more === 0 ? null : (
        <Link className="mk-link" href={`/models?stage=${stage}`}>
          {more.toLocaleString("en-GB")} more in the list
          <span className="mk-visually-hidden">: {stageLabels[stage]}</span>
        </Link>
      )}
    </section>
  );
}

/** All models by stage, with how each stands by its gates: those without a valid gate first, then the ones changed last. */
export function BoardPage() {
  const [limit, setLimit] = useState<number>();
  const { data: start } = useSuspenseQuery(boardQuery());
  const all = useQuery({ ...boardQuery(limit), enabled: limit !== undefined });
  const board = limit === undefined ? start : (all.data ?? start);
  const cut = limit === undefined && start.columns.some(({ count, items }) => count > items.length);
  return (
    <>
      <PageHeader
        title="Models by stage"
        breadcrumb={[{ label: "Models", href: "/models" }, { label: "By stage" }]}
        action={
          <Button component={Link} href="/models" variant="default" leftSection={<IconList aria-hidden />}>
            As a list
          </Button>
        }
        line
      />
      <div className="mk-page-body">
        <div className="mk-board">
          {board.columns.map((column) => (
            <StageColumn key={column.stage} column={column} />
          ))}
        </div>
        {cut || all.isLoading ? (
          <Button variant="default" loading={all.isLoading} onClick={() => setLimit(MOST_A_COLUMN)}>
            Show more of each stage
          </Button>
        ) : null}
      </div>
    </>
  );
}
