/** Icons by name, so that the navigation is plain data which a server page can hand to the frame. */
export type NavIconName =
  | "overview"
  | "work"
  | "models"
  | "systems"
  | "datasets"
  | "components"
  | "vendors"
  | "deployments"
  | "lineage"
  | "discoveries"
  | "threats"
  | "controls"
  | "telemetry"
  | "incidents"
  | "audits"
  | "reports"
  | "trail"
  | "people"
  | "keys"
  | "import"
  | "settings"
  | "page";

export interface NavItem {
  href: string;
  label: string;
  icon: NavIconName;
  count?: number;
  /** Colours the count: red when somebody must act now, amber when soon. */
  urgency?: "now" | "soon";
}

/** A group of places. A section appears when it exists: leave out what cannot be opened yet. */
export interface NavSection {
  title?: string;
  items: readonly NavItem[];
}

/** The item of the navigation that a path belongs to: the longest href that the path is or lies under. */
export function currentItem(sections: readonly NavSection[], pathname: string): NavItem | undefined {
  const items = sections.flatMap((section) => section.items);
  const around = items.filter(({ href }) => pathname === href || pathname.startsWith(href === "/" ? "//" : `${href}/`));
  return around.sort((a, b) => b.href.length - a.href.length)[0];
}
