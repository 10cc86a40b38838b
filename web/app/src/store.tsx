import './themes/base.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { loadConfig } from './hub/config';
import { ConfigProvider } from './hub/configured';
import { beginLanguage, LanguageProvider } from './hub/language';
import { applyScheme } from './hub/scheme';
import { createStore } from './store/routes';

applyScheme();
const [config] = await Promise.all([
  loadConfig(),
  beginLanguage({ en: () => import('texts:store/en'), zh: () => import('texts:store/zh') }),
]);

createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <LanguageProvider>
      <ConfigProvider value={config}>
        <RouterProvider router={createStore()} />
      </ConfigProvider>
    </LanguageProvider>
  </StrictMode>,
);
