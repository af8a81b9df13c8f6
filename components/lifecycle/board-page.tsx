"use client";

import "./board.css";
import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { IconList } from "@tabler/icons-react";
import Link from "next/link";
import { SensitivityMark } from "@/components/inventory/marks.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { stageLabels } from "@/lib/inventory/rules.ts";
import type { Sensitivity } from "@/lib/inventory/schema.ts";
import { boardQuery } from "@/lib/lifecycle/api.ts";
import type { BoardDto } from "@/lib/lifecycle/schema.ts";
import { GateMark } from "./gate-mark.tsx";

type Column = BoardDto["columns"][number];

function Card({ item }: { item: Column["items"][number] }) {
  return (
    <li className="mk-board-card" data-urgent={item.gate?.gateState === "operating_without_valid_gate" || undefined}>
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
        {stageLabels[stage]} <span>{count.toLocaleString("en-GB")}</span>
      </h2>
      <ul>
        {items.map((item) => (
          <Card key={item.id} item={item} />
        ))}
      </ul>
      {count === 0 ? <p className="mk-3">No model</p> : null}
      {count === 0 ? null : (
        <Link className="mk-link" href={`/models?stage=${stage}`}>
          {more > 0 ? `${more.toLocaleString("en-GB")} more in the list` : "As a list"}
          <span className="mk-visually-hidden">: {stageLabels[stage]}</span>
        </Link>
      )}
    </section>
  );
}

/** All models by stage, with how each stands by its gates; the ones changed last come first. */
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
        <div className="mk-board">
          {board.columns.map((column) => (
            <StageColumn key={column.stage} column={column} />
          ))}
        </div>
      </div>
    </>
  );
}
