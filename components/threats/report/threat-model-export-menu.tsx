import { Menu } from "@mantine/core";
import Link from "next/link";
import { threatModelFileHref } from "@/lib/threats/exports/api.ts";
import { threatExportFormats, type ThreatExportFormat } from "@/lib/threats/exports/schema.ts";

const formats = Object.entries(threatExportFormats) as [
  ThreatExportFormat,
  (typeof threatExportFormats)[ThreatExportFormat],
][];

/** The ways a threat model leaves, as items of a menu: a page to print, and files. */
export function ThreatModelExportMenu({ id, slug }: { id: string; slug: string }) {
  return (
    <>
      <Menu.Label>Export</Menu.Label>
      <Menu.Item component={Link} href={`/threat-models/${slug}/report`}>
        Report to print
      </Menu.Item>
      {formats.map(([format, { label }]) => (
        <Menu.Item key={format} component="a" href={threatModelFileHref(id, format)} download>
          {label}
        </Menu.Item>
      ))}
    </>
  );
}
