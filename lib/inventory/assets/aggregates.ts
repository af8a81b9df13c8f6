import type { Asset } from "../../db/types.ts";
import { defineAggregate, type Aggregate } from "../../kernel/aggregate.ts";
import type { JsonValue } from "../../merkle/canonical-json.ts";
import { contentDigest } from "../content-digest.ts";
import type { StatedLink } from "./links.ts";
import { assetKinds, nodeLabels, type AssetKind } from "./rules.ts";

/** An asset with the links it states: what the trail images. */
export type AssetRecord = Asset & { links: StatedLink[] };

function assetAggregate(kind: AssetKind): Aggregate<AssetRecord> {
  return defineAggregate<AssetRecord>({
    type: kind,
    table: `${kind}_record`,
    schema: 1,
    label: nodeLabels[kind],
    image: (row) => ({
      slug: row.slug,
      name: row.name,
      parentId: row.parentId,
      description: row.description,
      ownerId: row.ownerId,
      team: row.team,
      sensitivity: row.sensitivity,
      tags: row.tags,
      facts: row.facts as JsonValue,
      custom: row.custom as JsonValue,
      documents: row.documents as JsonValue,
      links: row.links,
      state: row.state,
      sourceKey: row.sourceKey,
      sourceDigest: contentDigest(row.source),
      createdBy: row.createdBy,
      archivedAt: row.archivedAt?.toISOString() ?? null,
    }),
  });
}

/** Each kind of asset in the trail. What an imported file said of one is kept there by its digest. */
export const assetAggregates = Object.fromEntries(assetKinds.map((kind) => [kind, assetAggregate(kind)])) as Readonly<
  Record<AssetKind, Aggregate<AssetRecord>>
>;
