/** The time zones of a country (ISO 3166-1, two letters) by their IANA names; none for an unknown one. */
export function zonesOf(country: string): string[] {
  return new Intl.Locale(`und-${country}`).getTimeZones() ?? [];
}
