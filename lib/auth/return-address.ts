/** Where to go after signing in: a path of ours. Anything that could lead to another site becomes the overview. */
export function returnAddress(next: string | undefined): string {
  if (next === undefined || !/^\/(?![/\\])[^\s\\]*$/.test(next) || next.startsWith("/sign-in")) return "/overview";
  return next;
}
