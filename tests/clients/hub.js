// Where the hub is, who asks, how long to wait before coming back, and what this program asks.
export const HUB = process.env.HUB_URL ?? 'http://127.0.0.1:8000/graphql';

// Read again for every connection: by then there may be a newer token.
export const authorization = () => `Bearer ${process.env.HUB_TOKEN}`;

// Longer each time, and by chance, so that a thousand clients do not come back all at once.
export const pause = (retries) =>
  new Promise((done) => setTimeout(done, Math.random() * Math.min(30_000, 1_000 * 2 ** retries)));

export const START = `
  query Start {
    viewer { feedCursor party { name } }
  }
`;

export const FOLLOW = `
  subscription Follow($after: Cursor) {
    orderEvents(after: $after) {
      cursor
      position
      event { kind order { id number } }
    }
  }
`;

export const CONFIRM = `
  mutation Confirm($input: ConfirmOrderInput!) {
    confirmOrder(input: $input) {
      errors { code message }
    }
  }
`;
