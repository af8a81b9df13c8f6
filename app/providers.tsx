"use client";

import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import { createQueryClient } from "@/components/layout/query-client.ts";
import { cssVariablesResolver, theme } from "@/components/theme/theme.ts";

/** Theme, server state and messages for every page. */
export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
        <Notifications position="bottom-right" autoClose={6000} limit={4} containerWidth={380} />
        {children}
      </MantineProvider>
    </QueryClientProvider>
  );
}
