import type { Permission } from "@/lib/kernel/policy.ts";
import type { PaletteAction } from "./command-palette.tsx";
import type { NavItem, NavSection } from "./navigation.ts";

type Place = NavItem & { needs: Permission };

const sections: readonly { title?: string; items: readonly Place[] }[] = [
  {
    items: [
      { href: "/overview", label: "Overview", icon: "overview", needs: "model:read" },
      { href: "/my-work", label: "My work", icon: "work", needs: "task:read" },
    ],
  },
  {
    title: "Inventory",
    items: [
      { href: "/models", label: "Models", icon: "models", needs: "model:read" },
      { href: "/systems", label: "AI systems", icon: "systems", needs: "asset:read" },
      { href: "/datasets", label: "Datasets", icon: "datasets", needs: "asset:read" },
      { href: "/components", label: "Components", icon: "components", needs: "asset:read" },
      { href: "/vendors", label: "Vendors", icon: "vendors", needs: "asset:read" },
      { href: "/deployments", label: "Deployments", icon: "deployments", needs: "asset:read" },
      { href: "/discoveries", label: "Discoveries", icon: "discoveries", needs: "discovery:read" },
      { href: "/lineage", label: "Lineage", icon: "lineage", needs: "asset:read" },
    ],
  },
  {
    title: "Risk",
    items: [
      { href: "/threat-models", label: "Threat models", icon: "threats", needs: "threat:read" },
      { href: "/threats", label: "Threats", icon: "controls", needs: "threat:read" },
      { href: "/telemetry", label: "Telemetry", icon: "telemetry", needs: "telemetry:read" },
      { href: "/alerts", label: "Alerts", icon: "incidents", needs: "alert:read" },
    ],
  },
  {
    title: "Assurance",
    items: [{ href: "/audit", label: "Audit trail", icon: "trail", needs: "audit:read" }],
  },
  { items: [{ href: "/settings", label: "Settings", icon: "settings", needs: "self:read" }] },
];

const actions: readonly (PaletteAction & { needs: Permission })[] = [
  { label: "Register a model", href: "/models/new", needs: "model:write" },
  { label: "Register an AI system", href: "/systems/new", needs: "asset:write" },
  { label: "Register a dataset", href: "/datasets/new", needs: "asset:write" },
  { label: "Register a deployment", href: "/deployments/new", needs: "asset:write" },
  { label: "Start a threat model", href: "/threat-models/new", needs: "threat:write" },
  { label: "Import a threat model", href: "/threat-models/import", needs: "threat:write" },
  { label: "Import a model card", href: "/models/import", needs: "import:write" },
  { label: "See models by stage", href: "/models/board", needs: "gate:read" },
  { label: "Check a file", href: "/models/check-file", needs: "model:read" },
  { label: "Invite a person", href: "/settings/people", needs: "people:manage" },
  { label: "Add a field of your own", href: "/settings/fields", needs: "field:manage" },
  { label: "Create an API key", href: "/settings/keys", needs: "key:manage" },
  { label: "Read the API reference", href: "/api-docs", needs: "self:read" },
];

function withCount(item: NavItem, count = 0): NavItem {
  return count === 0 ? item : { ...item, count, urgency: "soon" };
}

/**
 * The places and actions that a person with these abilities can open. A section without places is not there. `waiting` says
 * what waits at a place, by its address; nothing is said of none.
 */
export function placesFor(
  abilities: readonly string[],
  waiting: Readonly<Record<string, number>> = {},
): {
  navigation: NavSection[];
  actions: PaletteAction[];
} {
  const open = (needs: Permission): boolean => abilities.includes(needs);
  const navigation = sections
    .map(({ items, ...section }) => ({
      ...section,
      items: items
        .filter((item) => open(item.needs))
        .map(({ needs: _, ...item }) => withCount(item, waiting[item.href])),
    }))
    .filter((section) => section.items.length > 0);
  return { navigation, actions: actions.filter((a) => open(a.needs)).map(({ needs: _, ...action }) => action) };
}
