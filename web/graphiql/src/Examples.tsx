import { UnStyledButton, useGraphiQL, useGraphiQLActions, type GraphiQLPlugin } from '@graphiql/react';
import { Kind, parse } from 'graphql';
import { DEMO_PASSWORD, type Config } from '../../app/src/hub/config';
import { EXAMPLES, ROLES, variablesWith, type Example, type Role } from './examples';
import { query } from './fetcher';
import { session } from '../../app/src/hub/session';
import { Refusal, useSignIn } from './signing-in';
import { useValue } from '../../app/src/hub/value';

/** The panel with examples for each role; a click opens one in a new tab of the editor. */
export function examplesPlugin(config: Config): GraphiQLPlugin {
  return { title: 'Examples', icon: ExamplesIcon, content: () => <Examples config={config} /> };
}

function Examples({ config }: { config: Config }) {
  const current = useValue(session);
  const open = useOpenExample();
  const [refusal, enter] = useSignIn();
  return (
    <section aria-label="Examples" className="examples">
      <div className="examples-title">Examples</div>
      <p>
        A click opens one in a new tab; run it with Ctrl-Enter. They work on what the account that is signed in may see.
      </p>
      <Refusal message={refusal} />
      {ROLES.map((role) => (
        <section key={role} aria-label={labelOf(role)}>
          <h2>
            {labelOf(role)}
            <SignInAs email={demoEmail(config, role)} signedIn={current?.email ?? null} enter={enter} />
          </h2>
          <ul>
            {EXAMPLES.filter(({ roles }) => roles.includes(role)).map((example) => (
              <li key={example.title}>
                <UnStyledButton type="button" onClick={() => void open(example)}>
                  {example.title}
                </UnStyledButton>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

interface SignInAsProps {
  email: string | null;
  signedIn: string | null;
  enter(email: string, password: string): void;
}

function SignInAs({ email, signedIn, enter }: SignInAsProps) {
  if (!email) return null;
  if (email === signedIn) return <small>signed in</small>;
  return (
    <UnStyledButton type="button" className="sign-in-as" onClick={() => enter(email, DEMO_PASSWORD)}>
      sign in
    </UnStyledButton>
  );
}

function useOpenExample(): (example: Example) => Promise<void> {
  const { addTab, setOperationFacts } = useGraphiQLActions();
  const editors = useGraphiQL(({ queryEditor, variableEditor }) => ({ queryEditor, variableEditor }));

  return async ({ query: text, variables, find }) => {
    const found = find && (await query(find));
    addTab();
    editors.queryEditor?.setValue(text);
    editors.variableEditor?.setValue(variables ? variablesWith(variables, found) : '');
    // The editor reads the operation a moment later; who runs it before would run the one of the former tab.
    const documentAST = parse(text);
    const operations = documentAST.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
    setOperationFacts({ documentAST, operations, operationName: operations[0]?.name?.value });
  };
}

function demoEmail(config: Config, role: Role): string | null {
  return config.demoAccounts.find(({ email }) => email.startsWith(`${role.toLowerCase()}@`))?.email ?? null;
}

function labelOf(role: Role): string {
  return role === 'ANONYMOUS' ? 'Anybody' : role[0] + role.slice(1).toLowerCase();
}

function ExamplesIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M5 4.5h11.5a2.5 2.5 0 0 1 2.5 2.5v13H7.5A2.5 2.5 0 0 1 5 17.5zM5 17.5A2.5 2.5 0 0 1 7.5 15H19" />
      <path d="m11 7.5 3 2.25-3 2.25z" fill="currentColor" />
    </svg>
  );
}
