import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { paced } from './paced';

describe('paced reading', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('makes one of many at once, and pauses', async () => {
    const read = vi.fn(async () => {});
    const reading = paced(read);
    for (let i = 0; i < 10; i++) reading.ask();
    await vi.advanceTimersByTimeAsync(100);
    expect(read).toHaveBeenCalledTimes(1);
    reading.ask();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(read).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('reads again what was asked for while it read', async () => {
    let finish = () => {};
    const read = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    const reading = paced(read);
    reading.ask();
    await vi.advanceTimersByTimeAsync(100);
    reading.ask();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(read).toHaveBeenCalledTimes(1);
    finish();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('stops', async () => {
    const read = vi.fn(async () => {});
    const reading = paced(read);
    reading.ask();
    reading.stop();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(read).not.toHaveBeenCalled();
  });
});
