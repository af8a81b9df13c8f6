"use client";

import "@/components/inventory/inventory.css";
import "./assets.css";
import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import Link from "next/link";
import { Section } from "@/components/ui/section.tsx";
import { useNow } from "@/components/ui/use-now.ts";
import { gapsOfAsset } from "@/lib/inventory/assets/attention-rules.ts";
import type { AssetDto, AssetSummaryDto } from "@/lib/inventory/assets/schema.ts";
import { addressOf } from "./kind-words.ts";

type Props = { asset: AssetDto; versions: readonly AssetSummaryDto[] | undefined };

/** What is missing or dangerous about an asset, what is urgent first; nothing where all is well. */
export function AssetAttention({ asset, versions }: Props) {
  const now = useNow() ?? Date.parse(asset.updatedAt);
  const gaps = gapsOfAsset(asset, new Date(now), versions);
  if (gaps.length === 0) return null;
  return (
    <Section framed title="What needs attention" note={gaps.length}>
      <ul className="mk-attention-list">
        {gaps.map(({ title, why, urgent }) => (
          <li key={title} data-urgent={urgent || undefined}>
            {urgent ? <IconAlertTriangle aria-label="Urgent" role="img" /> : null}
            <div>
              <strong>{title}</strong>
              <p>{why}</p>
            </div>
          </li>
        ))}
      </ul>
      {asset.abilities.edit ? (
        <Button component={Link} href={`${addressOf(asset)}/edit`} variant="default" size="compact-md" mt={10}>
          Edit the record
        </Button>
      ) : null}
    </Section>
  );
}
