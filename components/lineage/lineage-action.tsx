import { Menu } from "@mantine/core";
import { IconAffiliate, IconGitBranch } from "@tabler/icons-react";
import Link from "next/link";
import { lineageHref } from "@/lib/lineage/rules.ts";

/** Items for the menu of a thing's page: its lineage, and what is affected when it is compromised. */
export function LineageMenuItems({ id }: { id: string }) {
  return (
    <>
      <Menu.Item component={Link} href={lineageHref(id)} leftSection={<IconGitBranch aria-hidden />}>
        Lineage
      </Menu.Item>
      <Menu.Item
        component={Link}
        href={lineageHref(id, { affected: true })}
        leftSection={<IconAffiliate aria-hidden />}
      >
        If this is compromised, what is affected?
      </Menu.Item>
    </>
  );
}
