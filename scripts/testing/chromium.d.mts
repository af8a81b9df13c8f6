export const NO_CHROMIUM: string;
export function findChromium(): string | null;
export function ensureChromium(log?: (message: string) => void): Promise<string | null>;
export function chromiumFlags(): string[];
