"use client";

import "./app-frame.css";
import { Drawer } from "@mantine/core";
import { IconMenu2, IconSearch } from "@tabler/icons-react";
import { usePathname } from "next/navigation";
import { useState } from "react";
import type { ReactNode } from "react";
import { KeyboardHelp } from "@/components/ui/keyboard-help.tsx";
import { BrandMark } from "./brand-mark.tsx";
import { CommandPalette } from "./command-palette.tsx";
import type { PaletteAction } from "./command-palette.tsx";
import { useRailCollapsed } from "./frame-settings.ts";
import type { NavSection } from "./navigation.ts";
import type { FramePerson } from "./person-menu.tsx";
import { Rail } from "./rail.tsx";
import { SkipLink } from "./skip-link.tsx";

export interface AppFrameProps {
  organization: string;
  person: FramePerson;
  navigation: readonly NavSection[];
  /** Things to do that the palette offers besides the places of the navigation. */
  actions?: readonly PaletteAction[];
  health?: ReactNode;
  /** What everybody must know at once, above every page. */
  banner?: ReactNode;
  onSignOut: () => void;
  children: ReactNode;
}

function Sheet({ opened, onClose, children }: { opened: boolean; onClose: () => void; children: ReactNode }) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      size={288}
      withCloseButton={false}
      padding={0}
      attributes={{ content: { "aria-label": "Navigation" } }}
    >
      <div className="mk-sheet-rail">{children}</div>
    </Drawer>
  );
}

/** The frame of every signed-in page: rail at the left (a sheet on phones), the page, the palette and the keyboard help. */
export function AppFrame(props: AppFrameProps) {
  const { organization, person, navigation, actions, health, onSignOut, children } = props;
  const [collapsed, setCollapsed] = useRailCollapsed();
  const [searching, setSearching] = useState(false);
  const pathname = usePathname();
  const [sheetOf, setSheetOf] = useState<string | null>(null);
  const openSearch = () => {
    setSheetOf(null);
    setSearching(true);
  };
  const rail = { organization, person, navigation, onSearch: openSearch, onSignOut, health };
  return (
    <div className="mk-frame" data-collapsed={collapsed || undefined}>
      <SkipLink />
      <header className="mk-topbar">
        <button type="button" aria-label="Open the navigation" onClick={() => setSheetOf(pathname)}>
          <IconMenu2 aria-hidden />
        </button>
        <BrandMark />
        <span>{organization}</span>
        <button type="button" aria-label="Search or jump to" onClick={openSearch}>
          <IconSearch aria-hidden />
        </button>
      </header>
      <aside className="mk-rail" aria-label="Places">
        <Rail {...rail} collapsed={collapsed} onCollapse={setCollapsed} />
      </aside>
      {/* Opening another page closes the sheet: it belongs to the page it was opened on. */}
      <Sheet opened={sheetOf === pathname} onClose={() => setSheetOf(null)}>
        <Rail {...rail} />
      </Sheet>
      <main id="main" className="mk-main" tabIndex={-1}>
        {props.banner}
        {children}
      </main>
      <CommandPalette opened={searching} onOpened={setSearching} navigation={navigation} actions={actions ?? []} />
      <KeyboardHelp />
    </div>
  );
}
