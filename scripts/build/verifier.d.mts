export function bundlePrograms(root: string): Promise<Map<string, string>>;
