import {
  IconActivityHeartbeat,
  IconAlertTriangle,
  IconBuilding,
  IconCertificate,
  IconCube,
  IconDatabase,
  IconFile,
  IconFileReport,
  IconFileUpload,
  IconGitBranch,
  IconHome,
  IconInbox,
  IconKey,
  IconListDetails,
  IconPuzzle,
  IconRadar2,
  IconScale,
  IconServer,
  IconSettings,
  IconStack2,
  IconTopologyStar3,
  IconUsers,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { NavIconName } from "./navigation.ts";

const icons: Record<NavIconName, ComponentType<{ "aria-hidden": true }>> = {
  overview: IconHome,
  work: IconInbox,
  models: IconCube,
  systems: IconStack2,
  datasets: IconDatabase,
  components: IconPuzzle,
  vendors: IconBuilding,
  deployments: IconServer,
  lineage: IconGitBranch,
  discoveries: IconRadar2,
  threats: IconTopologyStar3,
  controls: IconScale,
  telemetry: IconActivityHeartbeat,
  incidents: IconAlertTriangle,
  audits: IconCertificate,
  reports: IconFileReport,
  trail: IconListDetails,
  people: IconUsers,
  keys: IconKey,
  import: IconFileUpload,
  settings: IconSettings,
  page: IconFile,
};

export function NavIcon({ name }: { name: NavIconName }) {
  const Icon = icons[name];
  return <Icon aria-hidden />;
}
