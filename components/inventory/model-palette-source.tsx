"use client";

import { usePaletteSource, type PaletteItem } from "@/components/layout/palette-sources.ts";
import { searchModels } from "@/lib/inventory/api.ts";

async function search(query: string, signal: AbortSignal): Promise<readonly PaletteItem[]> {
  const { items } = await searchModels(query, signal);
  return items.map(({ id, slug, name, state }) => ({
    id,
    label: name,
    href: `/models/${slug}`,
    kind: "Model",
    note: state === "archived" ? "archived" : slug,
  }));
}

/** Lets the command palette find models, for as long as it is on screen. */
export function ModelPaletteSource(): null {
  usePaletteSource(search);
  return null;
}
