interface Postal {
  recipient: string;
  lines: string;
  city: string;
  region: string | null;
  postcode: string | null;
  country: string;
}

/** An address in one line. */
export function addressLine({ recipient, lines, city, region, postcode, country }: Postal): string {
  const place = [postcode, city].filter(Boolean).join(' ');
  return [recipient, ...lines.split('\n'), place, region, country].filter(Boolean).join(', ');
}
