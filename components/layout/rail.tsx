"use client";

import { Tooltip } from "@mantine/core";
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from "@tabler/icons-react";
import Link, { useLinkStatus } from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { BrandMark } from "./brand-mark.tsx";
import { NavIcon } from "./nav-icon.tsx";
import { currentItem } from "./navigation.ts";
import type { NavItem, NavSection } from "./navigation.ts";
import { PersonMenu } from "./person-menu.tsx";
import type { FramePerson } from "./person-menu.tsx";

export interface RailProps {
  organization: string;
  navigation: readonly NavSection[];
  person: FramePerson;
  onSearch: () => void;
  onSignOut: () => void;
  /** The health of the trail: TrailHealth, or nothing. */
  health?: ReactNode;
  collapsed?: boolean;
  /** Without it there is no button to collapse, as in the sheet of a phone. */
  onCollapse?: ((collapsed: boolean) => void) | undefined;
}

/** A dot beside a place that is on its way: pages that may be missing cannot show their outline first. */
function Pending() {
  const { pending } = useLinkStatus();
  return pending ? <span className="mk-nav-pending" aria-hidden /> : null;
}

function Item({ item, current, collapsed }: { item: NavItem; current: boolean; collapsed: boolean }) {
  const link = (
    <Link href={item.href} {...(current ? { "aria-current": "page" as const } : {})}>
      <NavIcon name={item.icon} />
      <span>{item.label}</span>
      <Pending />
      {item.count === undefined ? null : (
        <span className="mk-nav-count" data-urgency={item.urgency}>
          {item.count.toLocaleString("en-GB")}
        </span>
      )}
    </Link>
  );
  return (
    <li>
      <Tooltip label={item.label} position="right" disabled={!collapsed}>
        {link}
      </Tooltip>
    </li>
  );
}

function Navigation({ sections, collapsed }: { sections: readonly NavSection[]; collapsed: boolean }) {
  const current = currentItem(sections, usePathname());
  return (
    <nav className="mk-nav" aria-label="Main">
      {sections.map((section) => {
        const list = (
          <ul key={section.items[0]?.href} aria-label={section.title}>
            {section.items.map((item) => (
              <Item key={item.href} item={item} current={item === current} collapsed={collapsed} />
            ))}
          </ul>
        );
        return section.title === undefined ? list : [<h2 key={section.title}>{section.title}</h2>, list];
      })}
    </nav>
  );
}

/** What stands at the left: organization, search, places, the health of the trail, the person. */
export function Rail({
  organization,
  navigation,
  person,
  onSearch,
  onSignOut,
  health,
  collapsed = false,
  onCollapse,
}: RailProps) {
  const Toggle = collapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <div className="mk-rail-content">
      <div className="mk-org">
        <BrandMark />
        <span title={organization}>{organization}</span>
        {onCollapse === undefined ? null : (
          <button
            type="button"
            className="mk-rail-toggle"
            aria-label={collapsed ? "Show the words of the navigation" : "Collapse the navigation to icons"}
            onClick={() => onCollapse(!collapsed)}
          >
            <Toggle aria-hidden />
          </button>
        )}
      </div>
      <button type="button" className="mk-find" onClick={onSearch} aria-label="Search or jump to">
        <IconSearch aria-hidden />
        <span>Search or jump to</span>
        <kbd className="mk-kbd">Ctrl K</kbd>
      </button>
      <Navigation sections={navigation} collapsed={collapsed} />
      <div className="mk-rail-foot">
        {health === undefined ? null : <div className="mk-health">{health}</div>}
        <PersonMenu person={person} onSignOut={onSignOut} />
      </div>
    </div>
  );
}
