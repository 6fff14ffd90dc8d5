/** What the first error of an answer says; nothing if it is not one of Mainstay, such as that of a proxy. */
export function reason(answer: string): string {
  try {
    const said = JSON.parse(answer) as { errors?: { message?: unknown }[] } | null;
    const message = said?.errors?.[0]?.message;
    return typeof message === 'string' ? message : '';
  } catch {
    return '';
  }
}

/** Browsers call each picture from the clipboard `image.png`; in a list of files it needs a name of its own. */
export function nameOf(file: File, pasted: boolean, now: Date): string {
  const ending = /^image\.(png|jpe?g|gif|webp)$/.exec(file.name)?.[1];
  if (!pasted || ending === undefined) return file.name;
  const stamp = [
    now.getFullYear(),
    now.getMonth() + 1,
    now.getDate(),
    now.getHours(),
    now.getMinutes(),
    now.getSeconds(),
  ]
    .map((part) => String(part).padStart(2, '0'))
    .join('');
  return `screenshot-${stamp.slice(0, 8)}-${stamp.slice(8)}.${ending}`;
}
