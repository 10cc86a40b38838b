import { UnStyledButton, useGraphiQL } from '@graphiql/react';
import { feed, type LiveEvent } from './events';
import { useValue } from '../../app/src/hub/value';

const TIME = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});

/**
 * What a live subscription brought, newest first, beneath the response, which shows the latest only.
 *
 * A click on an event shows it in the response again.
 */
export function Events() {
  const shown = useValue(feed);
  const responseEditor = useGraphiQL(({ responseEditor }) => responseEditor);
  if (!shown) return null;

  const show = (event: LiveEvent) => responseEditor?.setValue(JSON.stringify(event.result, null, 2));
  return (
    <section aria-label="Live events" className="events" data-connection={shown.connection}>
      <header>
        <span className="events-dot" />
        <strong>Live events</strong>
        <span role="status">
          {shown.connection} · {shown.count} received
        </span>
        <UnStyledButton type="button" onClick={() => feed.set(null)}>
          Close
        </UnStyledButton>
      </header>
      <ol>
        {shown.latest.map((event) => (
          <li key={event.number}>
            <UnStyledButton type="button" onClick={() => show(event)}>
              <time>{TIME.format(event.arrivedAt)}</time>
              <span className="events-position">#{event.position ?? event.number}</span>
              <span className="events-summary">{event.summary}</span>
            </UnStyledButton>
          </li>
        ))}
      </ol>
    </section>
  );
}
