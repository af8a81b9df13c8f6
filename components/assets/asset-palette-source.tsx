"use client";

import { usePaletteSource, type PaletteItem } from "@/components/layout/palette-sources.ts";
import { findNodes } from "@/lib/inventory/assets/api.ts";
import { assetKinds, nodeLabels } from "@/lib/inventory/assets/rules.ts";
import { nodeHref, nodeName } from "@/lib/lineage/rules.ts";

const MOST = 3;

async function search(query: string, signal: AbortSignal): Promise<readonly PaletteItem[]> {
  const { items } = await findNodes(query, { type: assetKinds, limit: MOST, signal });
  return items.map((node) => ({
    id: node.id,
    label: nodeName(node),
    href: nodeHref(node),
    kind: nodeLabels[node.type],
    note: node.detail,
  }));
}

/** Lets the command palette find systems, datasets, components, vendors and deployments, for as long as it is on screen. */
export function AssetPaletteSource(): null {
  usePaletteSource(search);
  return null;
}
