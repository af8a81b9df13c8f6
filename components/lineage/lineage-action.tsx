import { Button, Menu } from "@mantine/core";
import { IconAffiliate, IconGitBranch } from "@tabler/icons-react";
import Link from "next/link";
import { lineageHref } from "@/lib/lineage/rules.ts";

/** On the page of a thing: one click to what is affected when it is compromised. */
export function LineageAction({ id }: { id: string }) {
  return (
    <Button
      component={Link}
      href={lineageHref(id, { affected: true })}
      variant="default"
      leftSection={<IconAffiliate aria-hidden />}
    >
      If this is compromised, what is affected?
    </Button>
  );
}

/** The same ways as items of the menu of a page's head. */
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
