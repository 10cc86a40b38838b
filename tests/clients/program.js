// A seller's program: it confirms every order that is placed, and prints what it hears.
import { CONFIRM, FOLLOW, START } from './hub.js';

export async function run({ query, mutate, subscribe }) {
  try {
    const { viewer } = await query(START);
    print({ following: viewer.party.name });
    await subscribe(FOLLOW, { after: viewer.feedCursor }, heard);
  } catch (problem) {
    print({ ended: problem.message });
    process.exit(1);
  }

  async function heard({ orderEvents: { position, event } }) {
    print({ position, kind: event.kind, order: event.order.number });
    if (event.kind !== 'PLACED') return;
    // An id made from the order: asked again, nothing happens twice.
    const input = { requestId: event.order.id.split(':')[1], orderId: event.order.id };
    const { confirmOrder } = await mutate(CONFIRM, { input });
    print({ confirmed: event.order.number, errors: confirmOrder.errors });
  }
}

const print = (line) => console.log(JSON.stringify(line));
