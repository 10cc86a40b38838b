import './workers';
import 'graphiql/style.css';
import './page.css';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { Account } from './Account';
import { loadConfig } from '../../app/src/hub/config';
import { Events } from './Events';
import { examplesPlugin } from './Examples';
import { fetcher } from './fetcher';
import welcome from './welcome.graphql?raw';

const PANEL_WIDTH = 'graphiql:docExplorerFlex';

// How wide GraphiQL shows a panel beside the editors, until somebody drags it; its own third is more than examples need.
localStorage.setItem(PANEL_WIDTH, localStorage.getItem(PANEL_WIDTH) ?? '0.25');

const config = await loadConfig();
const examples = examplesPlugin(config);

// A screen of the console led here with what it asks.
const asked = new URLSearchParams(location.hash.slice(1));
const query = asked.get('query');
history.replaceState(null, '', location.pathname);

createRoot(document.getElementById('page')!).render(
  <GraphiQL
    fetcher={fetcher}
    plugins={[examples, HISTORY_PLUGIN]}
    visiblePlugin={examples}
    defaultQuery={welcome}
    {...(query && { initialQuery: query, initialVariables: asked.get('variables') ?? '' })}
    defaultEditorToolsVisibility="variables"
    inputValueDeprecation
    schemaDescription
  >
    <GraphiQL.Logo>
      <Account config={config} />
    </GraphiQL.Logo>
    <GraphiQL.Footer>
      <Events />
    </GraphiQL.Footer>
  </GraphiQL>,
);
