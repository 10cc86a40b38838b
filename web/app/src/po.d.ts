declare module 'texts:*' {
  import type { Messages } from '@lingui/core';

  export const messages: Messages;
}
