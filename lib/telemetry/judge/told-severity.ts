/**
 * How grave a signal about clients or content is: by how sure it is where the budget of false pages allows to tell people of it, else low,
 * which opens no alert.
 */
export function toldSeverity(sure: number, told: boolean): "high" | "medium" | "low" {
  if (!told) return "low";
  return sure >= 0.9 ? "high" : "medium";
}
