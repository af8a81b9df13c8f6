"use client";

import { Menu, useMantineColorScheme } from "@mantine/core";
import { IconKeyboard, IconLogout, IconSelector, IconUser } from "@tabler/icons-react";
import Link from "next/link";
import { Avatar } from "@/components/ui/person.tsx";

export interface FramePerson {
  name: string;
  email: string;
  /** The role in words: "Security lead". */
  role: string;
  /** Where the person's own settings are. */
  accountHref: string;
}

const themes = [
  { value: "auto", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

function ThemeItems() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const choose = (value: string) => setColorScheme(themes.find((theme) => theme.value === value)?.value ?? "auto");
  return (
    <Menu.RadioGroup value={colorScheme} onChange={choose}>
      {themes.map(({ value, label }) => (
        <Menu.RadioItem key={value} value={value}>
          {label}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

/** The signed-in person: role, account, theme, keyboard help, sign out. */
export function PersonMenu({ person, onSignOut }: { person: FramePerson; onSignOut: () => void }) {
  const openHelp = () => document.dispatchEvent(new KeyboardEvent("keydown", { key: "?", bubbles: true }));
  return (
    <Menu position="top-start" width={208}>
      <Menu.Target>
        <button type="button" className="mk-me" aria-label={`Account: ${person.name}`}>
          <Avatar name={person.name} />
          <span>{person.name}</span>
          <IconSelector aria-hidden color="var(--text-3)" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {person.email}
          <br />
          {person.role}
        </Menu.Label>
        <Menu.Item component={Link} href={person.accountHref} leftSection={<IconUser aria-hidden />}>
          Your account
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard aria-hidden />} onClick={() => setTimeout(openHelp, 200)}>
          Keyboard
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Theme</Menu.Label>
        <ThemeItems />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout aria-hidden />} onClick={onSignOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
