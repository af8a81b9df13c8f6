"use client";

import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog.tsx";
import { toastDone, toastProblem } from "@/components/ui/toast.tsx";
import { createResetLink, disableUser, enableUser, resetSecondFactor } from "@/lib/people/api.ts";
import type { Person } from "@/lib/people/schema.ts";
import { ChangeRoleDialog } from "./change-role-dialog.tsx";
import { ShownOnceDialog } from "./shown-once.tsx";
import { useReauthentication } from "./use-reauthentication.tsx";

type Open = "role" | "disable" | "factor" | undefined;

/** What an administrator may do with one person, in a menu. */
export function PersonActions({ person }: { person: Person }) {
  const { attempt, dialog } = useReauthentication();
  const client = useQueryClient();
  const [open, setOpen] = useState<Open>();
  const [link, setLink] = useState<string>();
  const { abilities, id, name } = person;
  const close = (): void => setOpen(undefined);

  async function change(call: () => Promise<unknown>, message: string): Promise<void> {
    await attempt(call);
    await client.invalidateQueries({ queryKey: ["user"] });
    toastDone({ message });
  }
  const enable = (): void => void change(() => enableUser(id), `${name} can sign in again.`).catch(toastProblem);
  const makeLink = (): void =>
    void attempt(() => createResetLink(id)).then((answer) => setLink(answer.link), toastProblem);

  if (!Object.values(abilities).includes(true)) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${name}`}>
            <IconDots aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {abilities.changeRole ? <Menu.Item onClick={() => setOpen("role")}>Change role</Menu.Item> : null}
          {abilities.createResetLink ? <Menu.Item onClick={makeLink}>Make a password link</Menu.Item> : null}
          {abilities.resetSecondFactor ? (
            <Menu.Item onClick={() => setOpen("factor")}>Reset second factor</Menu.Item>
          ) : null}
          {abilities.enable ? <Menu.Item onClick={enable}>Enable</Menu.Item> : null}
          {abilities.erase ? (
            <Menu.Item color="red" component={Link} href={`/settings/people/erase?subject=user&id=${id}`}>
              Erase personal data
            </Menu.Item>
          ) : null}
          {abilities.disable ? (
            <Menu.Item color="red" onClick={() => setOpen("disable")}>
              Disable
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <ChangeRoleDialog person={person} opened={open === "role"} onClose={close} attempt={attempt} />
      <ConfirmDialog
        opened={open === "disable"}
        onClose={close}
        title={`Disable ${name}`}
        confirmLabel="Disable"
        danger
        onConfirm={() => change(() => disableUser(id), `${name} is disabled.`)}
      >
        Their sessions end at once, and API keys they made stop working. What they did stays in the trail. You can
        enable them again.
      </ConfirmDialog>
      <ConfirmDialog
        opened={open === "factor"}
        onClose={close}
        title={`Reset the second factor of ${name}`}
        confirmLabel="Reset second factor"
        danger
        onConfirm={() => change(() => resetSecondFactor(id), `Second factor of ${name} reset.`)}
      >
        Their sessions end, and they sign in with the password alone until they set up another. Make sure that it is
        really them who asks.
      </ConfirmDialog>
      <ShownOnceDialog
        title={`Password link for ${name}`}
        value={link}
        what="password link"
        onClose={() => setLink(undefined)}
      >
        With this link {name} chooses a new password. It works once, for a day, and is not shown again.
      </ShownOnceDialog>
      {dialog}
    </>
  );
}
