import { createContext, useContext } from 'react';
import type { Config } from './config';

const Context = createContext<Config>({ environment: 'production', demoAccounts: [] });

export const ConfigProvider = Context.Provider;

export function useConfig(): Config {
  return useContext(Context);
}
