import './themes/base.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { loadConfig } from './hub/config';
import { beginLanguage, LanguageProvider } from './hub/language';
import { applyScheme } from './hub/scheme';
import { ConfigProvider } from './hub/configured';
import { createConsole } from './roles/routes';

applyScheme();
const [config] = await Promise.all([
  loadConfig(),
  beginLanguage({ en: () => import('texts:console/en'), zh: () => import('texts:console/zh') }),
]);

createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <LanguageProvider>
      <ConfigProvider value={config}>
        <RouterProvider router={createConsole()} />
      </ConfigProvider>
    </LanguageProvider>
  </StrictMode>,
);
