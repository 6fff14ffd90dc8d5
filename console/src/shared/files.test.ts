import { describe, expect, it } from 'vitest';
import { nameOf, reason } from './files';

const NOW = new Date(2026, 10, 5, 9, 4, 7);

describe('the name of a file', () => {
  it('is that of the file, if it has one', () => {
    expect(nameOf(new File([], 'a b+c.txt'), true, NOW)).toBe('a b+c.txt');
    expect(nameOf(new File([], 'image.png'), false, NOW)).toBe('image.png');
  });

  it('is the time for a picture from the clipboard, which all have the same', () => {
    expect(nameOf(new File([], 'image.png'), true, NOW)).toBe('screenshot-20261105-090407.png');
    expect(nameOf(new File([], 'image.jpeg'), true, NOW)).toBe('screenshot-20261105-090407.jpeg');
  });
});

describe('the reason of a refusal', () => {
  it('is what the API says', () => {
    expect(reason('{"errors":[{"message":"The file is empty.","extensions":{"code":"BAD_USER_INPUT"}}]}')).toBe(
      'The file is empty.',
    );
  });

  it('is none where something else answered', () => {
    for (const answer of ['', '<html>502</html>', '{}', '{"errors":[]}', '{"errors":[{"message":5}]}', 'null', '[]']) {
      expect(reason(answer)).toBe('');
    }
  });
});
