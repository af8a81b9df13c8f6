import {
  IconBox,
  IconBuildingStore,
  IconCube,
  IconDatabase,
  IconRocket,
  IconStack2,
  IconTable,
  IconVersions,
} from "@tabler/icons-react";
import type { NodeType } from "@/lib/inventory/assets/rules.ts";

const icons = {
  model: IconCube,
  model_version: IconVersions,
  system: IconStack2,
  dataset: IconDatabase,
  dataset_version: IconTable,
  component: IconBox,
  vendor: IconBuildingStore,
  deployment: IconRocket,
} as const;

/** The picture of a kind of thing; always beside its word. */
export function KindIcon({ type }: { type: NodeType }) {
  const Icon = icons[type];
  return <Icon aria-hidden />;
}
