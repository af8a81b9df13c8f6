import {
  IconBarbell,
  IconChartHistogram,
  IconCloud,
  IconCpu,
  IconCube,
  IconDatabase,
  IconDatabaseSearch,
  IconGitBranch,
  IconNotes,
  IconPackages,
  IconRobot,
  IconServer2,
  IconShieldHalf,
  IconTable,
  IconTemplate,
  IconTool,
  IconTransform,
  IconUser,
  IconUserCheck,
} from "@tabler/icons-react";
import type { ElementKind } from "@/lib/graph/kinds.ts";

const icons = {
  actor: IconUser,
  human_reviewer: IconUserCheck,
  third_party_model: IconCloud,
  dataset: IconTable,
  feature_pipeline: IconTransform,
  training_pipeline: IconBarbell,
  evaluation: IconChartHistogram,
  ci_cd: IconGitBranch,
  model_artifact: IconCube,
  model_registry: IconPackages,
  inference_endpoint: IconCpu,
  prompt: IconTemplate,
  rag_store: IconDatabaseSearch,
  agent: IconRobot,
  tool: IconTool,
  guardrail: IconShieldHalf,
  logs: IconNotes,
  process: IconServer2,
  store: IconDatabase,
} as const satisfies Record<ElementKind, unknown>;

/** The picture of an element's kind; its word stands beside it or is spoken with its name. */
export function ElementIcon({ kind }: { kind: ElementKind }) {
  const Icon = icons[kind];
  return <Icon aria-hidden />;
}
