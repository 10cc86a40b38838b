import { Value } from './value';

export type Scheme = 'auto' | 'light' | 'dark';

const STORED = 'hub.scheme';

export const scheme = new Value<Scheme>(stored());

function stored(): Scheme {
  const said = localStorage.getItem(STORED);
  return said === 'light' || said === 'dark' ? said : 'auto';
}

/** Shows the page light or dark, as was chosen, or else as the system is. */
export function applyScheme(): void {
  const chosen = scheme.get();
  if (chosen === 'auto') delete document.documentElement.dataset['scheme'];
  else document.documentElement.dataset['scheme'] = chosen;
}

export function chooseScheme(chosen: Scheme): void {
  localStorage.setItem(STORED, chosen);
  scheme.set(chosen);
  applyScheme();
}
