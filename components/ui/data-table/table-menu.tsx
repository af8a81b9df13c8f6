"use client";

import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconColumns3, IconDownload } from "@tabler/icons-react";
import type { ExportLink } from "./types.ts";
import type { Density } from "./table-settings.ts";

interface ColumnMenuProps {
  columns: readonly { id: string; label: string; shown: boolean; fixed: boolean }[];
  density: Density;
  onColumn: (id: string, shown: boolean) => void;
  onDensity: (density: Density) => void;
}

/** Which columns, and how dense. */
export function ColumnMenu({ columns, density, onColumn, onDensity }: ColumnMenuProps) {
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <Tooltip label="Columns and density">
          <ActionIcon size="sm" aria-label="Columns and density">
            <IconColumns3 aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Columns</Menu.Label>
        {columns.map((column) => (
          <Menu.CheckboxItem
            key={column.id}
            checked={column.shown}
            disabled={column.fixed}
            onChange={(shown) => onColumn(column.id, shown)}
          >
            {column.label}
          </Menu.CheckboxItem>
        ))}
        <Menu.Divider />
        <Menu.Label>Rows</Menu.Label>
        <Menu.RadioGroup value={density} onChange={(value) => onDensity(value === "comfortable" ? value : "compact")}>
          <Menu.RadioItem value="compact">Compact</Menu.RadioItem>
          <Menu.RadioItem value="comfortable">Comfortable</Menu.RadioItem>
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Downloads of what the list shows, with its filters. */
export function ExportMenu({ exports }: { exports: readonly ExportLink[] }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label="Export this list">
          <ActionIcon size="sm" aria-label="Export this list">
            <IconDownload aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Export with these filters</Menu.Label>
        {exports.map(({ label, href }) => (
          <Menu.Item key={href} component="a" href={href} download>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
