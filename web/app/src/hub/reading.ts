/** The language in which the hub is asked for names and other texts: that of the page. */
export function readLanguage(): string {
  return document.documentElement.lang.split('-')[0]!;
}
