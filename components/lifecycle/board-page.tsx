"use client";

import "./board.css";
import { Button } from "@mantine/core";
import { useInfiniteQuery, useSuspenseQuery } from "@tanstack/react-query";
import { IconList } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import { SensitivityMark } from "@/components/inventory/marks.tsx";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { ProblemPanel } from "@/components/ui/problem-panel.tsx";
import { stageLabels } from "@/lib/inventory/rules.ts";
import type { Sensitivity } from "@/lib/inventory/schema.ts";
import { boardColumnQuery, boardQuery } from "@/lib/lifecycle/api.ts";
import type { BoardDto } from "@/lib/lifecycle/schema.ts";
import { GateMark } from "./gate-mark.tsx";

type Column = BoardDto["columns"][number];
type Item = Column["items"][number];

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
  const { stage, count } = column;
  const further = useInfiniteQuery(boardColumnQuery(column));
  const [moreAsked, setMoreAsked] = useState(false);
  const pages = moreAsked ? (further.data?.pages ?? []) : [];
  const items = [...column.items, ...pages.flatMap(({ columns }) => columns.flatMap((next) => next.items))];
  const hasMore = pages.length > 0 ? further.hasNextPage : column.nextCursor !== null;
  const show = (): void => {
    setMoreAsked(true);
    void (pages.length > 0 ? further.fetchNextPage() : further.refetch());
  };
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
      {further.isError ? <ProblemPanel error={further.error} onRetry={show} /> : null}
      {hasMore ? (
        <Button variant="default" size="xs" loading={further.isFetching} onClick={show}>
          Show more
          <span className="mk-visually-hidden">
            : {stageLabels[stage]}, {Math.max(0, count - items.length).toLocaleString("en-GB")} left
          </span>
        </Button>
      ) : null}
    </section>
  );
}

function Columns({ board }: { board: BoardDto }) {
  return (
    <div className="mk-board">
      {board.columns.map((column) => (
        <StageColumn key={column.stage} column={column} />
      ))}
    </div>
  );
}

function NoModels() {
  return (
    <EmptyState
      title="No model is registered yet"
      action={
        <Button component={Link} href="/models" variant="default">
          Open the models
        </Button>
      }
    >
      Each model stands here in its stage, from design to retirement, with what its next gate waits for.
    </EmptyState>
  );
}

/** All models by stage, with how each stands by its gates: of those shown the ones without a valid gate first. */
export function BoardPage() {
  const { data: board } = useSuspenseQuery(boardQuery());
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
        {board.columns.every(({ count }) => count === 0) ? <NoModels /> : <Columns board={board} />}
      </div>
    </>
  );
}
