"use client";

import { createTheme } from "@mantine/core";
import type { CSSVariablesResolver, MantineColorsTuple } from "@mantine/core";

const accent: MantineColorsTuple = [
  "#eef0fe",
  "#dcdffc",
  "#c3c7f6",
  "#a5a9ff",
  "#8084f0",
  "#5d62e6",
  "#4a4fd4",
  "#3f43bd",
  "#3639a0",
  "#2b2e82",
];
const gray: MantineColorsTuple = [
  "#f7f8fa",
  "#f0f2f6",
  "#e4e7ec",
  "#e4e7ec",
  "#cbd1db",
  "#667085",
  "#667085",
  "#475061",
  "#2b3342",
  "#161a22",
];
const dark: MantineColorsTuple = [
  "#e9ebf0",
  "#b3bac7",
  "#8d96a6",
  "#8d96a6",
  "#3d4655",
  "#272d38",
  "#14171d",
  "#14171d",
  "#0f1217",
  "#0a0c10",
];
const red: MantineColorsTuple = [
  "#fdf1f0",
  "#f9dedb",
  "#f3c9c5",
  "#ff9088",
  "#ef5a4e",
  "#d4372c",
  "#c22f25",
  "#b3261e",
  "#96201a",
  "#7a1a15",
];

export const theme = createTheme({
  primaryColor: "accent",
  primaryShade: { light: 6, dark: 5 },
  colors: { accent, gray, dark, red },
  white: "#ffffff",
  black: "#161a22",
  fontFamily: "var(--sans)",
  fontFamilyMonospace: "var(--mono)",
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.45", lg: "1.4", xl: "1.4" },
  fontWeights: { regular: "400", medium: "500", bold: "600" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  radius: { xs: "3px", sm: "4px", md: "6px", lg: "6px", xl: "8px" },
  defaultRadius: "md",
  shadows: { xs: "none", sm: "none", md: "var(--float)", lg: "var(--float)", xl: "var(--float)" },
  headings: { fontFamily: "var(--sans)", fontWeight: "600" },
  respectReducedMotion: true,
  cursorType: "pointer",
  activeClassName: "",
  components: {
    Button: { defaultProps: { size: "sm" } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: "md" } },
    Tooltip: {
      defaultProps: { openDelay: 200, offset: 6, maw: 320, events: { hover: true, focus: true, touch: true } },
    },
    Menu: {
      defaultProps: { withInitialFocusPlaceholder: false, offset: 4, shadow: "md", transitionProps: { duration: 120 } },
    },
    Popover: { defaultProps: { offset: 4, shadow: "md", transitionProps: { duration: 120 } } },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 140 }, size: 480 } },
    Drawer: { defaultProps: { transitionProps: { duration: 160 } } },
    Checkbox: { defaultProps: { size: "xs" } },
    Select: { defaultProps: { checkIconPosition: "right" } },
    InputWrapper: { defaultProps: { inputWrapperOrder: ["label", "input", "error", "description"] } },
    Kbd: { defaultProps: { size: "xs" } },
  },
});

/** Mantine's own roles take their values from our tokens, so that a component of theirs looks like a part of ours. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const roles = {
    "--mantine-color-body": "var(--bg)",
    "--mantine-color-text": "var(--text)",
    "--mantine-color-bright": "var(--text)",
    "--mantine-color-dimmed": "var(--text-3)",
    "--mantine-color-placeholder": "var(--text-3)",
    "--mantine-color-anchor": "var(--accent-text)",
    "--mantine-color-error": "var(--red)",
    "--mantine-color-success": "var(--green)",
    "--mantine-color-default": "var(--bg)",
    "--mantine-color-default-hover": "var(--bg-hover)",
    "--mantine-color-default-color": "var(--text)",
    "--mantine-color-default-border": "var(--line-strong)",
    "--mantine-color-disabled": "var(--bg-hover)",
    "--mantine-color-disabled-color": "var(--text-3)",
    "--mantine-color-disabled-border": "var(--line)",
    "--mantine-primary-color-filled": "var(--accent)",
    "--mantine-primary-color-filled-hover": "var(--accent-hover)",
    "--mantine-primary-color-light": "var(--accent-soft)",
    "--mantine-primary-color-light-color": "var(--accent-text)",
    "--mantine-color-accent-filled": "var(--accent)",
    "--mantine-color-accent-filled-hover": "var(--accent-hover)",
    "--mantine-color-accent-text": "var(--accent-text)",
    "--mantine-color-gray-text": "var(--text-2)",
    "--mantine-color-gray-light-color": "var(--text-2)",
    "--mantine-color-red-filled": "#c22f25",
    "--mantine-color-red-filled-hover": "#b3261e",
    "--mantine-color-red-text": "var(--red)",
  };
  return { variables: {}, light: roles, dark: roles };
};
