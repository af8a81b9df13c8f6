"use client";

import "./page-header.css";
import { ActionIcon, Menu } from "@mantine/core";
import { IconChevronRight, IconDots } from "@tabler/icons-react";
import Link from "next/link";
import type { ReactNode } from "react";

export interface Crumb {
  label: string;
  href?: string;
}

interface PageHeaderProps {
  title: ReactNode;
  breadcrumb?: readonly Crumb[];
  /** The state in words: Badge, StateBadge. */
  badges?: ReactNode;
  subtitle?: ReactNode;
  /** The one primary action: a Button. */
  action?: ReactNode;
  /** Everything else: Menu.Item elements. */
  menu?: ReactNode;
  /** A hairline under the header; leave it out when tabs follow. */
  line?: boolean;
}

function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav className="mk-crumbs" aria-label="Breadcrumb">
      <ol>
        {crumbs.map(({ label, href }, index) => (
          <li key={`${href ?? ""} ${label}`}>
            {index === 0 ? null : <IconChevronRight aria-hidden />}
            {href === undefined ? <span aria-current="page">{label}</span> : <Link href={href}>{label}</Link>}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** The head of a page: where it is, what it is, its state in words, one primary action, and a menu with the rest. */
export function PageHeader({ title, breadcrumb, badges, subtitle, action, menu, line = false }: PageHeaderProps) {
  return (
    <header className="mk-page-header" data-line={line || undefined}>
      {breadcrumb === undefined ? null : <Breadcrumb crumbs={breadcrumb} />}
      <div className="mk-page-title">
        <div className="mk-page-title-words">
          <h1>{title}</h1>
          {badges === undefined ? null : <div className="mk-page-badges">{badges}</div>}
        </div>
        {action === undefined && menu === undefined ? null : (
          <div className="mk-page-actions">
            {action}
            {menu === undefined ? null : (
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon variant="default" aria-label="More actions">
                    <IconDots aria-hidden />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>{menu}</Menu.Dropdown>
              </Menu>
            )}
          </div>
        )}
      </div>
      {subtitle === undefined ? null : <p className="mk-page-subtitle">{subtitle}</p>}
    </header>
  );
}
