export interface DemoAccount {
  email: string;
  label: string;
}

/** What the hub tells its pages about itself. */
export interface Config {
  environment: string;
  demoAccounts: DemoAccount[];
}

/** Every demo account has this password; the hub makes them in development only. */
export const DEMO_PASSWORD = 'demo';

export async function loadConfig(): Promise<Config> {
  const response = await fetch('/config.json');
  if (!response.ok) return { environment: 'production', demoAccounts: [] };
  return (await response.json()) as Config;
}
