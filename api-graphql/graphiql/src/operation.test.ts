import { describe, expect, it } from 'vitest';
import { isSubscription } from './operation';

const BOTH = 'query Q { me { id } } subscription S { complaintChanged(id: "1") { state } }';

describe('where an operation goes', () => {
  it('sends subscriptions by WebSocket', () => {
    expect(isSubscription('subscription { complaintChanged(id: "1") { state } }')).toBe(true);
    expect(isSubscription(BOTH, 'S')).toBe(true);
  });
  it('sends everything else by HTTP', () => {
    expect(isSubscription('{ me { id } }')).toBe(false);
    expect(isSubscription(BOTH, 'Q')).toBe(false);
    expect(isSubscription('subscription {')).toBe(false);
  });
});
