/** The full number that is meant: as it is printed, or by the day and what follows it at this centre. */
export function numberOf(text: string, centre: string): string | undefined {
  const typed = text.trim();
  if (/^kf-.+-\d{8}-\d{4,}$/i.test(typed)) return `KF-${typed.slice(3)}`;
  return centre && /^\d{8}-\d{4,}$/.test(typed) ? `KF-${centre}-${typed}` : undefined;
}
