export function systemPostgres(): { bin: string; major: number } | null;
export function dumpPrograms(): { bin: string; major: number } | null;
