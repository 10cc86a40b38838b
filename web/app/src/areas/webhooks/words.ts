import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { WebhookStatus } from '../../hub/graph.generated';
import type { Tone } from '../../ui/Badge';

export const WEBHOOK_STATUS: Record<WebhookStatus, MessageDescriptor> = {
  ACTIVE: msg`Active`,
  FAILING: msg`Failing`,
  PAUSED: msg`Paused`,
};

export const WEBHOOK_TONE: Record<WebhookStatus, Tone> = { ACTIVE: 'good', FAILING: 'bad', PAUSED: 'plain' };
